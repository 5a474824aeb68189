//! The E step: what the covariance of the samples says of the factors.
//!
//! D. B. Rubin and D. T. Thayer, "EM algorithms for ML factor analysis", Psychometrika 47 (1982); M. E. Tipping and C. M. Bishop,
//! "Probabilistic principal component analysis", JRSS B 61 (1999).

use std::f64::consts::TAU;

use ndarray::{Array1, Array2, ArrayView2, Axis};

use super::parameters::Factors;
use crate::{Context, Error, Result};

/// What an M step needs, by unit of sample weight.
#[derive(Clone, Debug, PartialEq)]
pub struct FactorStatistics {
    /// The mean of the samples, shape (d), and their variances (d).
    pub(super) mean: Array1<f64>,
    pub(super) variances: Array1<f64>,
    /// The mean of x z', shape (d, q), about the samples' mean, and of z z', shape (q, q).
    pub(super) crossed: Array2<f64>,
    pub(super) factors: Array2<f64>,
    log_density: f64,
}

impl FactorStatistics {
    /// The mean natural log density of the samples under the parameters.
    #[must_use]
    pub const fn log_density(&self) -> f64 {
        self.log_density
    }
}

/// Finds what samples of this covariance (d, d), about the model's mean, say of the factors, and their mean log density.
///
/// # Errors
/// [`Error::InvalidArgument`] on shapes that do not match and numbers that overflow; [`Error::Cancelled`].
pub fn expect(
    covariance: ArrayView2<'_, f64>,
    factors: &Factors,
    context: Context<'_>,
) -> Result<FactorStatistics> {
    let (d, q) = (factors.n_features(), factors.n_components());
    if covariance.dim() != (d, d) {
        let expected = format!("of shape ({d}, {d}), as the parameters have features");
        return Err(Error::invalid("covariance", expected, format!("shape {:?}", covariance.dim())));
    }
    let weighted = &factors.loadings() / &factors.noise().insert_axis(Axis(1));
    let precision = Array2::eye(q) + factors.loadings().t().dot(&weighted);
    let (inverse, log_determinant) = inverse(&precision).ok_or_else(overflow)?;
    context.check()?;
    let shares = weighted.dot(&inverse);
    let crossed = covariance.dot(&shares);
    context.check()?;
    let explained: f64 = (&crossed * &weighted).sum();
    let own: f64 = covariance.diag().iter().zip(factors.noise()).map(|(own, noise)| own / noise).sum();
    let noises: f64 = factors.noise().iter().map(|variance| variance.ln()).sum();
    let log_density = -0.5 * (d as f64 * TAU.ln() + noises + log_determinant + own - explained);
    let seconds = inverse + shares.t().dot(&crossed);
    let variances = covariance.diag().to_owned();
    if !(log_density.is_finite() && crossed.iter().all(|value| value.is_finite())) {
        return Err(overflow());
    }
    Ok(FactorStatistics {
        mean: factors.mean().to_owned(),
        variances,
        crossed,
        factors: seconds,
        log_density,
    })
}

fn overflow() -> Error {
    Error::invalid("X", "of a scale at which squares are finite", "values that are too large")
}

/// The inverse of a symmetric positive definite matrix, and the logarithm of its determinant.
pub(super) fn inverse(matrix: &Array2<f64>) -> Option<(Array2<f64>, f64)> {
    let n = matrix.nrows();
    let mut lower = Array2::<f64>::zeros((n, n));
    let mut log_determinant = 0.0;
    for i in 0..n {
        for j in 0..=i {
            let known: f64 = (0..j).map(|k| lower[(i, k)] * lower[(j, k)]).sum();
            let rest = matrix[(i, j)] - known;
            lower[(i, j)] = if i != j {
                rest / lower[(j, j)]
            } else if rest > 0.0 && rest.is_finite() {
                log_determinant += rest.ln();
                rest.sqrt()
            } else {
                return None;
            };
        }
    }
    let mut inverted = Array2::<f64>::zeros((n, n));
    for j in 0..n {
        for i in j..n {
            let known: f64 = (j..i).map(|k| lower[(i, k)] * inverted[(k, j)]).sum();
            inverted[(i, j)] = (f64::from(u8::from(i == j)) - known) / lower[(i, i)];
        }
    }
    Some((inverted.t().dot(&inverted), log_determinant))
}
