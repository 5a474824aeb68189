//! The M step: the weighted moments, and the degrees of freedom that suit the weights.

use ndarray::{Array1, ArrayView1};

use super::freedom::{self, CAP, LEAST};
use super::parameters::{EXTRA, Parameters, SufficientStatistics};
use crate::em::Maximized;
use crate::mixture::Regularization;
use crate::mixture::gaussian::{Sums, estimate, factorized, joined};
use crate::{Context, Error, Result};

/// The knowledge that an M step has besides the samples.
#[derive(Clone, Debug, PartialEq)]
pub struct Prior {
    /// The amount that is added to the diagonals of the scale matrices.
    pub regularization: Regularization,
    /// The degrees of freedom of the components, where they are known; else they are estimated.
    pub degrees_of_freedom: Option<Vec<f64>>,
}

/// The parameters that maximise the expected log-likelihood, given the statistics of an E step.
///
/// The means are those of the samples weighted by r u, the scale matrices their scatter over the sum of r (D. Peel and
/// G. `McLachlan`, "Robust mixture modelling using the t distribution", Statistics and Computing 10, 2000, equations 28
/// and 29); then the degrees of freedom, from [`LEAST`] to [`CAP`].
///
/// # Errors
/// As those of [Gaussians](crate::mixture::maximize_statistics), and [`Error::InvalidArgument`] for degrees of freedom of
/// another number, or outside [`LEAST`] to [`CAP`].
pub fn maximize_statistics(
    statistics: &SufficientStatistics,
    prior: &Prior,
    context: Context<'_>,
) -> Result<Maximized<Parameters>> {
    statistics.check()?;
    let (moments, k) = (statistics.moments(), statistics.n_components());
    let (masses, floor) = (moments.masses(), moments.floor());
    let components = moments.second.chunks_exact(moments.second.len() / k);
    let parts = || components.clone().map(|sums| sums.split_at(sums.len() - EXTRA));
    let pulls: Vec<f64> = parts().map(|(_, extra)| extra[0] + floor).collect();
    let mean = |((_, extra), mass): ((&[f64], &[f64]), &f64)| (extra[1] - extra[0]) / mass;
    let degrees_of_freedom: Vec<f64> = match &prior.degrees_of_freedom {
        Some(given) => check(given)?.to_vec(),
        None => parts().zip(&masses).map(mean).map(freedom::degrees_of_freedom).collect(),
    };
    let sums = Sums {
        shift: statistics.shift(),
        first: &moments.first,
        second: parts().flat_map(|(second, _)| second).copied().collect(),
        pulls: &pulls,
        masses: &masses,
        floor,
        covariance_type: statistics.shape.0,
    };
    let estimates = estimate(sums, prior.regularization, None, context)?;
    let (mass, degenerate) =
        (masses.iter().sum::<f64>(), joined(moments.empty(), estimates.collapsed.into_iter()));
    let weights: Array1<f64> = masses.iter().map(|sum| sum / mass).collect();
    let gaussian = factorized(
        weights.view(),
        estimates.means.view(),
        estimates.covariances,
        statistics.shape.0,
        context,
    )?;
    let parameters = Parameters::new(gaussian, ArrayView1::from(&degrees_of_freedom))?;
    Ok(Maximized { parameters, degenerate })
}

/// Refuses degrees of freedom that a fit cannot keep.
fn check(given: &[f64]) -> Result<&[f64]> {
    match given.iter().find(|nu| !(LEAST..=CAP).contains(*nu)) {
        Some(nu) => Err(Error::invalid("degrees_of_freedom", format!("from {LEAST} to {CAP}"), nu)),
        None => Ok(given),
    }
}
