//! The statistics of a mixture of Bernoulli distributions.

use crate::mixture::statistics::MixtureStatistics;

/// The shape of the parameters: there is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bernoulli;

/// Weighted sums over samples, with the probabilities of the parameters whose E step made them: `first` holds sums of
/// r x, not about anything, `shift` the probabilities.
pub type SufficientStatistics = MixtureStatistics<Bernoulli>;
