//! What is known of the state of each row: filtered and smoothed means and covariances.

use std::ops::Range;

use ndarray::{Array1, Array2, Array3};

use super::belief::Belief;
use super::expect::{sequences, untold};
use super::filter::{BLOCK, Block};
use super::matrix::size::{ForStates, for_states, run};
use super::matrix::{Matrix, Vector};
use super::parameters::LinearSystem;
use super::smoother::{Smoother, Spread, Visitor};
use super::system::System;
use crate::compute::{Lanes, zeroed};
use crate::em::Data;
use crate::{Context, Error, Result, Vectorized};

/// The rows that a state's mean and covariance are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    /// Those up to its own.
    Before,
    /// All of its sequence.
    All,
}

/// What is known of the states of n rows with k states.
#[derive(Clone, Debug, PartialEq)]
pub struct Paths {
    /// Shape (n, k).
    pub means: Array2<f64>,
    /// Shape (n, k, k); infinite where the rows tell nothing of a diffuse start.
    pub covariances: Array3<f64>,
    /// The natural log density of each row, given those before it, shape (n); their sum is the log-likelihood.
    pub log_densities: Array1<f64>,
}

/// Finds the means and covariances of the states, and the rows' log densities.
///
/// # Errors
/// As [`expect_statistics`](super::expect_statistics); [`Error::OutOfMemory`].
pub fn paths(
    data: Data<'_>,
    lengths: &[usize],
    system: &LinearSystem,
    given: Given,
    context: Context<'_>,
) -> Result<Paths> {
    for_states(system.n_states(), All { data, lengths, system, given, context })
}

struct All<'a> {
    data: Data<'a>,
    lengths: &'a [usize],
    system: &'a LinearSystem,
    given: Given,
    context: Context<'a>,
}

impl ForStates for All<'_> {
    type Output = Result<Paths>;

    fn run<const N: usize>(self) -> Self::Output {
        let Self { data, lengths, system, given, context } = self;
        let (rows, n) = (data.len(), system.n_states());
        let mut found = Found {
            n,
            means: zeroed(rows * n, "the means of the states")?,
            covariances: zeroed(rows.saturating_mul(n * n), "the covariances of the states")?,
            log_densities: Vec::with_capacity(rows),
            first: 0,
        };
        let padded = System::<N>::of(system);
        for rows in sequences(data, lengths, system)? {
            let kernel = Sequence { data, rows, system: &padded, given, context, found: &mut found };
            run::<N, _>(kernel, context)?;
        }
        let shaped = |_| Error::invalid("X", "of a shape that fits into memory", format!("{rows} rows"));
        Ok(Paths {
            means: Array2::from_shape_vec((rows, n), found.means).map_err(shaped)?,
            covariances: Array3::from_shape_vec((rows, n, n), found.covariances).map_err(shaped)?,
            log_densities: found.log_densities.into(),
        })
    }
}

/// Values of all rows, one after another.
struct Found {
    n: usize,
    means: Vec<f64>,
    covariances: Vec<f64>,
    log_densities: Vec<f64>,
    /// The first row of the block that is written.
    first: usize,
}

impl Found {
    fn mean<const N: usize>(&mut self, row: usize, mean: Vector<N>) {
        self.means[(self.first + row) * self.n..][..self.n].copy_from_slice(&mean.0[..self.n]);
    }

    fn covariance<const N: usize>(&mut self, row: usize, covariance: &Matrix<N>) {
        let square = self.n * self.n;
        let place = &mut self.covariances[(self.first + row) * square..][..square];
        place.iter_mut().zip(covariance.values(self.n)).for_each(|(entry, value)| *entry = *value);
    }
}

impl<const N: usize> Visitor<N> for Found {
    #[inline(always)]
    fn visit(&mut self, rows: Range<usize>, means: &[Vector<N>], _: &[Vector<N>], spread: &Spread<N>) {
        for (row, mean) in rows.zip(means) {
            self.mean(row, *mean);
            self.covariance(row, &spread.covariance);
        }
    }
}

struct Sequence<'a, 'f, const N: usize> {
    data: Data<'a>,
    rows: Range<usize>,
    system: &'a System<N>,
    given: Given,
    context: Context<'a>,
    found: &'f mut Found,
}

impl<const N: usize> Vectorized for Sequence<'_, '_, N> {
    type Output = Result<()>;

    #[inline(always)]
    fn run<const LANES: usize>(self) -> Result<()> {
        let Self { data, rows, system, given, context, found } = self;
        let blocks: Vec<Range<usize>> =
            rows.clone().step_by(BLOCK).map(|start| start..rows.end.min(start + BLOCK)).collect();
        let (mut buffer, mut block) = (Vec::new(), Block::new(system.p));
        let (mut beliefs, mut belief) = (Vec::with_capacity(blocks.len()), Belief::initial(system));
        let mut smoother = Smoother::new();
        let back = if given == Given::All { blocks.len() } else { 0 };
        let there = (0..blocks.len()).map(|at| (at, false));
        for (at, is_back) in there.chain((0..back).rev().map(|at| (at, true))) {
            context.check()?;
            let values = data.rows(blocks[at].clone(), &mut buffer);
            found.first = blocks[at].start;
            if !is_back {
                beliefs.push(belief.clone());
            }
            if !is_back || at + 1 < back {
                let before = beliefs[at].clone();
                belief = block.filter::<0>(system, before, values, context.cancellation)?;
                block.compare::<0>(system, values, |log_density| {
                    if !is_back {
                        found.log_densities.push(log_density);
                    }
                });
            } else if belief.is_untold() {
                return Err(untold());
            }
            if given == Given::Before {
                block.seen(system, found);
            } else if is_back {
                smoother.back::<0>(system, &block, 0..blocks[at].len(), found, context.cancellation)?;
            }
        }
        Ok(())
    }
}

impl<const N: usize> Block<N> {
    /// Writes what is known of each state when its row has been seen.
    fn seen(&self, system: &System<N>, found: &mut Found) {
        for (row, step) in self.wide.iter().enumerate() {
            let (mean, mut covariance) = step.seen;
            let largest =
                step.left.0.iter().flat_map(|row| row.0).fold(0.0, |most: f64, entry| most.max(entry.abs()));
            for (entries, left) in covariance.0.iter_mut().zip(step.left.0) {
                for (entry, left) in entries.0.iter_mut().zip(left.0) {
                    if left.abs() > 1e-12 * largest {
                        *entry = f64::INFINITY.copysign(left);
                    }
                }
            }
            found.mean(row, mean);
            found.covariance(row, &covariance);
        }
        let mut start = 0;
        for (number, (gain, &end)) in self.gains.each.iter().zip(&self.ends).enumerate() {
            for (at, mean) in (start..end).zip(&self.means[start..end]) {
                let innovations = &self.innovations[at * system.p..][..system.p];
                let mut told = Lanes::splat(0.0);
                for (weighted, innovation) in self.gains.weighted(number).iter().zip(innovations) {
                    told += *weighted * Lanes::splat(*innovation);
                }
                let row = self.wide.len() + at;
                found.mean(row, *mean + gain.covariance.combined(told));
                found.covariance(row, &gain.filtered);
            }
            start = end;
        }
    }
}
