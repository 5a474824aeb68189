//! The float64 kernel: bands of rows, blocks of points, proofs of interiors.

mod band;
mod block;
pub(super) mod interior;

pub(super) use band::{BAND, Band};
pub use interior::Disc;
