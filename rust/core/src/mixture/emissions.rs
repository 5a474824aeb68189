//! What a hidden Markov model takes from a mixture: the distributions of its components.

use super::model::Mixture;
use crate::em::{Data, Maximized, Moments};
use crate::{Context, Result};

/// Parameters whose components may be the states of a chain.
pub trait Emissions: Mixture {
    /// The name of the hidden Markov models with these emissions.
    const CHAIN: &'static str;

    /// The number of components, k.
    fn n_components(&self) -> usize;

    /// These, with components that all weigh one: how likely they are is for the chain to say.
    #[must_use]
    fn unweighted(self) -> Self;

    /// What knows rows that lack values; for a thread to keep.
    fn gaps<'a>(&'a self, context: Context<'a>) -> Box<dyn Gaps + 'a>;

    /// Refuses samples that these distributions cannot be asked about; a value that is missing is NaN.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`](crate::Error::InvalidArgument) naming the first of them.
    fn check_observed(&self, data: Data<'_>) -> Result<()>;

    /// The M step, in which components without samples stay as they are, and so does what is held.
    ///
    /// # Errors
    /// As [`m_step`](Mixture::m_step).
    fn refit(
        &self,
        statistics: &Self::Statistics,
        prior: &Self::Prior,
        held: Held,
        context: Context<'_>,
    ) -> Result<Maximized<Self>>;

    /// Serialises every bit.
    fn bytes(&self) -> Vec<u8>;

    /// Reads what [`bytes`](Self::bytes) wrote.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`](crate::Error::InvalidArgument) for others.
    fn of_bytes(bytes: &[u8]) -> Result<Self>;
}

/// Which of the distributions' parameters M steps leave as they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// The means, or the table.
    pub levels: bool,
    /// The covariances.
    pub covariances: bool,
}

/// The distributions of rows that lack values, which are NaN: a row counts by those that it has.
pub trait Gaps: Send {
    /// The logarithms to base two of the densities of what a row has, one for each component.
    ///
    /// # Errors
    /// [`Error::Cancelled`](crate::Error::Cancelled).
    fn log_densities(&mut self, row: &[f64], logs: &mut [f64]) -> Result<()>;

    /// Adds a row to the sums by its shares, with what is expected of its missing values.
    ///
    /// # Errors
    /// [`Error::Cancelled`](crate::Error::Cancelled).
    fn accumulate(&mut self, row: &[f64], shares: &[f64], moments: &mut Moments) -> Result<()>;
}
