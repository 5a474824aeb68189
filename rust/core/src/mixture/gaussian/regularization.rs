//! What is added to the variances of a fit, and the scale that it is a fraction of.

use ndarray::Array2;

use super::covariance_type::CovarianceType;

/// The amount that is added to the diagonals of the covariances.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Regularization {
    /// This much, as scikit-learn's `reg_covar`.
    Absolute(f64),
    /// This fraction of the variance of the data in each feature, whatever their scales.
    Relative(f64),
}

impl Regularization {
    /// What is added to the variance of each feature, given the data's [`variances`]; the mean of that for each, if
    /// the features share one variance.
    pub(super) fn amounts(self, variances: &[f64], covariance_type: CovarianceType) -> Vec<f64> {
        let fraction = match self {
            Self::Absolute(amount) => return vec![amount; variances.len()],
            Self::Relative(fraction) => fraction,
        };
        // A feature that is constant takes the scale of the others.
        let scale = mean(variances.iter().copied().filter(|variance| *variance > 0.0)).unwrap_or(1.0);
        let own = |variance: f64| if variance > 0.0 { variance } else { scale };
        let amounts = variances.iter().map(|variance| fraction * own(*variance));
        match (covariance_type, mean(amounts.clone())) {
            (CovarianceType::Spherical, Some(mean)) => vec![mean; variances.len()],
            _ => amounts.collect(),
        }
    }
}

/// The variances of the data about their overall mean, by features; zero where rounding is all that varies.
///
/// `scatters` are sums about the `means` of components that have these `masses`, laid out as second moments.
pub(super) fn variances(
    scatters: &[f64],
    masses: &[f64],
    means: &Array2<f64>,
    covariance_type: CovarianceType,
) -> Vec<f64> {
    let d = means.ncols();
    let mass: f64 = masses.iter().sum();
    let length = covariance_type.second_length(d);
    let diagonal = |a: usize| if covariance_type.has_matrices() { a * (a + 3) / 2 } else { a };
    let variance = |a: usize| {
        let within: f64 = scatters.iter().skip(diagonal(a)).step_by(length).sum();
        let column = means.column(a);
        // About the first mean, so that an offset of the data cancels before anything is squared.
        let weighted = |power: i32| -> f64 {
            column.iter().zip(masses).map(|(value, mass)| mass * (value - column[0]).powi(power)).sum()
        };
        let variance = (within + weighted(2) - weighted(1).powi(2) / mass) / mass;
        let rounding = column.iter().fold(0.0, |most: f64, mean| most.max(rounding(*mean)));
        if variance > rounding { variance } else { 0.0 }
    };
    (0..d).map(variance).collect()
}

/// The variance that rounding alone can give to equal values with this mean.
pub(super) fn rounding(mean: f64) -> f64 {
    (4.0 * f64::EPSILON * mean).powi(2)
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = values.fold((0.0, 0), |(sum, count), value| (sum + value, count + 1));
    (count > 0).then(|| sum / f64::from(count))
}
