//! E steps over the rows of any emission: fused with the sums of the M step, a few rows at a time, or given.

mod evaluator;
mod gather;
mod given;
mod posterior;

pub use evaluator::{Evaluator, Posterior};
pub(super) use gather::expect;
pub(super) use given::{check_shape, check_values, given};
