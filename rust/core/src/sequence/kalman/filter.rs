//! The Kalman filter: the mean and covariance of each state, given the rows before it.

use super::belief::Belief;
use super::gain::{Gains, LOG_TAU};
use super::matrix::size::LARGE;
use super::matrix::{Vector, dot};
use super::steady::Steady;
use super::system::System;
use super::wide::Wide;
use crate::compute::Lanes;
use crate::{Cancellation, Error, Result};

/// Rows of a block, whose steps are kept while the smoother goes back through them.
pub const BLOCK: usize = 512;

/// The steps of a block of rows.
#[derive(Clone, Debug)]
pub struct Block<const N: usize> {
    /// Of the steps that begin with directions that are kept apart; they come first.
    pub wide: Vec<Wide<N>>,
    /// The gains of the steps after these, and how many of these steps end with the last one that has each gain.
    pub gains: Gains<N>,
    pub ends: Vec<usize>,
    /// For each of these steps the mean before its row is seen.
    pub means: Vec<Vector<N>>,
    /// What the row of each differs by from what was expected; 0 where it is missing.
    pub innovations: Vec<f64>,
    /// The sum of the rows' log densities.
    pub log_likelihood: f64,
}

impl<const N: usize> Block<N> {
    pub fn new(p: usize) -> Self {
        Self {
            wide: Vec::new(),
            gains: Gains::new(p),
            ends: Vec::with_capacity(BLOCK),
            means: Vec::with_capacity(BLOCK),
            innovations: Vec::with_capacity(BLOCK * p),
            log_likelihood: 0.0,
        }
    }

    fn clear(&mut self) {
        self.wide.clear();
        self.gains.clear();
        self.ends.clear();
        self.means.clear();
    }

    /// Runs over `rows` from what is known before the first, and returns what is known after the last.
    ///
    /// Once the covariance is steady, it stays, as long as rows are complete.
    #[inline(always)]
    pub fn filter<const P: usize>(
        &mut self,
        system: &System<N>,
        mut belief: Belief<N>,
        rows: &[f64],
        cancellation: &Cancellation,
    ) -> Result<Belief<N>> {
        self.clear();
        let p = if P == 0 { system.p } else { P };
        let mut rows = rows;
        while let Some(directions) = belief.directions.clone() {
            let Some((row, rest)) = rows.split_at_checked(p) else { return Ok(belief) };
            cancellation.check()?;
            let (step, after) = Wide::step(system, &belief, directions, row).ok_or_else(singular)?;
            self.wide.push(step);
            (belief, rows) = (after, rest);
        }
        while !rows.is_empty() {
            if N >= LARGE {
                cancellation.check()?;
            }
            let Belief { mean, covariance, steady, .. } = &mut belief;
            self.gains.push::<P>(system, *covariance, &rows[..p]).ok_or_else(singular)?;
            let complete = rows.chunks_exact(p).take_while(|row| is_complete(row));
            let count = if steady.arrived() { complete.count().max(1) } else { 1 };
            let (run, rest) = rows.split_at(count * p);
            *mean = self.run::<P>(*mean, run);
            let gain = &self.gains.each[self.ends.len()];
            if gain.observed < p {
                *covariance = gain.next;
                *steady = Steady::from(gain.next);
            } else if !steady.arrived() {
                *covariance = gain.next;
                steady.follow(covariance);
            }
            self.ends.push(self.means.len());
            rows = rest;
        }
        Ok(belief)
    }

    /// Takes the mean over rows that have the last gain.
    #[inline(always)]
    fn run<const P: usize>(&mut self, mut mean: Vector<N>, rows: &[f64]) -> Vector<N> {
        let last = self.ends.len();
        let (carry, columns) = (self.gains.each[last].carry_transposed, self.gains.columns(last));
        let p = if P == 0 { columns.len() } else { P };
        let columns = &columns[..p];
        let first = self.means.len();
        self.means.resize(first + rows.len() / p, mean);
        for (slot, row) in self.means[first..].iter_mut().zip(rows.chunks_exact(p)) {
            *slot = mean;
            let mut told = Lanes::splat(0.0);
            for i in 0..p {
                let value = if row[i].is_nan() { 0.0 } else { row[i] };
                told += Lanes::splat(value) * columns[i];
            }
            mean = carry.combined(mean) + told;
        }
        mean
    }

    /// Compares the rows with what was expected of them; `each` is told the log density of every row.
    #[inline(always)]
    pub fn compare<const P: usize>(&mut self, system: &System<N>, rows: &[f64], mut each: impl FnMut(f64)) {
        let p = if P == 0 { system.p } else { P };
        let mut log_likelihood = 0.0;
        for step in &self.wide {
            each(step.log_density);
            log_likelihood += step.log_density;
        }
        let rows = &rows[self.wide.len() * p..];
        self.innovations.resize(rows.len(), 0.0);
        let mut start = 0;
        for (number, (gain, &end)) in self.gains.each.iter().zip(&self.ends).enumerate() {
            let (seen, precision) = (&self.gains.rows(number)[..p], &self.gains.precision(number)[..p * p]);
            let constant = gain.observed as f64 * LOG_TAU + self.gains.log_determinant(number);
            let innovations = self.innovations[start * p..end * p].chunks_exact_mut(p);
            let rows = rows[start * p..end * p].chunks_exact(p);
            for ((innovation, row), mean) in innovations.zip(rows).zip(&self.means[start..end]) {
                for i in 0..p {
                    let value = if row[i].is_nan() { 0.0 } else { row[i] };
                    innovation[i] = value - dot(seen[i], *mean);
                }
                let mut square = 0.0;
                for i in 0..p {
                    for j in 0..p {
                        square += innovation[i] * precision[i * p + j] * innovation[j];
                    }
                }
                let log_density = -0.5 * (constant + square);
                each(log_density);
                log_likelihood += log_density;
            }
            start = end;
        }
        self.log_likelihood = log_likelihood;
    }
}

/// Whether no value of a row is missing.
#[inline(always)]
pub fn is_complete(row: &[f64]) -> bool {
    row.iter().all(|value| !value.is_nan())
}

/// The error about values that could be told before they were seen.
pub fn singular() -> Error {
    Error::invalid(
        "observation_covariance",
        "such that what is observed is not certain beforehand",
        "a system in which the covariance of a row is singular",
    )
}
