//! How computations run.

mod cache;
mod executor;
mod exp;
mod simd;
mod tree;
