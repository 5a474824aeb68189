//! Pictures of Julia sets, computed and coloured band by band.

use crate::escape_time::{Julia, Raster, for_each_band};
use crate::image::{Colouring, Pixels, Rgb, encode};
use crate::memory::zeroed;
use crate::{Cancellation, Executor, Result};

/// The coloured picture, row-major. Beside it only a few rows of counts are kept at a time.
///
/// # Errors
/// [`Error::Cancelled`](crate::Error::Cancelled), [`Error::OutOfMemory`](crate::Error::OutOfMemory).
pub fn paint(
    julia: &Julia,
    raster: &Raster,
    colouring: &Colouring,
    executor: &Executor,
    cancellation: &Cancellation,
) -> Result<Vec<Rgb>> {
    let palette = colouring.palette();
    let mut picture = zeroed(raster.width() * raster.height(), "the picture")?;
    let paint = |pixels: &mut [Rgb], counts: &[u32]| {
        for (pixel, &count) in pixels.iter_mut().zip(counts) {
            *pixel = palette[colouring.index(count)];
        }
    };
    for_each_band(julia, raster, &mut picture, paint, executor, cancellation)?;
    Ok(picture)
}

/// The picture as a PNG. It takes one byte a pixel and the encoded file where the palette has at most 256 colours.
///
/// # Errors
/// As [`paint`], and [`Error::Encoding`](crate::Error::Encoding).
pub fn paint_png(
    julia: &Julia,
    raster: &Raster,
    colouring: &Colouring,
    executor: &Executor,
    cancellation: &Cancellation,
) -> Result<Vec<u8>> {
    let (width, height) = (raster.width(), raster.height());
    if colouring.palette().len() > 256 {
        let picture = paint(julia, raster, colouring, executor, cancellation)?;
        return encode(Pixels::Rgb(&picture), width, height);
    }
    let mut indices = zeroed(width * height, "the picture")?;
    let paint = |pixels: &mut [u8], counts: &[u32]| {
        for (pixel, &count) in pixels.iter_mut().zip(counts) {
            #[allow(clippy::cast_possible_truncation, reason = "there are at most 256 colours")]
            let index = colouring.index(count) as u8;
            *pixel = index;
        }
    };
    for_each_band(julia, raster, &mut indices, paint, executor, cancellation)?;
    encode(Pixels::Indexed(&indices, colouring), width, height)
}
