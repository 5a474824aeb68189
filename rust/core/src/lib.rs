#![doc = include_str!("../README.md")]

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
