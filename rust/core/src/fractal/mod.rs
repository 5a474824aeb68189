//! How many steps of z -> z² + c a point stays inside the bailout radius, and pictures of that.

mod counts;
mod formulas;
mod juliaset;
mod kernel;
mod plane;
mod render;

pub use counts::{escape_counts, scalar_escape_counts};
pub use formulas::{Julia, MAX_ITER};
pub use juliaset::{ComplexRegion, JuliaDiv};
pub use kernel::Disc;
pub use plane::{Grid, MAX_PIXELS, MAX_STREAMED_PIXELS, Raster, Region, TILE_SIZE, Tile};
pub use render::{paint, paint_png, paint_png_watched};
