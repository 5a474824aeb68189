//! Bindings of the mixture engine.

mod draw;
mod expect;
mod maximize;
mod parameters;
mod statistics;

pub use draw::{draw_density, draw_samples};
pub use expect::{expect_statistics, log_densities, predict, responsibilities};
pub use maximize::{maximize_responsibilities, maximize_statistics, maximize_styled};
pub use parameters::Parameters;
pub use statistics::SufficientStatistics;
