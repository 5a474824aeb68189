//! The Kalman filter: the mean and covariance of each state, given the rows before it.

use super::diffuse::{Diffuse, Unknown};
use super::gain::Gains;
use super::matrix::{Matrix, Vector, dot};
use super::size::LARGE;
use super::system::System;
use crate::compute::Lanes;
use crate::{Cancellation, Error, Result};

/// Rows of a block, whose steps are kept while the smoother goes back through them.
pub const BLOCK: usize = 512;

/// What is known of a state before its row is seen.
#[derive(Clone, Debug)]
pub struct Belief<const N: usize> {
    pub mean: Vector<N>,
    pub covariance: Matrix<N>,
    /// The directions of which nothing is known.
    pub unknown: Unknown<N>,
}

impl<const N: usize> Belief<N> {
    /// Before the first row.
    pub fn initial(system: &System<N>) -> Self {
        if system.diffuse {
            let (mean, covariance) = (Lanes::splat(0.0), Matrix::ZERO);
            return Self { mean, covariance, unknown: Unknown::all(system.n) };
        }
        let (mean, covariance) = (system.initial_mean, system.initial_covariance);
        Self { mean, covariance, unknown: Unknown::default() }
    }
}

/// The steps of a block of rows.
#[derive(Clone, Debug)]
pub struct Block<const N: usize> {
    /// Of the steps that begin with directions of which nothing is known; they come first.
    pub diffuse: Vec<Diffuse<N>>,
    pub gains: Gains<N>,
    /// For each step after these its gain and the mean before its row is seen.
    pub numbers: Vec<usize>,
    pub means: Vec<Vector<N>>,
    /// What the row of each of these differs by from what was expected; 0 where it is missing.
    pub innovations: Vec<f64>,
    /// The sum of the rows' log densities.
    pub log_likelihood: f64,
}

impl<const N: usize> Block<N> {
    pub fn new(p: usize) -> Self {
        Self {
            diffuse: Vec::new(),
            gains: Gains::new(p),
            numbers: Vec::with_capacity(BLOCK),
            means: Vec::with_capacity(BLOCK),
            innovations: Vec::with_capacity(BLOCK * p),
            log_likelihood: 0.0,
        }
    }

    fn clear(&mut self) {
        self.diffuse.clear();
        self.gains.clear();
        self.numbers.clear();
        self.means.clear();
        self.innovations.clear();
        self.log_likelihood = 0.0;
    }

    /// Runs over `rows` from what is known before the first, and returns what is known after the last.
    ///
    /// `each` is told the log density of every row.
    #[inline(always)]
    pub fn filter<const P: usize>(
        &mut self,
        system: &System<N>,
        mut belief: Belief<N>,
        rows: &[f64],
        mut each: impl FnMut(f64),
        cancellation: &Cancellation,
    ) -> Result<Belief<N>> {
        self.clear();
        let p = if P == 0 { system.p } else { P };
        let mut rows = rows.chunks_exact(p);
        while !belief.unknown.is_empty() {
            let Some(row) = rows.next() else { return Ok(belief) };
            cancellation.check()?;
            let before = std::mem::replace(&mut belief, Belief::initial(system));
            let (step, after) = Diffuse::step(system, before, row).ok_or_else(singular)?;
            each(step.log_density);
            self.log_likelihood += step.log_density;
            self.diffuse.push(step);
            belief = after;
        }
        let Belief { mut mean, covariance, unknown } = belief;
        let mut last: Option<usize> = None;
        for row in rows {
            if N >= LARGE {
                cancellation.check()?;
            }
            let is_complete = row.iter().all(|value| !value.is_nan());
            let known = last.and_then(|last| self.gains.each[last].following).filter(|_| is_complete);
            let number = if let Some(number) = known {
                number
            } else {
                let covariance = last.map_or(covariance, |last| self.gains.each[last].next);
                self.gains.push(system, covariance, row).ok_or_else(singular)?
            };
            let gain = &self.gains.each[number];
            self.numbers.push(number);
            self.means.push(mean);
            let mut next = gain.carry_transposed.combined(mean);
            let first = self.innovations.len();
            for i in 0..p {
                let value = if row[i].is_nan() { 0.0 } else { row[i] };
                next += Lanes::splat(value) * self.gains.columns(number)[i];
                self.innovations.push(value - dot(self.gains.rows(number)[i], mean));
            }
            let innovation = &self.innovations[first..];
            let precision = self.gains.precision(number);
            let mut square = 0.0;
            for i in 0..p {
                for j in 0..p {
                    square += innovation[i] * precision[i * p + j] * innovation[j];
                }
            }
            let log_density = -0.5 * (gain.observed as f64 * LOG_TAU + gain.log_determinant + square);
            each(log_density);
            self.log_likelihood += log_density;
            mean = next;
            last = Some(number);
        }
        let covariance = last.map_or(covariance, |last| self.gains.each[last].next);
        Ok(Belief { mean, covariance, unknown })
    }
}

/// ln(2 pi).
pub const LOG_TAU: f64 = 1.837_877_066_409_345_3;

/// The error about values that could be told before they were seen.
pub fn singular() -> Error {
    Error::invalid(
        "observation_covariance",
        "such that what is observed is not certain beforehand",
        "a system in which the covariance of a row is singular",
    )
}
