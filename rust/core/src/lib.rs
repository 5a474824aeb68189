//! Watch iterations: the escape of maps of the plane and the convergence of the EM step.
//!
//! Pure Rust, no Python, no input or output, no global state. Everything heavy takes a [`Context`], which says
//! where it runs and what stops it.

pub mod compute;
pub mod fractal;
pub mod image;

mod error;

pub mod mixture;

#[cfg(doc)]
#[doc = include_str!("profiling.md")]
pub mod profiling {}

pub use compute::{Cancellation, Context, Executor, Simd, Vectorized};
pub use error::{Error, Result};
