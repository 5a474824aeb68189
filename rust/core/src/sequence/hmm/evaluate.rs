//! Likelihoods of sequences, and the states' shares of their rows.

use std::f64::consts::LN_2;
use std::ops::Range;

use ndarray::{Array1, Array2};
use rayon::prelude::*;

use super::chain::Chains;
use super::densities::{Densities, Scale};
use super::job::{Job, Wide};
use super::parameters::Parameters;
use super::walk::{Sink, Walker};
use crate::compute::zeroed;
use crate::em::Data;
use crate::mixture::Emissions;
use crate::{Context, Error, Result};

/// The natural logarithm of the likelihood of each of the sequences.
///
/// # Errors
/// [`Error::InvalidArgument`] for sequences that do not suit the parameters or are impossible; [`Error::Cancelled`].
pub fn log_likelihoods<M: Emissions>(
    data: Data<'_>,
    parameters: &Parameters<M>,
    context: Context<'_>,
) -> Result<Array1<f64>> {
    Ok(Job::new(parameters, data, context)?.run(Evaluate { shares: &mut [] })?.into())
}

/// The probabilities of the states (n, k) in each row, given its whole sequence, and the natural logarithms of the
/// likelihoods of the sequences.
///
/// # Errors
/// As [`log_likelihoods`], and [`Error::OutOfMemory`].
pub fn posteriors<M: Emissions>(
    data: Data<'_>,
    parameters: &Parameters<M>,
    context: Context<'_>,
) -> Result<(Array2<f64>, Array1<f64>)> {
    let shape = (data.len(), parameters.n_components());
    let mut shares = zeroed(shape.0.saturating_mul(shape.1), "the probabilities of the states")?;
    let logs = Job::new(parameters, data, context)?.run(Evaluate { shares: &mut shares })?;
    let shares = Array2::from_shape_vec(shape, shares)
        .map_err(|error| Error::invalid("X", "of a shape that fits in memory", error))?;
    Ok((shares, logs.into()))
}

/// Likelihoods, and shares, if there is room for them.
struct Evaluate<'a> {
    shares: &'a mut [f64],
}

impl Wide for Evaluate<'_> {
    type Output = Vec<f64>;

    fn run<const W: usize>(self, job: &Job<'_>) -> Result<Vec<f64>> {
        let chains = Chains::<W>::new(job.start, job.transition);
        let (context, width) = (job.context, self.shares.len() / job.data.len().max(1));
        let mut rest = self.shares;
        let mut pieces = Vec::new();
        for unit in job.units() {
            let rows: usize = unit.iter().map(ExactSizeIterator::len).sum();
            let (piece, after) = rest.split_at_mut(rows * width);
            pieces.push((unit, piece));
            rest = after;
        }
        let walker = || Walker::new(&chains, job.densities(), job.data.of_even_weights(), context);
        let evaluate = |walker: &mut Walker<'_, W>, (unit, piece): (Vec<Range<usize>>, &mut [f64])| {
            let mut fill = Fill { first: unit[0].start, width, piece };
            let sink: Option<&mut dyn Sink> = if width > 0 { Some(&mut fill) } else { None };
            let logs = walker.walk(&unit, sink)?;
            job.check(&logs, &unit)?;
            Ok(logs)
        };
        let found: Result<Vec<Vec<f64>>> = if pieces.len() > 1 && context.executor.threads() > 1 {
            context.install(|| pieces.into_par_iter().map_init(walker, evaluate).collect())
        } else {
            let mut walker = walker();
            pieces.into_iter().map(|piece| evaluate(&mut walker, piece)).collect()
        };
        Ok(found?.concat().into_iter().map(|log| log * LN_2).collect())
    }
}

/// Takes shares into the rows of a result, of `width` values each.
struct Fill<'a> {
    first: usize,
    width: usize,
    piece: &'a mut [f64],
}

impl Sink for Fill<'_> {
    fn begin(&mut self, _: &mut Densities<'_>) {}

    fn take(&mut self, rows: Range<usize>, shares: &[f64], _: &mut Densities<'_>) -> Result<()> {
        let (piece, padded) =
            (&mut self.piece[(rows.start - self.first) * self.width..], shares.len() / rows.len());
        if padded == self.width {
            piece[..shares.len()].copy_from_slice(shares);
            return Ok(());
        }
        for (slot, shares) in piece.chunks_exact_mut(self.width).zip(shares.chunks_exact(padded)) {
            slot.copy_from_slice(&shares[..self.width]);
        }
        Ok(())
    }

    fn pairs(&mut self) -> Option<&mut [f64]> {
        None
    }

    fn end(&mut self, _: Scale) {}
}
