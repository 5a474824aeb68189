//! The statistics of a Gaussian mixture.

use ndarray::{Array2, Array3, ArrayD};

use super::cholesky::unpack;
use super::covariance_type::CovarianceType;
use super::parameters::Parameters;
use super::regularization::{Regularization, variances};
use crate::compute::Tree;
use crate::em::Moments;
use crate::mixture::Mixture;
use crate::mixture::statistics::MixtureStatistics;
use crate::{Cancellation, Error, Result};

/// Weighted sums over samples about the means of the Gaussians whose E step made them.
pub type SufficientStatistics = MixtureStatistics<CovarianceType>;

impl SufficientStatistics {
    /// The statistics of samples of this weight in all, if an M step with this regularization made the parameters of
    /// them.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] for a weight that is not positive and finite.
    pub fn of(parameters: &Parameters, weight: f64, regularization: Regularization) -> Result<Self> {
        if !(weight > 0.0 && weight.is_finite()) {
            return Err(Error::invalid("weight", "positive and finite", weight));
        }
        let (kind, k, d) = (parameters.covariance_type(), parameters.n_components(), parameters.n_features());
        let share = weight / parameters.weights().sum();
        let mut moments = Moments::zeros(k, d, kind.second_length(d));
        moments.weight_sums = parameters.weights().iter().map(|part| part * share).collect();
        (moments.weight, moments.n_samples) = (weight, count(weight));
        let covariances = parameters.covariances();
        let covariance = |j: usize, a: usize, b: usize| match kind {
            CovarianceType::Full => covariances[[j, a, b]],
            CovarianceType::Tied => covariances[[a, b]],
            CovarianceType::Diag => covariances[[j, a]],
            CovarianceType::Spherical => covariances[[j]],
        };
        fill(&mut moments, kind, d, |mass, _, j, a, b| mass * covariance(j, a, b));
        let means = parameters.means().to_owned();
        let mut varied = variances(&moments.second, &moments.weight_sums, &means, kind);
        if let Regularization::Relative(fraction) = regularization {
            // What was added is a part of these variances.
            for variance in &mut varied {
                *variance /= 1.0 + fraction;
            }
        }
        let added = regularization.amounts(&varied, kind);
        fill(
            &mut moments,
            kind,
            d,
            |mass, second, _, a, b| {
                if a == b { (second - mass * added[a]).max(0.0) } else { second }
            },
        );
        Ok(parameters.statistics(Tree::alone(moments)))
    }

    /// The same sums about the means of other parameters: those that these make of more samples can be added.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] for parameters of another shape.
    pub fn about(&self, parameters: &Parameters) -> Result<Self> {
        if parameters.covariance_type() != self.shape || parameters.means().dim() != self.shift.dim() {
            return Err(Error::invalid("parameters", "of the statistics' own shape", "others"));
        }
        let d = self.n_features();
        let steps = &parameters.means() - &self.shift;
        let mut moments = self.moments().into_owned();
        let first = self.first();
        for (j, mass) in moments.weight_sums.iter().enumerate() {
            let rest = &first.row(j) - &(&steps.row(j) * *mass);
            moments.first[j * d..][..d].iter_mut().zip(rest).for_each(|(sum, rest)| *sum = rest);
        }
        let rest = Array2::from_shape_fn(first.dim(), |(j, a)| moments.first[j * d + a]);
        fill(&mut moments, self.shape, d, |_, second, j, a, b| {
            let sum = second - first[(j, a)] * steps[(j, b)] - steps[(j, a)] * rest[(j, b)];
            // Rounding must not make a sum of squares negative.
            if a == b { sum.max(0.0) } else { sum }
        });
        Ok(parameters.statistics(Tree::alone(moments)))
    }

    /// The covariance type of the parameters.
    #[must_use]
    pub const fn covariance_type(&self) -> CovarianceType {
        self.shape
    }

    /// Sums of r (x - shift) (x - shift)^T, shape (k, d, d); of their diagonals, shape (k, d), without matrices.
    #[must_use]
    pub fn second(&self) -> ArrayD<f64> {
        let (k, d) = self.shift.dim();
        let (moments, length) = (self.moments(), self.shape.second_length(d));
        let second = &moments.second;
        if self.shape.has_matrices() {
            let mut matrices = Array3::zeros((k, d, d));
            let slots = matrices.as_slice_mut().unwrap_or_default().chunks_exact_mut(d * d);
            for (triangle, matrix) in second.chunks_exact(length).zip(slots) {
                unpack(triangle, 1.0, d, matrix, &Cancellation::new());
            }
            matrices.into_dyn()
        } else {
            Array2::from_shape_fn((k, d), |(j, a)| second[j * length + a]).into_dyn()
        }
    }
}

/// The number of samples that weigh this much, at least one.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "not negative, and saturates")]
fn count(weight: f64) -> u64 {
    weight.round().max(1.0) as u64
}

/// Sets each second moment to `entry(weight sum, second moment, component, row, column)`.
fn fill(
    moments: &mut Moments,
    covariance_type: CovarianceType,
    d: usize,
    entry: impl Fn(f64, f64, usize, usize, usize) -> f64,
) {
    let components = moments.second.chunks_exact_mut(covariance_type.second_length(d));
    for (j, (seconds, mass)) in components.zip(&moments.weight_sums).enumerate() {
        let columns = |row: usize| if covariance_type.has_matrices() { 0..row + 1 } else { row..row + 1 };
        let places = (0..d).flat_map(|row| columns(row).map(move |column| (row, column)));
        for (second, (row, column)) in seconds.iter_mut().zip(places) {
            *second = entry(*mass, *second, j, row, column);
        }
    }
}
