//! Models that are fitted to files.

mod json;
mod mixture;
mod samples;
mod start;

pub use mixture::Mixture;
