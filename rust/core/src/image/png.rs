//! PNG encoding.

use png::{BitDepth, ColorType, Compression, Encoder, Filter};

use crate::image::{Colouring, Rgb};
use crate::{Error, Result};

/// The samples of a picture, row-major.
#[derive(Clone, Copy, Debug)]
pub enum Pixels<'a> {
    /// Places in the colouring's palette of at most 256 colours.
    Indexed(&'a [u8], &'a Colouring),
    /// Colours.
    Rgb(&'a [Rgb]),
}

/// A PNG of these pixels: greyscale or indexed where 256 colours do, RGB otherwise.
///
/// The fast deflate of the `png` crate needs the "up" filter: it does no matching, so that unfiltered rows
/// would hardly shrink.
///
/// # Errors
/// [`Error::InvalidArgument`] if `width` x `height` is not the number of pixels or more than PNG can say.
pub fn encode(pixels: Pixels<'_>, width: usize, height: usize) -> Result<Vec<u8>> {
    let too_large = || Error::invalid("shape", "at most 2^31 - 1 a side", format!("{height} x {width}"));
    let columns = u32::try_from(width).map_err(|_| too_large())?;
    let rows = u32::try_from(height).map_err(|_| too_large())?;
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, columns, rows);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Fast);
    encoder.set_filter(Filter::Up);
    let samples = match pixels {
        Pixels::Indexed(indices, colouring) if colouring.is_grey() => {
            encoder.set_color(ColorType::Grayscale);
            indices
        }
        Pixels::Indexed(indices, colouring) => {
            encoder.set_color(ColorType::Indexed);
            encoder.set_palette(colouring.palette().as_flattened());
            indices
        }
        Pixels::Rgb(colours) => {
            encoder.set_color(ColorType::Rgb);
            colours.as_flattened()
        }
    };
    let mut writer = encoder.write_header()?;
    writer.write_image_data(samples)?;
    writer.finish()?;
    Ok(bytes)
}
