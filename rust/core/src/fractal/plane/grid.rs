//! The sample points of a region.

use crate::compute::zeroed;
use crate::fractal::Region;
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

    /// `n` coordinates from `start` towards `stop`.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`]. What `refuse` makes of the reason, unless neighbours are distinct and further apart than
    /// subnormal numbers, whose steps would not be even; `what` names the coordinates.
    pub(crate) fn axis(
        self,
        (start, stop): (f64, f64),
        (n, what): (usize, &str),
        refuse: impl FnOnce(String) -> Error,
    ) -> Result<Vec<f64>> {
        let coordinates = || (0..n).map(|i| self.coordinate(i, start, stop, n));
        let distinct = |(one, next): (f64, f64)| if start < stop { one < next } else { next < one };
        let normal = ((stop - start) / n as f64).is_normal();
        // Asked before there is an array: a refusal takes no memory.
        if !(normal && coordinates().zip(coordinates().skip(1)).all(distinct)) {
            return Err(refuse(format!("float64 is too coarse for {n} {what} there")));
        }
        let mut axis = zeroed(n, "the samples of an axis")?;
        axis.iter_mut().zip(coordinates()).for_each(|(place, coordinate)| *place = coordinate);
        Ok(axis)
    }

    /// Coordinate `i` of `n` from `start` towards `stop`.
    fn coordinate(self, i: usize, start: f64, stop: f64, n: usize) -> f64 {
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
/// It holds `width + height` numbers; the complex plane itself is never written down. Neighbouring samples are distinct
/// float64 numbers, each within a pixel of its place: where there are none, there is no raster.
#[derive(Clone, Debug)]
pub struct Raster {
    xs: Vec<f64>,
    ys: Vec<f64>,
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
            grid.axis((start, stop), pixels, |reason| {
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
    pub(crate) const fn from_axes(xs: Vec<f64>, ys: Vec<f64>, pixel: f64) -> Self {
        Self { xs, ys, pixel }
    }

    /// Some of the samples, evenly chosen: at most so many columns of them.
    pub(in crate::fractal) fn coarser(&self, columns: usize) -> Self {
        let (height, width) = coarser_shape((self.height(), self.width()), columns);
        let chosen = |axis: &[f64], count| middles(axis.len(), count).map(|index| axis[index]).collect();
        let pixel = self.pixel * (self.width() as f64 / width as f64);
        Self { xs: chosen(&self.xs, width), ys: chosen(&self.ys, height), pixel }
    }

    /// The same samples, real or imaginary parts around 0 opposite to each other to the last bit.
    pub(in crate::fractal) fn mirrored(mut self, real: bool, imaginary: bool) -> Self {
        let mirror = |axis: &mut [f64]| {
            let last = axis.len() - 1;
            (0..axis.len().div_ceil(2))
                .for_each(|k| axis[last - k] = if 2 * k == last { 0.0 } else { -axis[k] });
        };
        if real {
            mirror(&mut self.xs);
        }
        if imaginary {
            mirror(&mut self.ys);
        }
        self
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
