//! Geometry of the plane: discs, regions, sample points, tiles and views.

mod axis;
mod disc;
mod frame;
mod grid;
mod part;
mod place;
mod point;
mod region;
mod tile;
mod view;

pub(super) use axis::Axis;
pub use disc::Disc;
pub use frame::{Anchor, Frame};
pub use grid::{Grid, MAX_PIXELS, MAX_STREAMED_PIXELS, Raster};
pub(super) use grid::{check_shape, check_streamed, middles};
pub(super) use part::{BAND, RUN, bands_for};
pub use part::{Part, share_out};
pub use place::Place;
pub use point::Point;
pub use region::Region;
pub use tile::{TILE_SIZE, Tile};
pub use view::{View, tile_level};
