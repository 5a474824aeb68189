//! K-means.
#![allow(clippy::inline_always, reason = "kernels are compiled for an instruction set by being inlined")]
#![allow(clippy::needless_range_loop, reason = "kernels index several arrays of registers at once")]
#![allow(clippy::needless_pass_by_value, reason = "array views are passed by value")]

mod clusters;
mod kmeans_plusplus;
mod lloyd;
mod nearest;

pub use kmeans_plusplus::{Seeds, kmeans_plusplus};
pub use lloyd::{LloydStep, lloyd_step};
