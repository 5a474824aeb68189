//! Watch iterations: the escape of maps of the plane and the convergence of the EM step.
//!
//! Pure Rust, no Python, no input or output, no global state. Everything heavy takes a [`Context`], which says
//! where it runs and what stops it.

pub mod cluster;
pub mod compute;
pub mod dynamics;
pub mod em;
pub mod factor;
pub mod fractal;
pub mod image;
pub mod mixture;
pub mod number;
pub mod plot;
pub mod projection;
pub mod sequence;
pub mod textbook;

mod error;

pub use compute::{Cancellation, Context, Executor, Simd, Vectorized};
pub use error::{Error, Result, quoted};
