//! Bindings of k-means.

mod kmeans;

pub use kmeans::{kmeans_plusplus, lloyd_step};
