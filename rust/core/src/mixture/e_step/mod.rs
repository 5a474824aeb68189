//! E steps over the rows of any emission: fused with the sums of the M step, a few rows at a time, or given.

mod evaluator;
mod gather;
mod given;
mod passes;

pub use evaluator::{Evaluator, Posterior};
pub(super) use given::{check_shape, check_values};
pub use passes::Passes;
