//! The classes of the article's crate `juliaset`: a region, and the picture of a Julia set over it.

use ndarray::Array2;
use num_complex::Complex64;

use crate::compute::zeroed;
use crate::fractal::plane::{Axis, check_shape, check_streamed};
use crate::fractal::{Escape, Family, Grid, Julia, Raster, escape_counts};
use crate::{Context, Error, Result};

/// A rectangle as the article's crate `juliaset` has it: each axis runs from left to right, whichever is larger.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ComplexRegion {
    xleft: f64,
    xright: f64,
    yleft: f64,
    yright: f64,
}

impl ComplexRegion {
    /// The rectangle between these bounds.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `xleft` or `yleft` if a span is zero or not finite.
    pub fn new(xleft: f64, xright: f64, yleft: f64, yright: f64) -> Result<Self> {
        for (name, left, right) in [("xleft", xleft, xright), ("yleft", yleft, yright)] {
            if !(right - left).is_finite() || left == right {
                let expected = format!("finite and unlike {} = {right:e}", name.replace("left", "right"));
                return Err(Error::invalid(name, expected, format!("{left:e}")));
            }
        }
        Ok(Self { xleft, xright, yleft, yright })
    }

    /// The samples for this many columns; the number of rows follows from the aspect ratio.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `resolution` if there would be no pixel or more than
    /// [`MAX_PIXELS`](crate::fractal::MAX_PIXELS); naming `xleft` or `yleft` unless neighbouring samples are distinct;
    /// [`Error::OutOfMemory`].
    pub fn raster(&self, resolution: usize) -> Result<Raster> {
        let rows = self.rows(resolution);
        check_shape("resolution", rows, resolution)?;
        self.samples(resolution, rows, Grid::Left)
    }

    /// As [`raster`](Self::raster), on any grid, for a picture that is written strip by strip and never kept.
    ///
    /// # Errors
    /// As [`raster`](Self::raster), but for [`MAX_STREAMED_PIXELS`](crate::fractal::MAX_STREAMED_PIXELS), and at most
    /// 2^20 along a side.
    pub fn streamed_raster(&self, resolution: usize, grid: Grid) -> Result<Raster> {
        let rows = self.rows(resolution);
        check_streamed("resolution", rows, resolution)?;
        self.samples(resolution, rows, grid)
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates")]
    fn rows(&self, resolution: usize) -> usize {
        let aspect = (self.yright - self.yleft).abs() / (self.xright - self.xleft).abs();
        (resolution as f64 * aspect).round() as usize
    }

    fn samples(&self, columns: usize, rows: usize, grid: Grid) -> Result<Raster> {
        let axis = |[name, other]: [&'static str; 2], (left, right): (f64, f64), pixels| {
            Axis::new(grid, (left, right), pixels, |reason| {
                let expected = format!("farther from {other} = {right:e}: {reason}");
                Error::invalid(name, expected, format!("{left:e}"))
            })
        };
        Ok(Raster::from_axes(
            axis(["xleft", "xright"], (self.xleft, self.xright), (columns, "columns"))?,
            axis(["yleft", "yright"], (self.yleft, self.yright), (rows, "rows"))?,
            (self.xright - self.xleft).abs() / columns as f64,
        ))
    }

    /// The samples as numbers, shape (columns, rows): axis 0 is the real part.
    ///
    /// # Errors
    /// As [`raster`](Self::raster).
    pub fn build(&self, resolution: usize) -> Result<Array2<Complex64>> {
        let raster = self.raster(resolution)?;
        let mut plane = zeroed(raster.pixels()?, "the plane")?;
        let (xs, ys) = (raster.xs(), raster.ys());
        for (column, &x) in plane.chunks_exact_mut(raster.height()).zip(&*xs) {
            for (z, &y) in column.iter_mut().zip(&*ys) {
                *z = Complex64::new(x, y);
            }
        }
        Array2::from_shape_vec((raster.width(), raster.height()), plane)
            .map_err(|error| Error::invalid("resolution", "that of the plane", error))
    }
}

/// The divergence of the points of a region, as the article's crate `juliaset` defines it.
#[derive(Clone, Debug, PartialEq)]
pub struct JuliaDiv {
    formula: Family,
    escape: Escape,
    min_iter: u32,
    resolution: usize,
}

impl JuliaDiv {
    /// The picture for the constant `c_0`, with `n_iterations = (itermin, itermax)`.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `n_iterations` unless itermin < itermax, else as [`Julia::new`] and [`Escape::new`].
    pub fn new(c_0: Complex64, threshold: f64, n_iterations: (u32, u32), resolution: usize) -> Result<Self> {
        let (min_iter, max_iter) = n_iterations;
        if min_iter >= max_iter {
            let value = format!("({min_iter}, {max_iter})");
            return Err(Error::invalid("n_iterations", "(itermin, itermax) with itermin < itermax", value));
        }
        let (formula, escape) = (Julia::new(c_0)?.into(), Escape::new(threshold, max_iter)?);
        Ok(Self { formula, escape, min_iter, resolution })
    }

    /// The divergence of the region's points, 0 for `itermin` steps or fewer, 1 for those that never escape.
    ///
    /// Shape (columns, rows): axis 0 is the real part.
    ///
    /// # Errors
    /// As [`ComplexRegion::raster`] and [`escape_counts`].
    pub fn over(&self, region: &ComplexRegion, context: Context<'_>) -> Result<Array2<f64>> {
        let raster = region.raster(self.resolution)?;
        let counts = escape_counts(&self.formula, self.escape, &raster, context)?;
        let span = f64::from(self.escape.max_iter() - self.min_iter);
        Ok(counts.t().mapv(|count| f64::from(count.max(self.min_iter) - self.min_iter) / span))
    }
}
