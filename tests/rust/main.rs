//! Tests of the core, in one program: it is linked once, and all of its tests run side by side.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod basins;
mod cluster;
mod compute;
mod deep;
mod dynamics;
mod em;
mod fields;
mod fractal;
mod fuzz;
mod image;
mod iterations;
mod mixture;
mod newton;
mod number;
mod plane;
mod product;
mod projection;
mod reference_orbits;
mod sequence;
mod statistics;
mod support;
mod symmetry;
mod textbook;
