//! Bindings of k-means and of self-organizing maps.

mod distances;
mod lloyd;
mod map;
mod seeds;
mod statistics;

pub use distances::center_distances;
pub use lloyd::{ClusterBounds, lloyd_step};
pub use map::{MapStatistics, map_statistics};
pub use seeds::{draw_seed, kmeans_plusplus, seed_potentials};
pub use statistics::{ClusterStatistics, cluster_statistics};
