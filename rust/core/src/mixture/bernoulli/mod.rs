//! Mixtures of Bernoulli distributions: each feature of a row is a success or not, independently of the others.

mod check;
mod density;
mod kernel;
mod maximize;
mod mixture;
mod parameters;
mod statistics;
mod wire;

pub use maximize::{Floor, maximize_responsibilities, maximize_statistics};
pub use parameters::Parameters;
pub use statistics::{Bernoulli, SufficientStatistics};
