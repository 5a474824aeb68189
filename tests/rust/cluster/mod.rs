//! Clusters and maps.

mod bounds;
mod kmeans;
mod map;
