//! Gaussian mixtures by expectation maximisation, and k-means.
//!
//! [`Parameters`] go into an E step, [`SufficientStatistics`] come out, and [`maximize_statistics`] makes new
//! parameters of them:
//!
//! ```text
//! Parameters --- expect_statistics(x) --> SufficientStatistics --- maximize_statistics --> Parameters
//! ```
//!
//! The statistics are about the means of the parameters that made them, and add up over disjoint samples.
#![allow(clippy::inline_always, reason = "kernels are compiled for an instruction set by being inlined")]
#![allow(clippy::needless_range_loop, reason = "kernels index several arrays of registers at once")]
#![allow(clippy::needless_pass_by_value, reason = "array views are passed by value")]

mod aligned;
mod assign;
mod blocks;
mod bytes;
mod cholesky;
mod clusters;
mod covariance_type;
mod density;
mod diagonal;
mod evaluate;
mod exp;
mod expect;
mod kernel;
mod kmeans_plusplus;
mod lanes;
mod large;
mod light;
mod lloyd;
mod maximize;
mod medium;
mod moments;
mod nearest;
mod normalize;
mod parameters;
mod raster;
mod relief;
mod samples;
mod scatter;
mod scratch;
mod small;
mod statistics;
mod style;
mod tile;
mod whiten;

pub use assign::maximize_responsibilities;
pub use blocks::ROW_BLOCK;
pub use covariance_type::CovarianceType;
pub use evaluate::{log_densities, predict, responsibilities};
pub use expect::expect_statistics;
pub use kmeans_plusplus::{Seeds, kmeans_plusplus};
pub use lloyd::{LloydStep, lloyd_step};
pub use maximize::{Maximized, Regularization, maximize_statistics};
pub use parameters::Parameters;
pub use raster::{Raster, Rgba};
pub use relief::{Ink, draw_density};
pub use scatter::{Shading, draw_samples};
pub use statistics::SufficientStatistics;
pub use style::{Estimates, Style};
