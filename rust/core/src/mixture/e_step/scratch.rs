//! The memory that a thread needs for a pass over tiles.

use crate::compute::Aligned;
use crate::em::Tile;
use crate::mixture::gaussian::Density;
use crate::mixture::gaussian::Kernel;

/// Log densities in a tile: they stay in the first-level cache with few features, where they are most of the work,
/// and in the second-level cache with many, where longer tiles pay.
const POWERS: [usize; 2] = [2048, 8192];

/// Values of samples in a tile: several copies stay in the second-level cache.
const VALUES: usize = 8192;

/// A kernel, a tile, and arrays over its samples.
#[derive(Debug)]
pub struct Scratch<K> {
    pub kernel: K,
    pub tile: Tile,
    /// Log densities, then their powers, component by component.
    pub powers: Aligned,
    /// Sample weights over the sums of powers.
    pub scales: Aligned,
    /// Logarithms of the sums of powers.
    pub logs: Aligned,
}

impl<'a, K: Kernel<'a>> Scratch<K> {
    pub fn new(density: &'a Density) -> Self {
        let powers = POWERS[usize::from(density.n_features >= 8)];
        let capacity = (powers / density.n_components)
            .min(VALUES / density.n_features)
            .next_power_of_two()
            .clamp(32, 256);
        let tile = Tile::new(capacity, density.n_features);
        let stride = tile.stride;
        Self {
            kernel: K::new(density, stride),
            tile,
            powers: Aligned::new(density.n_components * stride),
            scales: Aligned::new(stride),
            logs: Aligned::new(stride),
        }
    }
}
