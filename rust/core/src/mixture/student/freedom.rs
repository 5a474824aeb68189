//! The degrees of freedom that an M step finds.

use crate::mixture::gamma::digamma;

/// Most degrees of freedom: of a component that is a Gaussian they grow without end.
pub const CAP: f64 = 200.0;

/// The least degrees of freedom.
pub const LEAST: f64 = 0.1;

/// The nu of an M step, from [`LEAST`] to [`CAP`], given the mean of E[log U] - E[U] over the samples.
///
/// It solves `1 + log(nu/2) - digamma(nu/2) + mean = 0` (D. Peel and G. `McLachlan`, "Robust mixture modelling using the t
/// distribution", Statistics and Computing 10, 2000, equation 30), whose left side falls in nu: by halving the interval of
/// its logarithm.
pub fn solve(mean: f64) -> f64 {
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

#[cfg(test)]
mod tests {
    use super::{CAP, LEAST, digamma, solve};

    #[test]
    fn the_mean_of_the_truth_gives_the_truth() {
        for nu in [0.3, 1.0, 2.5, 20.0, 150.0] {
            // E[log U] - E[U] of a gamma distribution with shape and rate nu/2.
            let found = solve(digamma(nu / 2.0) - (nu / 2.0_f64).ln() - 1.0);
            assert!((found / nu - 1.0).abs() < 1e-9, "{nu}: {found}");
        }
    }

    #[test]
    fn it_stays_within_its_bounds() {
        assert!(solve(-1.0) >= CAP);
        assert!((solve(-1e9) - LEAST).abs() < 1e-12);
    }
}
