//! Bindings of k-means.

mod lloyd;
mod seeds;

pub use lloyd::lloyd_step;
pub use seeds::kmeans_plusplus;
