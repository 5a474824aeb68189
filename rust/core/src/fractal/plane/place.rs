//! Where the samples of a picture are.

use crate::Result;
use crate::fractal::plane::check_shape;
use crate::fractal::{Frame, Raster};

/// The samples of a picture: in float64, or exact at any depth.
#[derive(Clone, Copy, Debug)]
pub enum Place<'a> {
    /// Any abscissae with any ordinates.
    Raster(&'a Raster),
    /// Square pixels around a point.
    Frame(&'a Frame),
}

impl Place<'_> {
    /// Rows.
    #[must_use]
    pub fn height(self) -> usize {
        match self {
            Self::Raster(raster) => raster.height(),
            Self::Frame(frame) => frame.height(),
        }
    }

    /// Columns.
    #[must_use]
    pub fn width(self) -> usize {
        match self {
            Self::Raster(raster) => raster.width(),
            Self::Frame(frame) => frame.width(),
        }
    }

    /// The logarithm of the side of a pixel.
    pub(crate) fn log2_pixel(self) -> f64 {
        match self {
            Self::Raster(raster) => raster.pixel().log2(),
            Self::Frame(frame) => frame.log2_pixel(),
        }
    }

    /// The number of pixels of an array of the samples.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`](crate::Error::InvalidArgument) naming `shape` if they are more than
    /// [`MAX_PIXELS`](crate::fractal::MAX_PIXELS).
    pub(crate) fn pixels(self) -> Result<usize> {
        check_shape("shape", self.height(), self.width())?;
        Ok(self.height() * self.width())
    }
}

impl<'a> From<&'a Raster> for Place<'a> {
    fn from(raster: &'a Raster) -> Self {
        Self::Raster(raster)
    }
}

impl<'a> From<&'a Frame> for Place<'a> {
    fn from(frame: &'a Frame) -> Self {
        Self::Frame(frame)
    }
}
