//! The dyadic squares that a zoomable view is made of.

use bigdecimal::BigDecimal;
use bigdecimal::num_bigint::BigInt;

use crate::fractal::{Grid, Raster, Region};
use crate::number::{MAX_EXPONENT, dyadic};
use crate::{Error, Result};

/// Pixels along each side of a tile.
pub const TILE_SIZE: usize = 256;

/// Tiles that the float64 kernel addresses lie within this distance of 0, measured along the axes.
const REACH: i32 = 128;

/// The square of side 2^(2-z) with lower left corner (-2 + x 2^(2-z), -2 + y 2^(2-z)), exact at any depth.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Tile {
    z: i32,
    x: BigInt,
    y: BigInt,
}

impl Tile {
    /// The coarsest level that the float64 kernel addresses: one tile is 64 wide.
    pub const MIN_Z: i32 = -4;
    /// The finest level that float64 resolves: a pixel is 2^-49 wide.
    pub const MAX_Z: i32 = 43;

    /// The tile of level `z`, column `x` and row `y` (counted upwards).
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `z` if its magnitude is more than 2^16, which no picture needs.
    pub fn new(z: i32, x: impl Into<BigInt>, y: impl Into<BigInt>) -> Result<Self> {
        if z.abs_diff(0) > MAX_EXPONENT {
            return Err(Error::invalid("z", format!("from -{MAX_EXPONENT} to {MAX_EXPONENT}"), z));
        }
        Ok(Self { z, x: x.into(), y: y.into() })
    }

    /// The level.
    #[must_use]
    pub const fn z(&self) -> i32 {
        self.z
    }

    /// The column.
    #[must_use]
    pub const fn x(&self) -> &BigInt {
        &self.x
    }

    /// The row, counted upwards.
    #[must_use]
    pub const fn y(&self) -> &BigInt {
        &self.y
    }

    /// The tile that holds it, as many levels above.
    #[must_use]
    pub fn ancestor(&self, levels: i32) -> Self {
        Self { z: self.z - levels, x: &self.x >> levels, y: &self.y >> levels }
    }

    /// Left, right, bottom and top of the square.
    #[must_use]
    pub fn bounds(&self) -> [BigDecimal; 4] {
        [&self.x, &(&self.x + 1), &self.y, &(&self.y + 1)].map(|index| self.edge(index))
    }

    /// The left edge of a column of this level, or the bottom of a row.
    fn edge(&self, index: &BigInt) -> BigDecimal {
        dyadic(index.clone(), 2 - self.z) - 2
    }

    /// Refuses tiles that are too large or too far from 0.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `z`, `x` or `y`.
    pub(super) fn check(&self) -> Result<()> {
        if self.z < Self::MIN_Z {
            return Err(Error::invalid("z", format!("at least {}", Self::MIN_Z), self.z));
        }
        let reach = BigDecimal::from(REACH);
        for (name, index) in [("x", &self.x), ("y", &self.y)] {
            if self.edge(index).abs() > reach {
                return Err(too_far(name, index));
            }
        }
        Ok(())
    }

    /// The square in float64, exactly.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `z`, `x` or `y` if float64 cannot address the tile's pixels.
    pub fn region(&self) -> Result<Region> {
        Ok(self.placed()?.0)
    }

    /// The centers of the tile's pixels in float64, exactly.
    ///
    /// # Errors
    /// As [`region`](Self::region).
    pub fn raster(&self) -> Result<Raster> {
        Ok(self.placed()?.1)
    }

    fn placed(&self) -> Result<(Region, Raster)> {
        if !(Self::MIN_Z..=Self::MAX_Z).contains(&self.z) {
            let expected = format!("from {} to {} for float64", Self::MIN_Z, Self::MAX_Z);
            return Err(Error::invalid("z", expected, self.z));
        }
        let side = 2.0_f64.powi(2 - self.z);
        let edge = |name, index: &BigInt| {
            let low = i64::try_from(index).ok().map(|index| index as f64 * side - 2.0);
            low.filter(|low| low.abs() <= f64::from(REACH)).ok_or_else(|| too_far(name, index))
        };
        let (xmin, ymin) = (edge("x", &self.x)?, edge("y", &self.y)?);
        let region = Region::new(xmin, xmin + side, ymin, ymin + side)?;
        let raster =
            Raster::new(&region, (TILE_SIZE, TILE_SIZE), Grid::Pixel).map_err(|error| match error {
                Error::InvalidArgument { .. } => {
                    Error::invalid("z", "less there: float64 is too coarse for the tile's pixels", self.z)
                }
                other => other,
            })?;
        Ok((region, raster))
    }
}

fn too_far(name: &'static str, index: &BigInt) -> Error {
    let value = if index.bits() <= 64 { index.to_string() } else { format!("{} bits", index.bits()) };
    Error::invalid(name, format!("a tile within {REACH} of 0"), value)
}
