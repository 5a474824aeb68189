//! Gaussian mixtures.

mod cholesky;
mod covariance_type;
mod density;
mod kernel;
mod maximize;
mod moments;
mod parameters;
mod statistics;
mod wire;

pub use covariance_type::CovarianceType;
pub(super) use density::Density;
pub(super) use kernel::{Kernel, Task, with_kernel};
pub use maximize::{Maximized, Regularization, maximize_statistics};
pub(super) use moments::Moments;
pub use parameters::Parameters;
pub use statistics::SufficientStatistics;
