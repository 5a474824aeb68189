//! What the filter learns from a row, but for the row's values: covariances and gains, which do not depend on them.

use super::matrix::{Matrix, Vector, dot};
use super::system::System;
use crate::compute::Lanes;

/// What is known about a step before its row is seen, and what the row will change.
#[derive(Clone, Copy, Debug)]
pub struct Gain<const N: usize> {
    /// The covariance of the state, before the row is seen.
    pub covariance: Matrix<N>,
    /// That after the row was seen, and that of the next state.
    pub filtered: Matrix<N>,
    pub next: Matrix<N>,
    /// How an error of the mean goes on into the next step, L = F - K H, and its transpose.
    pub carry: Matrix<N>,
    pub carry_transposed: Matrix<N>,
    /// The number of values that are seen.
    pub observed: usize,
}

/// The gains of some steps. Each has as many entries in the lists as there are observed values.
#[derive(Clone, Debug)]
pub struct Gains<const N: usize> {
    p: usize,
    pub each: Vec<Gain<N>>,
    /// Columns of K, the gain of the next state.
    columns: Vec<Vector<N>>,
    /// Rows of H; zero where the value is missing.
    rows: Vec<Vector<N>>,
    /// Rows of S^-1 H, with the covariance S of the row.
    weighted: Vec<Vector<N>>,
    /// Rows of S^-1.
    precisions: Vec<f64>,
    /// The variance of each value, given those before it: their product is the determinant of S.
    variances: Vec<f64>,
    /// Scratch: P H', and the Cholesky factor of S with its inverse.
    seen: Vec<Vector<N>>,
    factor: Vec<f64>,
    inverse: Vec<f64>,
}

/// ln(2 pi).
pub const LOG_TAU: f64 = 1.837_877_066_409_345_3;

/// A pivot below this share of its variance is rounding: the value was known.
const KNOWN: f64 = 1e-14;

impl<const N: usize> Gains<N> {
    pub fn new(p: usize) -> Self {
        Self {
            p,
            each: Vec::new(),
            columns: Vec::new(),
            rows: Vec::new(),
            weighted: Vec::new(),
            precisions: Vec::new(),
            variances: Vec::new(),
            seen: vec![Lanes::splat(0.0); p],
            factor: vec![0.0; p * p],
            inverse: vec![0.0; p * p],
        }
    }

    pub fn clear(&mut self) {
        self.each.clear();
        self.columns.clear();
        self.rows.clear();
        self.weighted.clear();
        self.precisions.clear();
        self.variances.clear();
    }

    #[inline(always)]
    pub fn columns(&self, gain: usize) -> &[Vector<N>] {
        &self.columns[gain * self.p..][..self.p]
    }

    #[inline(always)]
    pub fn rows(&self, gain: usize) -> &[Vector<N>] {
        &self.rows[gain * self.p..][..self.p]
    }

    #[inline(always)]
    pub fn weighted(&self, gain: usize) -> &[Vector<N>] {
        &self.weighted[gain * self.p..][..self.p]
    }

    #[inline(always)]
    pub fn precision(&self, gain: usize) -> &[f64] {
        &self.precisions[gain * self.p * self.p..][..self.p * self.p]
    }

    /// The logarithm of the determinant of the covariance of the values that are seen.
    #[inline(always)]
    pub fn log_determinant(&self, gain: usize) -> f64 {
        self.variances[gain * self.p..][..self.p].iter().map(|variance| variance.ln()).sum()
    }

    /// Adds the gain of a step at which the state has this covariance, and the values that are no NaN are seen.
    /// None if what is seen was known beforehand: the covariance of its values is singular.
    #[inline(always)]
    pub fn push<const P: usize>(
        &mut self,
        system: &System<N>,
        covariance: Matrix<N>,
        values: &[f64],
    ) -> Option<()> {
        let p = if P == 0 { self.p } else { P };
        let number = self.each.len();
        let is_seen = |i: usize| !values[i].is_nan();
        let nothing = Lanes::splat(0.0);
        self.rows.extend((0..p).map(|i| if is_seen(i) { system.observation[i] } else { nothing }));
        let rows = &self.rows[number * p..];
        for i in 0..p {
            self.seen[i] = covariance.combined(rows[i]);
        }
        let observed = (0..p).filter(|i| is_seen(*i)).count();
        self.factorize::<P>(system, number, is_seen)?;
        self.precisions.extend_from_slice(&self.inverse);
        let mut filtered = covariance;
        let mut carry = system.transition;
        for i in 0..p {
            let (mut weighted, mut gain) = (nothing, nothing);
            // Row i of C^-1 P H', of which the squares are what the row tells: no difference of large numbers is taken twice.
            let mut told = nothing;
            for j in 0..p {
                let precision = Lanes::splat(self.inverse[i * p + j]);
                weighted += precision * self.rows[number * p + j];
                gain += precision * self.seen[j];
                if j <= i {
                    told += Lanes::splat(self.factor[i * p + j]) * self.seen[j];
                }
            }
            filtered.add_outer(nothing - told, told);
            let column = system.transition_transposed.combined(gain);
            carry.add_outer(nothing - column, self.rows[number * p + i]);
            self.weighted.push(weighted);
            self.columns.push(column);
        }
        let mut next = system.transition.around(&filtered, &system.transition_transposed);
        next.add_scaled(1.0, &system.transition_covariance);
        let carry_transposed = carry.transposed();
        let gain = Gain { covariance, filtered, next, carry, carry_transposed, observed };
        self.each.push(gain);
        Some(())
    }

    /// Puts S^-1 into `inverse` and the inverse of its Cholesky factor into `factor`.
    ///
    /// A value that is missing has a variance of one and nothing to do with the others.
    #[inline(always)]
    fn factorize<const P: usize>(
        &mut self,
        system: &System<N>,
        number: usize,
        is_seen: impl Fn(usize) -> bool,
    ) -> Option<()> {
        let p = if P == 0 { self.p } else { P };
        let rows = &self.rows[number * p..][..p];
        let (lower, work) = (&mut self.inverse[..p * p], &mut self.factor[..p * p]);
        for i in 0..p {
            for j in 0..=i {
                let entry = if is_seen(i) && is_seen(j) {
                    dot(rows[i], self.seen[j]) + system.observation_covariance[i * p + j]
                } else {
                    f64::from(u8::from(i == j))
                };
                let known: f64 = (0..j).map(|k| lower[i * p + k] * lower[j * p + k]).sum();
                let rest = entry - known;
                if i != j {
                    lower[i * p + j] = rest / lower[j * p + j];
                } else if rest > KNOWN * entry {
                    lower[i * p + i] = rest.sqrt();
                    self.variances.push(rest);
                } else {
                    return None;
                }
            }
        }
        // The inverse of the factor, row by row.
        for i in 0..p {
            for j in 0..=i {
                let rest = if i == j {
                    1.0
                } else {
                    -(j..i).map(|k| lower[i * p + k] * work[k * p + j]).sum::<f64>()
                };
                work[i * p + j] = rest / lower[i * p + i];
            }
        }
        for i in 0..p {
            for j in 0..=i {
                let entry = (i..p).map(|k| work[k * p + i] * work[k * p + j]).sum();
                lower[i * p + j] = entry;
                lower[j * p + i] = entry;
            }
        }
        Some(())
    }
}
