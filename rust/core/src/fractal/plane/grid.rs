//! The sample points of a region.

use crate::fractal::Region;
use crate::{Error, Result};

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
            _ => Err(Error::invalid("grid", "\"pixel\", \"linspace\" or \"left\"", format!("{name:.40?}"))),
        }
    }

    /// `n` coordinates from `start` towards `stop`.
    #[must_use]
    pub fn axis(self, start: f64, stop: f64, n: usize) -> Vec<f64> {
        let span = stop - start;
        let count = n as f64;
        match self {
            Self::Pixel => (0..n).map(|i| start + (i as f64 + 0.5) * (span / count)).collect(),
            Self::Linspace => {
                let last = n.saturating_sub(1);
                let step = span / (last.max(1)) as f64;
                (0..n).map(|i| if i == last && i > 0 { stop } else { i as f64 * step + start }).collect()
            }
            Self::Left => (0..n).map(|i| i as f64 / count * span + start).collect(),
        }
    }
}

/// The sample points of a picture: every abscissa with every ordinate.
///
/// It holds `width + height` numbers; the complex plane itself is never written down.
#[derive(Clone, Debug)]
pub struct Raster {
    xs: Vec<f64>,
    ys: Vec<f64>,
}

impl Raster {
    /// The samples of `region` for a picture of this height and width; row 0 is the top.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `shape` unless both sides are at least 1 and their product at most
    /// [`MAX_PIXELS`]; naming `region` if float64 cannot tell neighbouring samples apart.
    pub fn new(region: &Region, (height, width): (usize, usize), grid: Grid) -> Result<Self> {
        check_shape("shape", height, width)?;
        check_resolved(region.xmin(), region.xmax(), width, "columns")?;
        check_resolved(region.ymin(), region.ymax(), height, "rows")?;
        Ok(Self {
            xs: grid.axis(region.xmin(), region.xmax(), width),
            ys: grid.axis(region.ymax(), region.ymin(), height),
        })
    }

    /// The samples with these coordinates.
    pub(crate) const fn from_axes(xs: Vec<f64>, ys: Vec<f64>) -> Self {
        Self { xs, ys }
    }

    /// Real parts, one for each column.
    #[must_use]
    pub fn xs(&self) -> &[f64] {
        &self.xs
    }

    /// Imaginary parts, one for each row, the top row first.
    #[must_use]
    pub fn ys(&self) -> &[f64] {
        &self.ys
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

/// Refuses an interval whose `n` samples would fall on fewer than a quarter as many float64 numbers.
fn check_resolved(low: f64, high: f64, n: usize, what: &str) -> Result<()> {
    let largest = low.abs().max(high.abs());
    let spacing = largest.next_up() - largest;
    if (high - low) / n as f64 >= spacing / 4.0 {
        return Ok(());
    }
    let expected = format!("wider: float64 cannot tell {n} {what} apart there");
    Err(Error::invalid("region", expected, format!("{low:e} to {high:e}")))
}
