//! Bindings of the mixtures.

mod bernoulli;
mod evaluate;
mod expect;
mod given;
mod maximize;
mod parameters;
mod registry;
mod statistics;

pub use bernoulli::{BernoulliParameters, BernoulliStatistics};
pub use evaluate::{log_densities, predict, responsibilities};
pub use expect::expect_statistics;
pub use given::maximize_responsibilities;
pub use maximize::maximize_statistics;
pub use parameters::Parameters;
pub use registry::AnyParameters;
pub use statistics::SufficientStatistics;
