//! The article's picture of a Julia set.

use ndarray::Array2;
use num_complex::Complex64;

use crate::escape_time::{ComplexRegion, Julia, escape_counts};
use crate::{Cancellation, Error, Executor, Result};

/// How fast the points of a region diverge, as the article's crate `juliaset` defines it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct JuliaDiv {
    julia: Julia,
    min_iter: u32,
    resolution: usize,
}

impl JuliaDiv {
    /// The picture for the constant `c_0`, with `n_iterations = (itermin, itermax)`.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `n_iterations` unless itermin < itermax, else as [`Julia::new`].
    pub fn new(c_0: Complex64, threshold: f64, n_iterations: (u32, u32), resolution: usize) -> Result<Self> {
        let (min_iter, max_iter) = n_iterations;
        if min_iter >= max_iter {
            let value = format!("({min_iter}, {max_iter})");
            return Err(Error::invalid("n_iterations", "(itermin, itermax) with itermin < itermax", value));
        }
        Ok(Self { julia: Julia::new(c_0, threshold, max_iter)?, min_iter, resolution })
    }

    /// The divergence of the region's points, 0 for `itermin` steps or fewer, 1 for those that never escape.
    ///
    /// Shape (columns, rows): axis 0 is the real part.
    ///
    /// # Errors
    /// As [`ComplexRegion::raster`] and [`escape_counts`].
    pub fn over(
        &self,
        region: &ComplexRegion,
        executor: &Executor,
        cancellation: &Cancellation,
    ) -> Result<Array2<f64>> {
        let raster = region.raster(self.resolution)?;
        let counts = escape_counts(&self.julia, &raster, executor, cancellation)?;
        let span = f64::from(self.julia.max_iter() - self.min_iter);
        Ok(counts.t().mapv(|count| f64::from(count.max(self.min_iter) - self.min_iter) / span))
    }
}
