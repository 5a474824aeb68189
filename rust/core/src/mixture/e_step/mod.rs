//! E steps: one fused with the sums of the M step, one that keeps something of each sample, one that is given.

mod evaluate;
mod evaluator;
mod expect;
mod gather;
mod given;
mod passes;

pub use evaluate::{log_densities, predict, responsibilities};
pub use evaluator::{Evaluator, Posterior};
pub(super) use expect::expect_data;
pub use expect::expect_statistics;
pub(super) use given::{check_shape, check_values};
pub use passes::Passes;
