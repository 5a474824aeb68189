//! E steps: one fused with the sums of the M step, those that keep something of each sample, and given ones.

mod evaluate;
mod expect;
mod given;
mod normalize;
mod scratch;

pub use evaluate::{log_densities, predict, responsibilities};
pub use expect::expect_statistics;
pub use given::maximize_responsibilities;
pub(super) use normalize::normalize;
pub(super) use scratch::Scratch;
