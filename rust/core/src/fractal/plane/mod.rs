//! Geometry of the plane: discs, regions, sample points, tiles and views.

mod disc;
mod dyadic;
mod grid;
mod region;
mod tile;
mod view;

pub use disc::Disc;
pub use grid::{Grid, MAX_PIXELS, MAX_STREAMED_PIXELS, Raster};
pub(super) use grid::{check_shape, check_streamed};
pub use region::Region;
pub use tile::{TILE_SIZE, Tile};
pub use view::{View, tile_level};
