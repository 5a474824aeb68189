//! Pictures of samples and densities.

mod density;
mod raster;
mod samples;

pub use density::{DensityStyle, draw_density};
pub use raster::{Raster, Rgba};
pub use samples::{Shading, draw_samples};
