//! Mixtures: each sample comes from one of k components.
//!
//! Parameters go into an E step, statistics come out, and the M step makes new parameters of them:
//!
//! ```text
//! Parameters --- expect_statistics(x) --> SufficientStatistics --- maximize_statistics --> Parameters
//! ```
//!
//! The statistics are about the means of the parameters that made them, and add up over disjoint samples. A kind of
//! mixture is one file or folder here: its parameters, which are a [`Mixture`], and their [`Emission`].
//!
//! [`Emission`]: crate::em::Emission
#![allow(clippy::inline_always, reason = "kernels are compiled for an instruction set by being inlined")]
#![allow(clippy::needless_range_loop, reason = "kernels index several arrays of registers at once")]
#![allow(clippy::needless_pass_by_value, reason = "array views are passed by value")]

mod accumulate;
pub mod bayesian;
pub mod bernoulli;
pub mod categorical;
mod checks;
mod e_step;
mod emissions;
mod evaluate;
mod expect;
mod fingerprint;
mod gaussian;
mod given;
mod model;
pub mod poisson;
mod product;
pub mod regressions;
mod statistics;
pub mod student;
mod wire;

pub use crate::em::Maximized;
pub use e_step::{Evaluator, Posterior};
pub use emissions::{Emissions, Gaps, Held};
pub use evaluate::{log_densities, predict, responsibilities};
pub use expect::expect_statistics;
pub use gaussian::{
    CovarianceType, Frozen, Parameters, Regularization, SufficientStatistics, marginal, maximize_free,
    maximize_responsibilities, maximize_statistics,
};
pub use given::given_statistics;
pub use model::Mixture;
pub(crate) use product::IMPOSSIBLE;
pub use statistics::MixtureStatistics;
