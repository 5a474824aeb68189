//! Watch iterations: the escape of z -> z² + c and the convergence of the EM step.
//!
//! Pure Rust, no Python, no input or output, no global state. Everything heavy takes an [`Executor`],
//! which says where it runs, and a [`Cancellation`], which stops it.

pub mod escape_time;
pub mod image;

mod cancellation;
mod error;
mod executor;
mod memory;
mod simd;

pub mod mixture;

#[cfg(doc)]
#[doc = include_str!("profiling.md")]
pub mod profiling {}

pub use cancellation::Cancellation;
pub use error::{Error, Result};
pub use executor::Executor;
pub use simd::{Simd, Vectorized};
