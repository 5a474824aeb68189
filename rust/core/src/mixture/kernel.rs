//! What the covariances' shape decides in a pass over the samples.

use super::density::Density;
use super::diagonal::Diagonal;
use super::large::Large;
use super::medium::Medium;
use super::moments::Moments;
use super::small::Small;
use super::tile::Tile;

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

/// Something to do with the kernel that suits a density.
pub trait Task {
    /// What it returns.
    type Output;

    /// Does it.
    fn run<'a, K: Kernel<'a>>(self, density: &'a Density) -> Self::Output;
}

/// Does `task` with the kernel that suits `density`.
pub fn with_kernel<T: Task>(density: &Density, task: T) -> T::Output {
    match (density.covariance_type.has_matrices(), density.n_features) {
        (true, 1) => task.run::<Small<'_, 1, true>>(density),
        (true, 2) => task.run::<Small<'_, 2, true>>(density),
        (true, 3) => task.run::<Small<'_, 3, true>>(density),
        (true, 4) => task.run::<Small<'_, 4, true>>(density),
        (true, 5) => task.run::<Small<'_, 5, true>>(density),
        (true, 6) => task.run::<Small<'_, 6, true>>(density),
        (true, 7) => task.run::<Small<'_, 7, true>>(density),
        (true, 8..24) => task.run::<Medium<'_>>(density),
        (true, _) => task.run::<Large<'_>>(density),
        (false, 1) => task.run::<Small<'_, 1, false>>(density),
        (false, 2) => task.run::<Small<'_, 2, false>>(density),
        (false, 3) => task.run::<Small<'_, 3, false>>(density),
        (false, 4) => task.run::<Small<'_, 4, false>>(density),
        (false, _) => task.run::<Diagonal<'_>>(density),
    }
}
