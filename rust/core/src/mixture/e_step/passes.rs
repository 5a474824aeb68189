//! All E steps of a mixture, whatever its kernel.

use ndarray::ArrayView2;

use super::evaluator::{Evaluator, evaluator};
use super::gather::expect;
use super::given::given;
use crate::compute::Tree;
use crate::em::{Data, Emission, Moments};
use crate::{Context, Result, Simd};

/// The passes over many samples that the distributions of a mixture can make.
pub trait Passes: Sync {
    /// The number of components, k.
    fn n_components(&self) -> usize;

    /// The number of features, d.
    fn n_features(&self) -> usize;

    /// The offset that all log densities to base two fall short of in an [`Evaluator`].
    fn offset(&self) -> f64;

    /// The sums that an M step needs, over no samples.
    fn moments(&self) -> Moments;

    /// The moments of the samples by their responsibilities, in one pass.
    ///
    /// # Errors
    /// [`Error::Cancelled`](crate::Error::Cancelled).
    fn expect(&self, data: Data<'_>, context: Context<'_>) -> Result<Tree<Moments>>;

    /// The moments of the samples by given responsibilities (n, k), which may be in any memory order.
    ///
    /// # Errors
    /// [`Error::Cancelled`](crate::Error::Cancelled).
    fn given(
        &self,
        data: Data<'_>,
        responsibilities: ArrayView2<'_, f64>,
        context: Context<'_>,
    ) -> Result<Tree<Moments>>;

    /// The E step of a few rows at a time, for a thread to keep.
    fn evaluator(&self, simd: Simd) -> Box<dyn Evaluator + '_>;
}

impl<E: Emission> Passes for E {
    fn n_components(&self) -> usize {
        Emission::n_components(self)
    }

    fn n_features(&self) -> usize {
        Emission::n_features(self)
    }

    fn offset(&self) -> f64 {
        Emission::offset(self)
    }

    fn moments(&self) -> Moments {
        Emission::moments(self)
    }

    fn expect(&self, data: Data<'_>, context: Context<'_>) -> Result<Tree<Moments>> {
        expect(self, data, context)
    }

    fn given(
        &self,
        data: Data<'_>,
        responsibilities: ArrayView2<'_, f64>,
        context: Context<'_>,
    ) -> Result<Tree<Moments>> {
        given(self, data, responsibilities, context)
    }

    fn evaluator(&self, simd: Simd) -> Box<dyn Evaluator + '_> {
        evaluator(self, simd)
    }
}
