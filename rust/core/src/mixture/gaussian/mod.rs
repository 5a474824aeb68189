//! Gaussian mixtures.

mod attracted;
mod cholesky;
mod covariance_type;
mod density;
mod emissions;
mod frozen;
mod given;
mod kernel;
pub mod marginal;
mod maximize;
mod mixture;
mod parameters;
mod regularization;
mod statistics;
mod wire;

pub use covariance_type::CovarianceType;
pub(super) use density::{Density, below_largest};
pub use frozen::Frozen;
pub use given::maximize_responsibilities;
pub(super) use maximize::{Estimates, Sums, estimate, factorized, joined};
pub use maximize::{maximize_free, maximize_statistics};
pub use parameters::Parameters;
pub use regularization::Regularization;
pub use statistics::SufficientStatistics;
