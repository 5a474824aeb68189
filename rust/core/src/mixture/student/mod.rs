//! Mixtures of Student's t distributions: Gaussians with heavy tails, of which outliers pull little.

mod freedom;
mod kernel;
mod maximize;
mod mixture;
mod parameters;

pub use freedom::{CAP, LEAST, degrees_of_freedom};
pub use maximize::{Prior, maximize_statistics};
pub use parameters::{Parameters, Student, SufficientStatistics};
