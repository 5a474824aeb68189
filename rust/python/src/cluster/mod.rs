//! Bindings of k-means.

mod distances;
mod lloyd;
mod seeds;

pub use distances::center_distances;
pub use lloyd::lloyd_step;
pub use seeds::kmeans_plusplus;
