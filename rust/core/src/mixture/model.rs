//! The trait of mixtures.

use crate::compute::Tree;
use crate::em::{Data, Emission, Maximized, Moments, Statistics};
use crate::{Context, Error, Result};

/// The parameters of a mixture: an emission whose rows are independent of one another.
pub trait Mixture: Clone + Send + Sync {
    /// The name of this kind of mixture.
    const KIND: &'static str;

    /// The statistics that an E step gathers for an M step.
    type Statistics: Statistics;

    /// The knowledge that an M step has besides the samples.
    type Prior: Sync;

    /// Makes the parameters ready for evaluation.
    fn density(&self) -> Box<dyn Emission>;

    /// Sums that were taken with these parameters.
    fn statistics(&self, moments: Tree<Moments>) -> Self::Statistics;

    /// The M step.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] for an impossible prior and statistics of no samples; [`Error::Cancelled`].
    fn m_step(
        statistics: &Self::Statistics,
        prior: &Self::Prior,
        context: Context<'_>,
    ) -> Result<Maximized<Self>>;

    /// Refuses samples that these distributions cannot be asked about.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming the first of them.
    fn check(&self, data: Data<'_>) -> Result<()> {
        let _ = data;
        Ok(())
    }

    /// Whether a log density, or a sum of some, can be one.
    fn sound(&self, log_density: f64) -> bool {
        log_density.is_finite()
    }

    /// Why the log density of a sample is not sound.
    fn explain(&self, data: Data<'_>) -> Error {
        data.explain_overflow()
    }
}
