//! The grid of samples of a picture, exact at any depth.

use bigdecimal::num_bigint::BigInt;
use bigdecimal::{BigDecimal, Zero};
use num_complex::Complex64;

use crate::fractal::plane::grid::coarser_shape;
use crate::fractal::{Grid, Point, Raster, Region, Tile, View};
use crate::number::{scaled, to_float64};
use crate::{Error, Result};

/// Most samples along a side of a tile.
const MAX_SIDE: usize = 1 << 12;

/// Tiles of as many levels, from a multiple of it on, share their anchors.
const SHARED_LEVELS: i32 = 4;

/// The samples of a picture: sample (k, j) is center + ((j - (w - 1)/2) + i ((h - 1)/2 - k)) pixels, row 0 on top.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    center: Point,
    /// The side of a pixel is m 2^e, with m in [1, 2).
    pixel: (f64, i32),
    height: usize,
    width: usize,
    anchor: Anchor,
}

/// A point that frames nearby have in common: at depth, what is computed for it serves all of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Anchor {
    /// The point.
    pub point: Point,
    /// Samples are at most 2^this from it, along the axes.
    pub log2_reach: i32,
    /// From it to the middle of the frame, in pixels.
    pub shift: Complex64,
}

impl Frame {
    /// The samples of a picture of this height and width around `center`; the side of a pixel is m 2^e, m in [1, 2).
    #[must_use]
    pub fn new(center: Point, pixel: (f64, i32), (height, width): (usize, usize)) -> Self {
        let pixels = height.max(width).max(1);
        // More than half of it, times m.
        let log2_reach = pixel.1.saturating_add_unsigned(pixels.ilog2() + 1);
        let anchor = Anchor { point: center.clone(), log2_reach, shift: Complex64::ZERO };
        Self { center, pixel, height, width, anchor }
    }

    /// Samples of a tile, `side` along each side.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `shape` unless both are the same power of two, at most 2^12; naming `z`, `x` or `y`
    /// if the tile is too large or too far from 0.
    pub fn of_tile(tile: &Tile, (side, width): (usize, usize)) -> Result<Self> {
        if side != width || !side.is_power_of_two() || side > MAX_SIDE {
            let expected = format!("the same power of two for both sides, at most {MAX_SIDE}");
            return Err(Error::invalid("shape", expected, format!("{side} x {width} (height x width)")));
        }
        tile.check()?;
        let middle = |tile: &Tile| {
            let [left, right, bottom, top] = tile.bounds();
            Point::exact((left + right).half(), (bottom + top).half())
        };
        let above = tile.z() - (tile.z().div_euclid(SHARED_LEVELS) - 1) * SHARED_LEVELS;
        let ancestor = tile.ancestor(above);
        // From the middle of the ancestor to that of the tile, in tiles.
        let shift = |index: &BigInt, over: &BigInt| {
            let within = i32::try_from(index - (over << above)).unwrap_or_default();
            f64::from(within) + 0.5 - f64::from(above - 1).exp2()
        };
        let pixels = side as f64;
        let shift = Complex64::new(shift(tile.x(), ancestor.x()), shift(tile.y(), ancestor.y()));
        Ok(Self {
            center: middle(tile),
            pixel: (1.0, 2 - tile.z() - side.ilog2().cast_signed()),
            height: side,
            width: side,
            anchor: Anchor { point: middle(&ancestor), log2_reach: 1 - ancestor.z(), shift: shift * pixels },
        })
    }

    /// The same picture in at most so many columns of pixels, which are squares; of a high one the middle.
    pub(in crate::fractal) fn coarser(&self, columns: usize) -> Self {
        let (height, width) = coarser_shape((self.height, self.width), columns);
        let ratio = self.width as f64 / width as f64;
        let (m, e) = self.pixel;
        let octaves = (m * ratio).log2().floor();
        #[allow(clippy::cast_possible_truncation, reason = "a small integer")]
        let pixel = (m * ratio / octaves.exp2(), e + octaves as i32);
        let anchor = Anchor { shift: self.anchor.shift / ratio, ..self.anchor.clone() };
        Self { center: self.center.clone(), pixel, height, width, anchor }
    }

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

    /// The point that frames nearby have in common.
    #[must_use]
    pub const fn anchor(&self) -> &Anchor {
        &self.anchor
    }

    /// From the anchor to a sample, in pixels.
    #[must_use]
    pub fn offset(&self, row: usize, column: usize) -> Complex64 {
        let middle = |side: usize| (side as f64 - 1.0) / 2.0;
        let (x, y) = (column as f64 - middle(self.width), middle(self.height) - row as f64);
        self.anchor.shift + Complex64::new(x, y)
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
        let region = Region::new(xmin, xmax, ymin, ymax)?;
        let raster = Raster::new(&region, (self.height, self.width), Grid::Pixel)?;
        Ok(raster.mirrored(self.center.re().is_zero(), self.center.im().is_zero()))
    }
}

impl From<&View> for Frame {
    fn from(view: &View) -> Self {
        Self::new(view.center().clone(), view.pixel(), view.shape())
    }
}
