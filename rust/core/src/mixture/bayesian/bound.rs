//! The lower bound of the evidence that a step of variational inference raises.

use std::f64::consts::LN_2;

use super::parameters::Parameters;
use crate::mixture::gaussian::{CovarianceType, SufficientStatistics};
use crate::number::ln_gamma;
use crate::{Error, Result};

/// The lower bound of the log evidence after an iteration, short of what is the same for all parameters: that of
/// scikit-learn's `BayesianGaussianMixture`.
///
/// The entropy of the responsibilities, which the E step with the parameters `before` found, follows from its statistics:
/// no pass over the samples is needed.
///
/// # Errors
/// [`Error::InvalidArgument`] if the statistics are those of other parameters, or `after` has another shape.
pub fn lower_bound(
    before: &Parameters,
    statistics: &SufficientStatistics,
    after: &Parameters,
) -> Result<f64> {
    let own = before.gaussian().means() == statistics.shift();
    let (kind, d) = (after.gaussian().covariance_type(), after.gaussian().n_features());
    if !own
        || kind != statistics.covariance_type()
        || after.gaussian().means().dim() != statistics.shift().dim()
    {
        return Err(Error::invalid("statistics", "of these parameters", "others"));
    }
    let determinants = log_determinants(after);
    let norms = determinants.iter().zip(after.degrees_of_freedom());
    let log_wishart: f64 =
        norms.map(|(log_determinant, nu)| log_wishart_norm(*nu, *log_determinant, d)).sum();
    let log_precision: f64 = after.mean_precision().iter().map(|precision| precision.ln()).sum();
    Ok(entropy(before, statistics)
        - log_wishart
        - after.concentration().log_norm()
        - 0.5 * d as f64 * log_precision)
}

/// Minus the sum of r log r: the log likelihood without the expected joint log densities.
fn entropy(before: &Parameters, statistics: &SufficientStatistics) -> f64 {
    let density = before.expected();
    let (d, matrices) = (density.n_features, density.covariance_type.has_matrices());
    let moments = statistics.moments();
    let length = density.covariance_type.second_length(d);
    let expected = moments.weight_sums.iter().zip(moments.second.chunks_exact(length)).enumerate();
    let joint: f64 = expected
        .filter(|(_, (mass, _))| **mass > 0.0)
        .map(|(j, (mass, second))| {
            let factor = density.factor(j);
            // The sum of |factor (x - mean)|² is the trace of factor^T factor and the second moments.
            let squares: f64 = if matrices {
                let entry = |a: usize, b: usize| second[a.max(b) * (a.max(b) + 1) / 2 + a.min(b)];
                let rows = (0..d).map(|row| &factor[row * (row + 1) / 2..][..=row]);
                let square = |row: &[f64]| -> f64 {
                    let products = row
                        .iter()
                        .enumerate()
                        .map(|(a, x)| x * row.iter().enumerate().map(|(b, y)| y * entry(a, b)).sum::<f64>());
                    products.sum()
                };
                rows.map(square).sum()
            } else {
                factor.iter().zip(second).map(|(factor, sum)| factor * factor * sum).sum()
            };
            mass * (density.constants[j] + density.offset) - squares
        })
        .sum();
    moments.log_likelihood - joint * LN_2
}

/// The logarithms of the determinants of the precisions' factors, as Wishart distributions have them: over the degrees of
/// freedom.
fn log_determinants(parameters: &Parameters) -> Vec<f64> {
    let gaussian = parameters.gaussian();
    let d = gaussian.n_features();
    let cholesky = gaussian.precisions_cholesky();
    let pivot = |j: usize, a: usize| match gaussian.covariance_type() {
        CovarianceType::Full => cholesky[[j, a, a]],
        CovarianceType::Tied => cholesky[[a, a]],
        CovarianceType::Diag => cholesky[[j, a]],
        CovarianceType::Spherical => cholesky[[j]],
    };
    let freedom = parameters.degrees_of_freedom().iter().enumerate();
    freedom.map(|(j, nu)| (0..d).map(|a| pivot(j, a).ln()).sum::<f64>() - 0.5 * d as f64 * nu.ln()).collect()
}

/// The natural logarithm of the normalization of a Wishart distribution (Bishop, B.79), without its constant.
fn log_wishart_norm(nu: f64, log_determinant: f64, d: usize) -> f64 {
    let gammas: f64 = (0..d).map(|a| ln_gamma(0.5 * (nu - a as f64))).sum();
    -(nu * log_determinant + nu * d as f64 * 0.5 * LN_2 + gammas)
}
