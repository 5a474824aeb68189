//! The grid of samples of a picture, exact at any depth.

use bigdecimal::BigDecimal;

use crate::Result;
use crate::fractal::plane::dyadic::{scaled, to_float64};
use crate::fractal::{Grid, Point, Raster, Region, TILE_SIZE, Tile, View};

/// The samples of a picture: sample (k, j) is center + ((j - (w - 1)/2) + i ((h - 1)/2 - k)) pixels, row 0 on top.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    center: Point,
    /// The side of a pixel is m 2^e, with m in [1, 2).
    pixel: (f64, i32),
    height: usize,
    width: usize,
}

impl Frame {
    /// The middle of the picture.
    #[must_use]
    pub const fn center(&self) -> &Point {
        &self.center
    }

    /// The side of a pixel: m in [1, 2) and e of m 2^e.
    #[must_use]
    pub const fn pixel(&self) -> (f64, i32) {
        self.pixel
    }

    /// The logarithm of the side of a pixel.
    #[must_use]
    pub fn log2_pixel(&self) -> f64 {
        self.pixel.0.log2() + f64::from(self.pixel.1)
    }

    /// Rows.
    #[must_use]
    pub const fn height(&self) -> usize {
        self.height
    }

    /// Columns.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.width
    }

    /// The samples in float64, where it tells neighbours apart.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`](crate::Error::InvalidArgument) naming `region` where it does not, or naming `shape`
    /// if there are too many; [`Error::OutOfMemory`](crate::Error::OutOfMemory).
    pub fn raster(&self) -> Result<Raster> {
        let [width, height] = [self.width, self.height].map(|side| {
            let (m, e) = self.pixel;
            scaled(m, e - 1) * BigDecimal::from(side as u64)
        });
        let bounds = |middle: &BigDecimal, half: &BigDecimal| {
            (to_float64(&(middle - half)), to_float64(&(middle + half)))
        };
        let (xmin, xmax) = bounds(self.center.re(), &width);
        let (ymin, ymax) = bounds(self.center.im(), &height);
        Raster::new(&Region::new(xmin, xmax, ymin, ymax)?, (self.height, self.width), Grid::Pixel)
    }
}

impl From<&View> for Frame {
    fn from(view: &View) -> Self {
        let (height, width) = view.shape();
        Self { center: view.center().clone(), pixel: view.pixel(), height, width }
    }
}

impl From<&Tile> for Frame {
    fn from(tile: &Tile) -> Self {
        let [left, right, bottom, top] = tile.bounds();
        let center = Point::exact((left + right).half(), (bottom + top).half());
        let log2_size = TILE_SIZE.ilog2().cast_signed();
        Self { center, pixel: (1.0, 2 - tile.z() - log2_size), height: TILE_SIZE, width: TILE_SIZE }
    }
}
