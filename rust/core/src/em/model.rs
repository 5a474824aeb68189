//! The trait of models that can be iterated: parameters with an E step and an M step.

use super::data::Data;
use super::step::Step;
use crate::{Context, Result};

/// The statistics that an E step gathers: weighted sums over the samples, all that an M step needs to know of them.
pub trait Statistics: Clone + Send {
    /// Appends the statistics of the rows that follow.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`](crate::Error::InvalidArgument) unless both were made with the same parameters.
    fn merge(&mut self, next: &Self) -> Result<()>;

    /// The objective that grows: the weighted sum of the samples' natural log densities; of k-means, which
    /// has none, minus the inertia.
    fn log_likelihood(&self) -> f64;

    /// The sum of the sample weights.
    fn weight(&self) -> f64;
}

/// The outcome of an M step.
#[derive(Clone, Debug, PartialEq)]
pub struct Maximized<M> {
    /// The new parameters.
    pub parameters: M,
    /// Components that have no sample, which keep their place, or that only the prior keeps from collapsing.
    pub degenerate: Vec<usize>,
}

/// The parameters of a model that expectation maximisation improves step by step.
pub trait Model: Clone + Send + Sync {
    /// Its name in every registry, on the wire and in Python.
    const KIND: &'static str;

    /// The statistics that an E step gathers for an M step.
    type Statistics: Statistics;

    /// The knowledge that an M step has besides the samples: floors and regularizations.
    type Prior: Sync;

    /// The part of an E step that is kept for the next one; nothing for most models.
    type Memory: Default + Send;

    /// The E step over all samples, and the sums that the M step needs.
    ///
    /// The samples are cut into units that are a function of the data alone, and their sums merged in the order of
    /// the rows: the bits of the result do not depend on the number of threads.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`](crate::Error::InvalidArgument) for data that do not suit the parameters;
    /// [`Error::Cancelled`](crate::Error::Cancelled).
    fn expect(
        &self,
        data: Data<'_>,
        memory: &mut Self::Memory,
        context: Context<'_>,
    ) -> Result<Self::Statistics>;

    /// The parameters that maximise what the E step expects.
    ///
    /// # Errors
    /// If there are none, and [`Error::Cancelled`](crate::Error::Cancelled).
    fn maximize(
        statistics: &Self::Statistics,
        prior: &Self::Prior,
        context: Context<'_>,
    ) -> Result<Maximized<Self>>;

    /// Whether no further iteration is worth while: the lower bound changed by less than `tol`.
    fn converged(before: &Step<Self>, after: &Step<Self>, memory: &Self::Memory, tol: f64) -> bool {
        let _ = (before, memory);
        after.change.abs() < tol
    }
}
