//! All that an M step needs to know about the samples.

use std::borrow::Cow;

use ndarray::{Array1, Array2, ArrayView2};

use crate::compute::Tree;
use crate::em::{Moments, Statistics};
use crate::{Error, Result};

/// Weighted sums over samples about the means of the parameters whose E step made them, which are of a `shape`.
///
/// Sums over disjoint samples [merge](Self::merge) by addition. Being about the current means, they lose
/// no digits to data that lie far from the origin.
#[derive(Clone, Debug, PartialEq)]
pub struct MixtureStatistics<T> {
    pub(super) shape: T,
    pub(super) fingerprint: u64,
    pub(super) shift: Array2<f64>,
    pub(super) sums: Tree<Moments>,
}

impl<T: Copy + PartialEq> MixtureStatistics<T> {
    /// Appends the statistics of the samples that follow.
    ///
    /// Those of parts that know [where they begin](crate::em::Data::from_row), or that are all of as many rows, a power
    /// of two of at least [`ROW_BLOCK`](crate::compute::ROW_BLOCK), have the same bits then as those of the whole.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] unless both were made with the same parameters.
    pub fn merge(&mut self, other: &Self) -> Result<()> {
        let same =
            self.fingerprint == other.fingerprint && self.shape == other.shape && self.shift == other.shift;
        if !same {
            return Err(Error::invalid("statistics", "about the same parameters to be added", "others"));
        }
        self.sums.append(&other.sums);
        Ok(())
    }

    /// Refuses statistics that no M step can be made of.
    pub(super) fn check(&self) -> Result<()> {
        if self.weight() > 0.0 && self.weight().is_finite() {
            return Ok(());
        }
        Err(Error::invalid("statistics", "of samples of positive weight", self.weight()))
    }

    /// The sums over all samples.
    pub(super) fn moments(&self) -> Cow<'_, Moments> {
        self.sums.total()
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
    pub fn weight_sums(&self) -> Array1<f64> {
        self.moments().into_owned().weight_sums.into()
    }

    /// Sums of r (x - shift), shape (k, d).
    #[must_use]
    pub fn first(&self) -> Array2<f64> {
        let (d, moments) = (self.n_features(), self.moments());
        Array2::from_shape_fn(self.shift.dim(), |(j, a)| moments.first[j * d + a])
    }

    /// The weighted sum of the natural log densities of the samples under the parameters.
    #[must_use]
    pub fn log_likelihood(&self) -> f64 {
        self.sums.sum(|moments| moments.log_likelihood)
    }

    /// The sum of the sample weights.
    #[must_use]
    pub fn weight(&self) -> f64 {
        self.sums.sum(|moments| moments.weight)
    }

    /// The number of samples.
    #[must_use]
    pub fn n_samples(&self) -> u64 {
        self.moments().n_samples
    }
}

impl<T: Copy + PartialEq + Send> Statistics for MixtureStatistics<T> {
    fn merge(&mut self, next: &Self) -> Result<()> {
        self.merge(next)
    }

    fn log_likelihood(&self) -> f64 {
        self.log_likelihood()
    }

    fn weight(&self) -> f64 {
        self.weight()
    }
}
