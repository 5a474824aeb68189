//! Gaussian mixtures by expectation maximisation.
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

mod e_step;
mod gaussian;
mod plot;

pub use e_step::{expect_statistics, log_densities, maximize_responsibilities, predict, responsibilities};
pub use gaussian::{
    CovarianceType, Maximized, Parameters, Regularization, SufficientStatistics, maximize_statistics,
};
pub use plot::{DensityStyle, Raster, Rgba, Shading, draw_density, draw_samples};
