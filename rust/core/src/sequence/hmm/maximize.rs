//! The M step of a hidden Markov model.

use ndarray::{Array1, Array2, ArrayView1};

use super::parameters::Parameters;
use super::statistics::ChainStatistics;
use crate::em::{Maximized, Statistics};
use crate::mixture::{Emissions, Held};
use crate::{Context, Error, Result};

/// The knowledge that an M step has besides the sequences.
#[derive(Clone, Copy, Debug)]
pub struct Prior<P> {
    /// That of the emission.
    pub emission: P,
    /// Whether the probabilities of the first state stay.
    pub holds_start: bool,
    /// Whether those of transitions stay.
    pub holds_transition: bool,
    /// What of the emission stays.
    pub held: Held,
}

/// The parameters that maximise the expected log-likelihood (Rabiner, 1989, 40), among those that agree with what is held.
///
/// A state that is never left keeps its row of transitions, and one that has no share of any row its distribution: it is
/// degenerate. What has the probability 0 keeps it.
///
/// # Errors
/// [`Error::InvalidArgument`] for statistics of no rows, and those of the emission's M step.
pub fn maximize_statistics<M: Emissions + PartialEq>(
    statistics: &ChainStatistics<M>,
    prior: &Prior<M::Prior>,
    context: Context<'_>,
) -> Result<Maximized<Parameters<M>>> {
    let (before, sums) = (&statistics.parameters, &statistics.sums);
    if !(statistics.weight() > 0.0 && statistics.weight().is_finite()) {
        return Err(Error::invalid("statistics", "of rows of positive weight", statistics.weight()));
    }
    let k = before.n_components();
    let least = sums.moments.floor();
    let shares = |sums: &[f64], before: ArrayView1<'_, f64>, held: bool| -> Array1<f64> {
        let total: f64 = sums.iter().sum();
        if held || total <= least { before.to_owned() } else { sums.iter().map(|sum| sum / total).collect() }
    };
    let start = shares(&sums.start, before.start(), prior.holds_start);
    let mut transition = Array2::zeros((k, k));
    for (i, mut row) in transition.rows_mut().into_iter().enumerate() {
        let sums = &sums.transitions[i * k..][..k];
        row.assign(&shares(sums, before.transition().row(i), prior.holds_transition));
    }
    let emission = statistics.emission();
    let maximized = before.emission().refit(&emission, &prior.emission, prior.held, context)?;
    let parameters = Parameters::new(start.view(), transition.view(), maximized.parameters)?;
    Ok(Maximized { parameters, degenerate: maximized.degenerate })
}
