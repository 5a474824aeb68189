//! Factor models: samples lie near a plane, with noise in each feature: factor analysis and probabilistic principal
//! components.
//!
//! Of the samples EM needs their covariance only, so a step costs the same however many there are:
//!
//! ```text
//! Factors --- expect(covariance) --> FactorStatistics --- maximize --> Factors
//! ```
#![allow(clippy::needless_pass_by_value, reason = "array views are passed by value")]

mod expect;
mod maximize;
mod parameters;

pub use expect::{FactorStatistics, expect};
pub use maximize::{Noise, maximize};
pub use parameters::Factors;
