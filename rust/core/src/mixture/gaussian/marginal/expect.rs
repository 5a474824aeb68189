//! The E step on samples that lack values, with the sums that the M step needs.

use std::ops::Range;

use super::conditional::{Conditional, Posterior};
use super::patterns::Patterns;
use crate::compute::{Pass, Tree};
use crate::em::{Data, Moments, Samples};
use crate::mixture::Mixture;
use crate::mixture::gaussian::{Parameters, SufficientStatistics};
use crate::{Context, Result, Vectorized};
use ndarray::ArrayView1;

/// Below this many pairs of a sample and a component's feature, waking a second thread costs more than it gains.
const SERIAL: usize = 1 << 14;

/// The E step on samples `x` (n, d) whose missing values are NaN, and the statistics that it expects of them.
///
/// The log-likelihood is that of the values that are observed. Where a value is missing, the sums take its mean and its
/// covariance given the row's others (Z. Ghahramani and M. I. Jordan, "Supervised learning from incomplete data via an
/// EM approach", NIPS 1993). A row without any value has the log density 0, and the sums leave it out.
///
/// Rows that lack the same features are taken together, in an order that depends on the samples alone: the bits do not
/// depend on the number of threads.
///
/// # Errors
/// As [`expect_statistics`](crate::mixture::expect_statistics), and [`Error::InvalidArgument`](crate::Error::InvalidArgument) for a
/// covariance that is not positive definite.
pub fn expect<'a>(
    x: impl Into<Samples<'a>>,
    parameters: &Parameters,
    sample_weight: Option<ArrayView1<'a, f64>>,
    context: Context<'_>,
) -> Result<SufficientStatistics> {
    let (k, d) = (parameters.n_components(), parameters.n_features());
    let data = Data::new(x, sample_weight)?.of_features(d)?;
    let patterns = Patterns::of(data, context)?;
    let pass = ExpectPass { data, parameters, patterns: &patterns, context };
    // The order is that of the patterns, so that parts of the rows make no larger tree.
    let moments = pass.run(0, data.len(), data.len() * k * d > SERIAL, context)?.total().into_owned();
    let mean = moments.log_likelihood / data.weight(0..data.len());
    if !(moments.log_likelihood.is_finite() || mean.is_finite()) {
        return Err(super::explain(data));
    }
    Ok(parameters.statistics(Tree::alone(moments)))
}

struct ExpectPass<'a> {
    data: Data<'a>,
    parameters: &'a Parameters,
    patterns: &'a Patterns,
    context: Context<'a>,
}

/// The memory that a thread needs for rows.
struct Scratch {
    posterior: Posterior,
    deviations: Vec<f64>,
    /// Sums of the responsibilities in rows of one pattern.
    masses: Vec<f64>,
}

impl Pass for ExpectPass<'_> {
    type Workspace = Scratch;
    type Output = Moments;

    fn workspace(&self) -> Scratch {
        let (k, d) = (self.parameters.n_components(), self.parameters.n_features());
        Scratch { posterior: Posterior::new(k, d), deviations: vec![0.0; d], masses: vec![0.0; k] }
    }

    fn output(&self) -> Moments {
        let (k, d) = (self.parameters.n_components(), self.parameters.n_features());
        Moments::zeros(k, d, self.parameters.covariance_type().second_length(d))
    }

    fn block(&self, places: Range<usize>, scratch: &mut Scratch, moments: &mut Moments) -> Result<()> {
        *moments = self.output();
        for (rows, missing) in self.patterns.pieces(places) {
            let conditional = Conditional::new(self.parameters, missing, self.context)?;
            let (data, context) = (self.data, self.context);
            let piece = Piece { data, rows, conditional, scratch, moments, context };
            self.context.run(piece)?;
        }
        Ok(())
    }
}

/// Rows that lack the same features.
struct Piece<'a, 'b> {
    data: Data<'a>,
    rows: &'b [usize],
    conditional: Conditional<'b>,
    scratch: &'b mut Scratch,
    moments: &'b mut Moments,
    context: Context<'a>,
}

impl Vectorized for Piece<'_, '_> {
    type Output = Result<()>;

    #[inline(always)]
    fn run<const LANES: usize>(mut self) -> Result<()> {
        let mut buffer = Vec::new();
        self.scratch.masses.fill(0.0);
        for &row in self.rows {
            self.context.check()?;
            let values = self.data.rows(row..row + 1, &mut buffer);
            let weight = self.data.weights(row..row + 1).map_or(1.0, |weights| weights[0]);
            self.moments.weight += weight;
            self.moments.n_samples += u64::from(weight > 0.0);
            if !self.conditional.is_blank() {
                self.add(values, weight);
            }
        }
        self.conditional.add_rest(&self.scratch.masses, self.moments);
        Ok(())
    }
}

impl Piece<'_, '_> {
    /// Adds the sums of one row, with missing values at their means.
    #[inline(always)]
    fn add(&mut self, values: &[f64], weight: f64) {
        let Scratch { posterior, deviations, masses } = &mut *self.scratch;
        self.conditional.share(values, posterior);
        self.moments.log_likelihood += weight * posterior.log * std::f64::consts::LN_2;
        self.conditional.add(values, weight, posterior, deviations, masses, self.moments);
    }
}
