//! The pixels of a picture of two dimensions of the data.

use crate::{Error, Result};

/// Red, green, blue and opacity, not multiplied with it.
pub type Rgba = [u8; 4];

/// Most pixels of a picture.
pub(super) const MAX_PIXELS: usize = 1 << 24;

/// A rectangle of the plane of two features, cut into pixels, row 0 on top.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Canvas {
    dims: (usize, usize),
    left: f64,
    top: f64,
    width: usize,
    height: usize,
    pitch: (f64, f64),
}

impl Canvas {
    /// The features `dims`, from `left` to `right` and from `bottom` to `top`, as `(height, width)` pixels.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] unless the bounds are finite and in this order, and there are 1 to 2^24 pixels.
    pub fn new(
        dims: (usize, usize),
        (left, right, bottom, top): (f64, f64, f64, f64),
        (height, width): (usize, usize),
    ) -> Result<Self> {
        let pixels = height.saturating_mul(width);
        if !(1..=MAX_PIXELS).contains(&pixels) {
            let expected = format!("of 1 to {MAX_PIXELS} pixels");
            return Err(Error::invalid("shape", expected, format!("{height} x {width}")));
        }
        let pitch = ((right - left) / width as f64, (top - bottom) / height as f64);
        let sound = |pitch: f64| pitch > 0.0 && pitch.is_finite() && (1.0 / pitch).is_finite();
        if !(sound(pitch.0) && sound(pitch.1) && left.is_finite() && top.is_finite()) {
            let expected = "finite, left < right and bottom < top";
            return Err(Error::invalid("box", expected, format!("({left}, {right}, {bottom}, {top})")));
        }
        Ok(Self { dims, left, top, width, height, pitch })
    }

    /// Pixels in a row.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.width
    }

    /// Rows.
    #[must_use]
    pub const fn height(&self) -> usize {
        self.height
    }

    /// The number of pixels.
    #[must_use]
    pub const fn pixels(&self) -> usize {
        self.width * self.height
    }

    /// The larger of the features that are shown.
    pub(super) fn largest_dim(&self) -> usize {
        self.dims.0.max(self.dims.1)
    }

    /// The pixel that a sample falls into, if it is one of these.
    #[inline(always)]
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "compared with the sizes first"
    )]
    pub(super) fn place(&self, sample: &[f64]) -> Option<usize> {
        let column = (sample[self.dims.0] - self.left) / self.pitch.0;
        let row = (self.top - sample[self.dims.1]) / self.pitch.1;
        let inside = column >= 0.0 && column < self.width as f64 && row >= 0.0 && row < self.height as f64;
        inside.then(|| row as usize * self.width + column as usize)
    }

    /// The middle of a pixel.
    pub(super) fn middle(&self, row: usize, column: usize) -> [f64; 2] {
        [
            (column as f64 + 0.5).mul_add(self.pitch.0, self.left),
            (row as f64 + 0.5).mul_add(-self.pitch.1, self.top),
        ]
    }
}
