//! How a computation runs, nothing about what is computed: threads, instruction sets, cancellation, memory.

mod cancellation;
mod context;
mod executor;
mod memory;
mod simd;

pub use cancellation::Cancellation;
pub use context::Context;
pub use executor::Executor;
pub(crate) use memory::zeroed;
pub(crate) use simd::prefetch;
pub use simd::{Simd, Vectorized};
