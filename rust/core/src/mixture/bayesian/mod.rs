//! Bayesian mixtures of Gaussians, by variational inference: priors decide how many components there are.

mod bound;
mod concentration;
mod maximize;
mod mixture;
mod parameters;
mod prior;

pub use bound::lower_bound;
pub use concentration::Concentration;
pub use maximize::{maximize_statistics, posterior};
pub use parameters::Parameters;
pub use prior::Prior;
