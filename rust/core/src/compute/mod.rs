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
mod progress;
mod simd;
mod tree;

pub(crate) use aligned::{Aligned, LINE};
pub use cache::{Cache, Keep};
pub use cancellation::Cancellation;
pub use context::Context;
pub use executor::{Executor, MAX_THREADS};
pub use exp::{exp2, log2, log2_alike, log2_and_inverse};
pub use lanes::Lanes;
pub(crate) use memory::zeroed;
pub(crate) use passes::Pass;
pub use progress::Progress;
pub(crate) use simd::prefetch;
pub use simd::{Simd, Vectorized};
pub use tree::{Place, ROW_BLOCK, Sums, Tree};
