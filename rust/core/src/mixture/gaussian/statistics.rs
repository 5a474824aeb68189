//! The statistics of a Gaussian mixture.

use ndarray::{Array2, Array3, ArrayD};

use super::covariance_type::CovarianceType;
use crate::mixture::statistics::MixtureStatistics;

/// Weighted sums over samples about the means of the Gaussians whose E step made them.
pub type SufficientStatistics = MixtureStatistics<CovarianceType>;

impl SufficientStatistics {
    /// The covariance type of the parameters.
    #[must_use]
    pub const fn covariance_type(&self) -> CovarianceType {
        self.shape
    }

    /// Sums of r (x - shift) (x - shift)^T, shape (k, d, d); of their diagonals, shape (k, d), without matrices.
    #[must_use]
    pub fn second(&self) -> ArrayD<f64> {
        let (k, d) = self.shift.dim();
        let (second, length) = (&self.moments.second, self.shape.second_length(d));
        if self.shape.has_matrices() {
            let entry =
                |j: usize, row: usize, column: usize| second[j * length + row * (row + 1) / 2 + column];
            Array3::from_shape_fn((k, d, d), |(j, a, b)| entry(j, a.max(b), a.min(b))).into_dyn()
        } else {
            Array2::from_shape_fn((k, d), |(j, a)| second[j * length + a]).into_dyn()
        }
    }
}
