//! How many steps of z -> z² + c a point stays inside the bailout radius.

mod band;
mod block;
mod complex_region;
mod counts;
mod grid;
mod julia;
mod julia_div;
mod region;
mod tile;
mod trap;

pub(crate) use band::BAND;
pub use complex_region::ComplexRegion;
pub(crate) use counts::Bands;
pub use counts::{escape_counts, scalar_escape_counts};
pub use grid::{Grid, MAX_PIXELS, MAX_STREAMED_PIXELS, Raster};
pub use julia::{Julia, MAX_ITER};
pub use julia_div::JuliaDiv;
pub use region::Region;
pub use tile::{TILE_SIZE, Tile};
pub use trap::Disc;
