//! Running of computations, whatever they compute: threads, instruction sets, cancellation, memory.

mod aligned;
mod cache;
mod cancellation;
mod context;
mod executor;
mod exp;
mod lanes;
mod memory;
mod passes;
mod simd;
mod tree;

pub(crate) use aligned::{Aligned, LINE};
pub(crate) use cache::{Cache, Keep};
pub use cancellation::Cancellation;
pub use context::Context;
pub use executor::{Executor, MAX_THREADS};
pub(crate) use exp::{exp2, log2, log2_alike, log2_and_inverse};
pub(crate) use lanes::Lanes;
pub(crate) use memory::zeroed;
pub(crate) use passes::Pass;
pub(crate) use simd::prefetch;
pub use simd::{Simd, Vectorized};
pub use tree::ROW_BLOCK;
pub(crate) use tree::{Place, Sums, Tree};
