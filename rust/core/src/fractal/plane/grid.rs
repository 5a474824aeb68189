//! The sample points of a region.

use std::borrow::Cow;
use std::ops::Range;

use num_complex::Complex64;

use crate::fractal::Region;
use crate::fractal::plane::Axis;
use crate::{Error, Result, quoted};

/// Most pixels of an array: their counts take 1 GiB.
pub const MAX_PIXELS: usize = 1 << 28;

/// Most pixels of a picture that is written strip by strip and never kept.
pub const MAX_STREAMED_PIXELS: usize = 1 << 34;

/// Longest side of such a picture: a row is kept for each thread.
const MAX_STREAMED_SIDE: usize = 1 << 20;

/// The convention that says which points of a region are the samples of its pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Grid {
    /// Centers of the pixels: `start + (i + 1/2) * ((stop - start) / n)`.
    Pixel,
    /// Both ends included, bit for bit `numpy.linspace`.
    Linspace,
    /// The first corner of each pixel, the end excluded: `i / n * (stop - start) + start`, in the order of
    /// operations of the article's Rust crate.
    Left,
}

impl Grid {
    /// The convention of this name: `"pixel"`, `"linspace"` or `"left"`.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `grid`.
    pub fn named(name: &str) -> Result<Self> {
        match name {
            "pixel" => Ok(Self::Pixel),
            "linspace" => Ok(Self::Linspace),
            "left" => Ok(Self::Left),
            _ => Err(Error::invalid("grid", "\"pixel\", \"linspace\" or \"left\"", quoted(name))),
        }
    }

    /// Coordinate `i` of `n` from `start` towards `stop`.
    pub(super) fn coordinate(self, i: usize, start: f64, stop: f64, n: usize) -> f64 {
        let (index, count, span) = (i as f64, n as f64, stop - start);
        match self {
            Self::Pixel => start + (index + 0.5) * (span / count),
            Self::Linspace if i > 0 && i == n - 1 => stop,
            Self::Linspace => index * (span / (count - 1.0).max(1.0)) + start,
            Self::Left => index / count * span + start,
        }
    }
}

/// The sample points of a picture: every abscissa with every ordinate.
///
/// It holds at most `width + height` numbers; the complex plane itself is never written down. Neighbouring samples are distinct
/// float64 numbers, each within a pixel of its place: where there are none, there is no raster.
#[derive(Clone, Debug)]
pub struct Raster {
    xs: Axis,
    ys: Axis,
    /// The distance of neighbouring columns.
    pixel: f64,
}

impl Raster {
    /// The samples of `region` for a picture of this height and width; row 0 is the top.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `shape` unless both sides are at least 1 and their product at most
    /// [`MAX_PIXELS`]; naming `region` unless neighbouring samples are distinct; [`Error::OutOfMemory`].
    pub fn new(region: &Region, (height, width): (usize, usize), grid: Grid) -> Result<Self> {
        check_shape("shape", height, width)?;
        let axis = |(start, stop): (f64, f64), pixels| {
            Axis::new(grid, (start, stop), pixels, |reason| {
                let value = format!("{:e} to {:e}", start.min(stop), start.max(stop));
                Error::invalid("region", format!("wider: {reason}"), value)
            })
        };
        Ok(Self {
            xs: axis((region.xmin(), region.xmax()), (width, "columns"))?,
            ys: axis((region.ymax(), region.ymin()), (height, "rows"))?,
            pixel: (region.xmax() - region.xmin()) / width as f64,
        })
    }

    /// The samples with these coordinates, a pixel `pixel` wide.
    pub(in crate::fractal) const fn from_axes(xs: Axis, ys: Axis, pixel: f64) -> Self {
        Self { xs, ys, pixel }
    }

    /// Some of the samples, evenly chosen: at most so many columns of them.
    pub(in crate::fractal) fn coarser(&self, columns: usize) -> Self {
        let (height, width) = coarser_shape((self.height(), self.width()), columns);
        let chosen = |axis: &Axis, count| {
            Axis::Listed(middles(axis.len(), count).map(|index| axis.at(index)).collect())
        };
        let pixel = self.pixel * (self.width() as f64 / width as f64);
        Self { xs: chosen(&self.xs, width), ys: chosen(&self.ys, height), pixel }
    }

    /// The same samples, real or imaginary parts around 0 opposite to each other to the last bit.
    pub(in crate::fractal) fn mirrored(self, real: bool, imaginary: bool) -> Self {
        let mirrored = |axis: Axis, is_mirrored| if is_mirrored { axis.mirrored() } else { axis };
        Self { xs: mirrored(self.xs, real), ys: mirrored(self.ys, imaginary), ..self }
    }

    /// Real parts, one for each column.
    #[must_use]
    pub fn xs(&self) -> Cow<'_, [f64]> {
        self.columns(0..self.width())
    }

    /// Imaginary parts, one for each row, the top row first.
    #[must_use]
    pub fn ys(&self) -> Cow<'_, [f64]> {
        self.rows(0..self.height())
    }

    /// The real parts of some columns.
    pub(in crate::fractal) fn columns(&self, columns: Range<usize>) -> Cow<'_, [f64]> {
        self.xs.part(columns)
    }

    /// The imaginary parts of some rows.
    pub(in crate::fractal) fn rows(&self, rows: Range<usize>) -> Cow<'_, [f64]> {
        self.ys.part(rows)
    }

    /// The sample in a row and a column.
    pub(in crate::fractal) fn sample(&self, (row, column): (usize, usize)) -> Complex64 {
        Complex64::new(self.xs.at(column), self.ys.at(row))
    }

    /// Whether real, and whether imaginary parts, have others opposite to them to the last bit.
    pub(in crate::fractal) fn is_even(&self) -> (bool, bool) {
        (self.xs.is_even(), self.ys.is_even())
    }

    /// The width of a pixel.
    #[must_use]
    pub const fn pixel(&self) -> f64 {
        self.pixel
    }

    /// The number of pixels of an array of the samples.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `shape` if they are more than [`MAX_PIXELS`].
    pub(crate) fn pixels(&self) -> Result<usize> {
        check_shape("shape", self.height(), self.width())?;
        Ok(self.height() * self.width())
    }

    /// Columns.
    #[must_use]
    pub fn width(&self) -> usize {
        self.xs.len()
    }

    /// Rows.
    #[must_use]
    pub fn height(&self) -> usize {
        self.ys.len()
    }
}

/// The indices of the middles of so many even parts of a length.
pub(in crate::fractal) fn middles(length: usize, parts: usize) -> impl Iterator<Item = usize> {
    (0..parts).map(move |part| (2 * part + 1) * length / (2 * parts))
}

/// Height and width of a picture in at most so many columns of squares, and the square of it as rows.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small positive number")]
pub(super) fn coarser_shape((height, width): (usize, usize), columns: usize) -> (usize, usize) {
    let most = columns * columns;
    let columns = columns.min(width);
    let rows = (columns as f64 * height as f64 / width as f64).round_ties_even() as usize;
    (rows.clamp(1, most), columns)
}

/// Refuses a picture without pixels or with more than [`MAX_PIXELS`].
pub(crate) fn check_shape(name: &'static str, height: usize, width: usize) -> Result<()> {
    if height > 0 && width > 0 && height.checked_mul(width).is_some_and(|pixels| pixels <= MAX_PIXELS) {
        return Ok(());
    }
    let expected = format!("at least 1 x 1 and at most {MAX_PIXELS} pixels");
    Err(Error::invalid(name, expected, format!("{height} x {width} (height x width)")))
}

/// Refuses a picture without pixels or one that is too large to be streamed.
pub(crate) fn check_streamed(name: &'static str, height: usize, width: usize) -> Result<()> {
    let sides = 1..=MAX_STREAMED_SIDE;
    if sides.contains(&height) && sides.contains(&width) && height * width <= MAX_STREAMED_PIXELS {
        return Ok(());
    }
    let expected =
        format!("at least 1 and at most {MAX_STREAMED_SIDE} a side, {MAX_STREAMED_PIXELS} pixels in all");
    Err(Error::invalid(name, expected, format!("{height} x {width} (height x width)")))
}
