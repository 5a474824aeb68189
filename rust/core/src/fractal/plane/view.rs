//! The rectangle that a zoomable view shows, and the tiles that it needs.

use bigdecimal::BigDecimal;
use bigdecimal::num_bigint::BigInt;

use crate::fractal::{Point, Region, TILE_SIZE, Tile};
use crate::number::{MAX_EXPONENT, dyadic, floor, scaled, to_float64};
use crate::{Error, Result};

/// A pixel of a view is drawn from one of a tile that is at most a fifth larger: 2^(1/4).
const LARGER: f64 = 0.25;
/// Rounding of a logarithm that names a level.
const ROUNDING: f64 = 1e-6;
/// Most tiles of one level that are listed.
const MAX_COVER: u64 = 1 << 20;

/// A rectangle around a point of the plane, exact at any depth.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    center: Point,
    /// The side of a pixel is m 2^e, with m in [1, 2).
    pixel: (f64, i32),
    /// Height and width in pixels.
    shape: (usize, usize),
}

impl View {
    /// The view around `center`, two decimal numbers, 2^`log2_width` wide.
    ///
    /// Pixels whose width is within rounding of a power of two have that width: they are then those of tiles.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `center` unless they are finite, of at most 2^16 digits before and after the
    /// point; `log2_width` unless its magnitude is at most 2^16; `shape` unless both sides are at least 1.
    pub fn new(center: (&str, &str), log2_width: f64, (height, width): (usize, usize)) -> Result<Self> {
        let center = Point::parse("center", center)?;
        if !(log2_width.abs() <= f64::from(MAX_EXPONENT)) {
            let expected = format!("from -{MAX_EXPONENT} to {MAX_EXPONENT}");
            return Err(Error::invalid("log2_width", expected, log2_width));
        }
        if height == 0 || width == 0 {
            return Err(Error::invalid("shape", "at least 1 x 1", format!("{height} x {width}")));
        }
        let mut log2_pixel = log2_width - (width as f64).log2();
        if (log2_pixel - log2_pixel.round()).abs() <= ROUNDING {
            log2_pixel = log2_pixel.round();
        }
        let whole = log2_pixel.floor();
        #[allow(clippy::cast_possible_truncation, reason = "a small integer")]
        let pixel = ((log2_pixel - whole).exp2(), whole as i32);
        Ok(Self { center, pixel, shape: (height, width) })
    }

    /// The point in its middle.
    #[must_use]
    pub const fn center(&self) -> &Point {
        &self.center
    }

    /// The side of a pixel: m in [1, 2) and e of m 2^e.
    #[must_use]
    pub const fn pixel(&self) -> (f64, i32) {
        self.pixel
    }

    /// Height and width in pixels.
    #[must_use]
    pub const fn shape(&self) -> (usize, usize) {
        self.shape
    }

    /// Left, right, bottom and top.
    #[must_use]
    pub fn bounds(&self) -> [BigDecimal; 4] {
        let (m, e) = self.pixel;
        let (height, width) = self.shape;
        let [height, width] = [height, width].map(|side| scaled(m, e - 1) * BigDecimal::from(side as u64));
        let (x, y) = (self.center.re(), self.center.im());
        [x - &width, x + width, y - &height, y + height]
    }

    /// The rectangle in float64, each bound the nearest there is.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `region` if there is nothing left of it.
    pub fn region(&self) -> Result<Region> {
        let [xmin, xmax, ymin, ymax] = self.bounds().map(|bound| to_float64(&bound));
        Region::new(xmin, xmax, ymin, ymax)
    }

    /// The tiles of level `z` that the view touches, row by row from the lower left.
    ///
    /// # Errors
    /// As [`Tile::new`], and naming `z` if they are more than 2^20.
    pub fn cover(&self, z: i32) -> Result<Vec<Tile>> {
        Tile::new(z, 0, 0)?;
        let inverse = dyadic(BigInt::from(1), z - 2);
        let [left, right, bottom, top] = self.bounds().map(|bound| floor(&((bound + 2) * &inverse)));
        let count = (&right - &left + 1) * (&top - &bottom + 1);
        if count > BigInt::from(MAX_COVER) {
            return Err(Error::invalid(
                "z",
                format!("a level that covers the view by at most {MAX_COVER} tiles"),
                z,
            ));
        }
        let mut tiles = Vec::new();
        let mut y = bottom;
        while y <= top {
            let mut x = left.clone();
            while x <= right {
                tiles.push(Tile::new(z, x.clone(), y.clone())?);
                x += 1;
            }
            y += 1;
        }
        Ok(tiles)
    }
}

/// The coarsest level whose pixels are at most a fifth larger than those of a view 2^`log2_width` wide, in `width`
/// pixels.
#[must_use]
#[allow(clippy::cast_possible_truncation, reason = "`as` saturates")]
pub fn tile_level(log2_width: f64, width: usize) -> i32 {
    let log2_pixel = log2_width - (width as f64).log2();
    (2.0 - (TILE_SIZE as f64).log2() - log2_pixel - LARGER - ROUNDING).ceil() as i32
}
