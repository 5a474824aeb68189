//! The M step: a regression of the features on the factors.

use std::str::FromStr;

use ndarray::{Array1, Axis};

use super::expect::{FactorStatistics, inverse};
use super::parameters::Factors;
use crate::em::Maximized;
use crate::{Error, Result, quoted};

/// What the noises of the features have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noise {
    /// Nothing: factor analysis.
    Diag,
    /// Their variance: probabilistic principal components.
    Spherical,
}

impl FromStr for Noise {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        match name {
            "diag" => Ok(Self::Diag),
            "spherical" => Ok(Self::Spherical),
            _ => Err(Error::invalid("noise", "\"diag\" or \"spherical\"", quoted(name))),
        }
    }
}

/// A noise below this share of its feature's variance has vanished: the bound of R's `factanal`.
const VANISHED: f64 = 5e-3;

/// The factors that maximise what the E step expects. A noise has at least the share `floor` of its feature's variance:
/// without that it can run to zero, more and more slowly (a Heywood case). Features on the way there are degenerate.
///
/// # Errors
/// [`Error::InvalidArgument`] for a floor that is not from 0 to below 1, for samples that do not vary, and if numbers
/// overflow.
pub fn maximize(statistics: &FactorStatistics, noise: Noise, floor: f64) -> Result<Maximized<Factors>> {
    if !(0.0..1.0).contains(&floor) {
        return Err(Error::invalid("floor", "from 0 to below 1", floor));
    }
    let FactorStatistics { mean, variances, crossed, factors, .. } = statistics;
    let largest = variances.iter().fold(0.0_f64, |most, variance| most.max(*variance));
    if !(largest > 0.0) {
        return Err(Error::invalid("X", "of samples that differ", "samples that are all the same"));
    }
    let (inverse, _) = inverse(factors)
        .ok_or_else(|| Error::invalid("X", "of a scale at which squares are finite", "another"))?;
    let loadings = crossed.dot(&inverse);
    let rest = variances - &(&loadings * crossed).sum_axis(Axis(1));
    // A feature that does not vary has the noise that its variance would have among the others' rounding.
    let least =
        variances.mapv(|variance| variance.max(f64::EPSILON * largest) * floor.max(f64::MIN_POSITIVE));
    let (found, degenerate) = match noise {
        Noise::Diag => {
            let found = Array1::from_shape_fn(rest.len(), |i| rest[i].max(least[i]));
            (found, (0..rest.len()).filter(|&i| rest[i] <= (VANISHED * variances[i]).max(least[i])).collect())
        }
        Noise::Spherical => {
            let (mean, floor) = (rest.sum() / rest.len() as f64, least.sum() / rest.len() as f64);
            let all = if mean <= floor { (0..rest.len()).collect() } else { Vec::new() };
            (Array1::from_elem(rest.len(), mean.max(floor)), all)
        }
    };
    let parameters = Factors::new(mean.view(), loadings.view(), found.view())?;
    Ok(Maximized { parameters, degenerate })
}
