//! Bindings of the mixture engine.

mod arrays;
mod expect;
mod kmeans;
mod maximize;
mod parameters;
mod pickle;
mod statistics;

pub use expect::{expect_statistics, log_densities, predict, responsibilities};
pub use kmeans::{kmeans_plusplus, lloyd_step};
pub use maximize::{maximize_responsibilities, maximize_statistics};
pub use parameters::Parameters;
pub use statistics::SufficientStatistics;
