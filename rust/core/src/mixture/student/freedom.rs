//! The degrees of freedom that an M step finds.

use crate::number::digamma;

/// Most degrees of freedom: of a component that is a Gaussian they grow without end.
pub const CAP: f64 = 200.0;

/// The least degrees of freedom.
pub const LEAST: f64 = 0.1;

/// The nu of an M step, from [`LEAST`] to [`CAP`], given the mean of E(log U) - E(U) over the samples: U is what divides the
/// covariance of a sample, of a gamma distribution with shape and rate nu/2.
///
/// It solves `1 + log(nu/2) - digamma(nu/2) + mean = 0` (D. Peel and G. `McLachlan`, "Robust mixture modelling using the t
/// distribution", Statistics and Computing 10, 2000, equation 30), whose left side falls in nu: by halving the interval of
/// its logarithm.
#[must_use]
pub fn degrees_of_freedom(mean: f64) -> f64 {
    let is_below = |nu: f64| (nu / 2.0).ln() - digamma(nu / 2.0) + 1.0 + mean > 0.0;
    if is_below(CAP) {
        return CAP;
    }
    let (mut low, mut high) = (LEAST.ln(), CAP.ln());
    for _ in 0..64 {
        let middle = f64::midpoint(low, high);
        if is_below(middle.exp()) { low = middle } else { high = middle }
    }
    f64::midpoint(low, high).exp().clamp(LEAST, CAP)
}
