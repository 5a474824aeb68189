//! All that an M step needs to know about the samples.

use ndarray::{Array2, Array3, ArrayD, ArrayView1, ArrayView2, aview1};

use super::covariance_type::CovarianceType;
use super::moments::{Moments, second_length};
use super::parameters::Parameters;
use crate::{Error, Result};

/// Weighted sums over samples about the means of the parameters whose E step made them.
///
/// Sums over disjoint samples [merge](Self::merge) by addition. Being about the current means, they lose
/// no digits to data that lie far from the origin.
#[derive(Clone, Debug, PartialEq)]
pub struct SufficientStatistics {
    pub(super) covariance_type: CovarianceType,
    pub(super) fingerprint: u64,
    pub(super) shift: Array2<f64>,
    pub(super) moments: Moments,
}

impl SufficientStatistics {
    pub(in crate::mixture) fn about(parameters: &Parameters, moments: Moments) -> Self {
        Self {
            covariance_type: parameters.covariance_type(),
            fingerprint: parameters.fingerprint(),
            shift: parameters.means().to_owned(),
            moments,
        }
    }

    /// Adds the statistics of other samples.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] unless both were made with the same parameters.
    pub fn merge(&mut self, other: &Self) -> Result<()> {
        let same = self.fingerprint == other.fingerprint
            && self.covariance_type == other.covariance_type
            && self.shift == other.shift;
        if !same {
            return Err(Error::invalid("statistics", "about the same parameters to be added", "others"));
        }
        self.moments.merge(&other.moments);
        Ok(())
    }

    /// The covariance type of the parameters.
    #[must_use]
    pub const fn covariance_type(&self) -> CovarianceType {
        self.covariance_type
    }

    /// The number of components, k.
    #[must_use]
    pub fn n_components(&self) -> usize {
        self.shift.nrows()
    }

    /// The number of features, d.
    #[must_use]
    pub fn n_features(&self) -> usize {
        self.shift.ncols()
    }

    /// The points that the moments are about: the means of the parameters, shape (k, d).
    #[must_use]
    pub fn shift(&self) -> ArrayView2<'_, f64> {
        self.shift.view()
    }

    /// Sums of the responsibilities, shape (k).
    #[must_use]
    pub fn weight_sums(&self) -> ArrayView1<'_, f64> {
        aview1(&self.moments.weight_sums)
    }

    /// Sums of r (x - shift), shape (k, d).
    #[must_use]
    pub fn first(&self) -> Array2<f64> {
        let d = self.n_features();
        Array2::from_shape_fn(self.shift.dim(), |(j, a)| self.moments.first[j * d + a])
    }

    /// Sums of r (x - shift) (x - shift)^T, shape (k, d, d); of their diagonals, shape (k, d), without matrices.
    #[must_use]
    pub fn second(&self) -> ArrayD<f64> {
        let (k, d) = self.shift.dim();
        let (second, length) = (&self.moments.second, second_length(d, self.covariance_type));
        if self.covariance_type.has_matrices() {
            let entry =
                |j: usize, row: usize, column: usize| second[j * length + row * (row + 1) / 2 + column];
            Array3::from_shape_fn((k, d, d), |(j, a, b)| entry(j, a.max(b), a.min(b))).into_dyn()
        } else {
            Array2::from_shape_fn((k, d), |(j, a)| second[j * length + a]).into_dyn()
        }
    }

    /// The weighted sum of the natural log densities of the samples under the parameters.
    #[must_use]
    pub const fn log_likelihood(&self) -> f64 {
        self.moments.log_likelihood
    }

    /// The sum of the sample weights.
    #[must_use]
    pub const fn weight(&self) -> f64 {
        self.moments.weight
    }

    /// The number of samples.
    #[must_use]
    pub const fn n_samples(&self) -> u64 {
        self.moments.n_samples
    }
}
