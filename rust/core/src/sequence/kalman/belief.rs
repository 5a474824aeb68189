//! What is known of a state before its row is seen.

use super::matrix::{Matrix, Vector, dot};
use super::steady::Steady;
use super::system::System;
use crate::compute::Lanes;

/// A mean and a covariance, as far as there are any.
#[derive(Clone, Debug)]
pub struct Belief<const N: usize> {
    pub mean: Vector<N>,
    pub covariance: Matrix<N>,
    /// The directions of which nothing is known.
    pub unknown: Unknown<N>,
    /// The way of the covariance since the last row that was not complete.
    pub steady: Steady<N>,
}

impl<const N: usize> Belief<N> {
    pub const fn new(mean: Vector<N>, covariance: Matrix<N>, unknown: Unknown<N>) -> Self {
        Self { mean, covariance, unknown, steady: Steady::from(covariance) }
    }

    /// Before the first row.
    pub fn initial(system: &System<N>) -> Self {
        if system.diffuse {
            return Self::new(Lanes::splat(0.0), Matrix::ZERO, Unknown::all(system.n));
        }
        Self::new(system.initial_mean, system.initial_covariance, Unknown::default())
    }
}

/// The directions of which nothing is known: the columns of A.
#[derive(Clone, Debug, Default)]
pub struct Unknown<const N: usize> {
    columns: Vec<Vector<N>>,
    /// The size that the columns had before values told of them.
    scale: f64,
}

/// What is below this share of the scale is rounding.
const ROUNDING: f64 = 1e-8;

impl<const N: usize> Unknown<N> {
    /// All directions of `n` states.
    pub fn all(n: usize) -> Self {
        let unit = |state: usize| Lanes::each(|i| f64::from(u8::from(i == state)));
        Self { columns: (0..n).map(unit).collect(), scale: (n as f64).sqrt() }
    }

    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// U = A A'.
    pub fn covariance(&self) -> Matrix<N> {
        let mut sum = Matrix::ZERO;
        for column in &self.columns {
            sum.add_outer(*column, *column);
        }
        sum
    }

    /// Takes away the direction that a value tells of, if it tells of any: U z and z'U z before that.
    pub fn told(&mut self, row: Vector<N>) -> Option<(Vector<N>, f64)> {
        let mut shares: Vec<f64> = self.columns.iter().map(|column| dot(*column, row)).collect();
        let square: f64 = shares.iter().map(|share| share * share).sum();
        if square <= (ROUNDING * self.scale).powi(2) * dot(row, row) {
            return None;
        }
        let mut seen = Lanes::splat(0.0);
        for (column, share) in self.columns.iter().zip(&shares) {
            seen += *column * Lanes::splat(*share);
        }
        // A reflection turns the first column into the direction of A A' z; the others do not meet the row then.
        let length = square.sqrt();
        shares[0] += length.copysign(shares[0]);
        let twice = 2.0 / shares.iter().map(|share| share * share).sum::<f64>();
        let mut image = Lanes::splat(0.0);
        for (column, share) in self.columns.iter().zip(&shares) {
            image += *column * Lanes::splat(*share);
        }
        for (column, share) in self.columns.iter_mut().zip(&shares) {
            *column = *column - image * Lanes::splat(twice * share);
        }
        self.columns.swap_remove(0);
        self.forget_rounding();
        Some((seen, square))
    }

    pub fn moved(&mut self, system: &System<N>) {
        for column in &mut self.columns {
            *column = system.transition_transposed.combined(*column);
        }
        let strength: f64 = system.transition.0.iter().map(|row| dot(*row, *row)).sum();
        self.scale *= strength.sqrt();
        self.forget_rounding();
        self.scale = self.columns.iter().map(|column| dot(*column, *column)).sum::<f64>().sqrt();
    }

    fn forget_rounding(&mut self) {
        let least = (ROUNDING * self.scale).powi(2);
        self.columns.retain(|column| dot(*column, *column) > least);
    }
}
