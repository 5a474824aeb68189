//! K-means: each sample belongs to its nearest center, each center is the mean of its samples. And maps, whose centers
//! are held together by a lattice.
#![allow(clippy::inline_always, reason = "kernels are compiled for an instruction set by being inlined")]
#![allow(clippy::needless_range_loop, reason = "kernels index several arrays of registers at once")]
#![allow(clippy::needless_pass_by_value, reason = "array views are passed by value")]

mod assign;
mod assigner;
mod bounds;
mod distances;
mod kmeans;
mod kmeans_plusplus;
mod lloyd;
mod map;
mod nearest;
mod screen;
mod statistics;
mod wire;

pub use assign::{assign, cluster_statistics};
pub use assigner::Assigner;
pub use bounds::Bounds;
pub use distances::center_distances;
pub use kmeans::{KMeans, Labels, Memory};
pub use kmeans_plusplus::{Seeds, draw_seed, kmeans_plusplus, seed_potentials};
pub use lloyd::{LloydStep, lloyd_step};
pub use map::{Lattice, MapStatistics, Neighborhood, SelfOrganizingMap, Shrinking, Topology, Winner};
pub use statistics::ClusterStatistics;
