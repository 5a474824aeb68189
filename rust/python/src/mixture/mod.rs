//! Bindings of the mixture engine.

mod arrays;
mod expect;
mod kmeans;
mod maximize;
mod parameters;
mod pickle;
mod raster;
mod statistics;

pub use expect::{expect_statistics, log_densities, predict, responsibilities};
pub use kmeans::{kmeans_plusplus, lloyd_step};
pub use maximize::{maximize_responsibilities, maximize_statistics, maximize_styled};
pub use parameters::Parameters;
pub use raster::{draw_density, draw_samples};
pub use statistics::SufficientStatistics;
