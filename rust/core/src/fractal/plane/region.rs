//! A rectangle of the complex plane.

use crate::{Error, Result};

/// The rectangle `xmin..xmax` x `ymin..ymax`, its sides parallel to the axes.
///
/// All bounds are finite, `xmin < xmax`, `ymin < ymax`, and both spans are finite. Whether it is wide enough for a
/// picture is known with its pixels, see [`Raster`](crate::fractal::Raster).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Region {
    xmin: f64,
    xmax: f64,
    ymin: f64,
    ymax: f64,
}

impl Region {
    /// The rectangle with these bounds.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `region` unless the type's invariant holds.
    pub fn new(xmin: f64, xmax: f64, ymin: f64, ymax: f64) -> Result<Self> {
        let spans = [xmax - xmin, ymax - ymin];
        if spans.iter().all(|span| span.is_finite() && *span > 0.0) {
            return Ok(Self { xmin, xmax, ymin, ymax });
        }
        let expected = "(xmin, xmax, ymin, ymax) with finite bounds, xmin < xmax and ymin < ymax";
        let value = format!("({xmin:e}, {xmax:e}, {ymin:e}, {ymax:e})");
        Err(Error::invalid("region", expected, value))
    }

    /// Left, smallest real part.
    #[must_use]
    pub const fn xmin(&self) -> f64 {
        self.xmin
    }

    /// Right, largest real part.
    #[must_use]
    pub const fn xmax(&self) -> f64 {
        self.xmax
    }

    /// Bottom, smallest imaginary part.
    #[must_use]
    pub const fn ymin(&self) -> f64 {
        self.ymin
    }

    /// Top, largest imaginary part.
    #[must_use]
    pub const fn ymax(&self) -> f64 {
        self.ymax
    }
}
