//! The dyadic squares that a zoomable view is made of.

use crate::fractal::{Grid, Raster, Region};
use crate::{Error, Result};

/// Pixels along each side of a tile.
pub const TILE_SIZE: usize = 256;

/// The square of side 2^(2-z) with lower left corner (-2 + x 2^(2-z), -2 + y 2^(2-z)).
///
/// Corners and pixel centers are dyadic numbers, exact in float64 down to [`MAX_Z`](Self::MAX_Z).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Tile {
    z: i32,
    x: i64,
    y: i64,
}

impl Tile {
    /// The coarsest level: one tile is 64 wide.
    pub const MIN_Z: i32 = -4;
    /// The finest level that float64 resolves: a pixel is 2^-49 wide.
    pub const MAX_Z: i32 = 43;
    /// Tiles lie within this distance of 0, measured along the axes.
    pub const REACH: f64 = 128.0;

    /// The tile of level `z`, column `x` and row `y` (counted upwards).
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `z`, `x` or `y` if float64 cannot address that tile.
    pub fn new(z: i32, x: i64, y: i64) -> Result<Self> {
        if !(Self::MIN_Z..=Self::MAX_Z).contains(&z) {
            return Err(Error::invalid("z", format!("from {} to {}", Self::MIN_Z, Self::MAX_Z), z));
        }
        let tile = Self { z, x, y };
        for (name, index) in [("x", x), ("y", y)] {
            let low = index as f64 * tile.side() - 2.0;
            if !(-Self::REACH..=Self::REACH).contains(&low) {
                let expected = format!("a tile within {} of 0", Self::REACH);
                return Err(Error::invalid(name, expected, index));
            }
        }
        Ok(tile)
    }

    /// Length of a side.
    #[must_use]
    pub fn side(&self) -> f64 {
        2.0_f64.powi(2 - self.z)
    }

    /// The square.
    ///
    /// # Errors
    /// None for a tile that [`new`](Self::new) made: kept for the types that it passes through.
    pub fn region(&self) -> Result<Region> {
        let side = self.side();
        let [xmin, ymin] = [self.x, self.y].map(|index| index as f64 * side - 2.0);
        Region::new(xmin, xmin + side, ymin, ymin + side)
    }

    /// The centers of the tile's pixels.
    ///
    /// # Errors
    /// As [`region`](Self::region).
    pub fn raster(&self) -> Result<Raster> {
        Raster::new(&self.region()?, (TILE_SIZE, TILE_SIZE), Grid::Pixel)
    }
}
