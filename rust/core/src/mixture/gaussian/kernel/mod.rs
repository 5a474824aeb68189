//! What the shape of the covariances and the number of features decide in a pass over the samples.

mod accumulate;
mod diagonal;
mod dispatch;
mod large;
mod medium;
mod small;
mod whiten;

use super::density::Density;
use super::moments::Moments;
use crate::em::Tile;

pub use dispatch::{Task, with_kernel};

/// The two halves of a fused E and M pass that differ between covariance types and dimensions.
///
/// Arrays over components and samples hold component j and sample t at j * stride + t, with the tile's stride.
pub trait Kernel<'a>: Send {
    /// Ready for `density` and tiles of at most this stride.
    fn new(density: &'a Density, stride: usize) -> Self;

    /// Joint log densities to base two, short of the density's offset.
    fn log_densities<const L: usize>(&mut self, tile: &Tile, out: &mut [f64]);

    /// Adds the samples of a tile, which are given by `rows` too, each with the responsibilities `powers * scales`, to the sums.
    fn accumulate<const L: usize>(&mut self, tile: &Tile, rows: &[f64], powers: &[f64], scales: &[f64]);

    /// Moves the sums into `moments` and starts anew.
    fn drain<const L: usize>(&mut self, moments: &mut Moments);
}
