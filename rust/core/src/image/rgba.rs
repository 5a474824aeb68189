//! PNG files with opacity.

use std::io::Write;

use png::{BitDepth, ColorType, Compression, Encoder, Filter};

use crate::{Error, Result};

/// Writes pixels of red, green, blue and opacity, row by row.
///
/// # Errors
/// [`Error::InvalidArgument`] naming `shape` if a side is more than PNG can say; [`Error::Encoding`], also if there
/// are more or fewer pixels than `(height, width)` says.
pub fn write_rgba<W: Write>(sink: W, (height, width): (usize, usize), pixels: &[[u8; 4]]) -> Result<()> {
    let too_large = |_| Error::invalid("shape", "at most 2^31 - 1 a side", format!("{height} x {width}"));
    let mut encoder = Encoder::new(
        sink,
        u32::try_from(width).map_err(too_large)?,
        u32::try_from(height).map_err(too_large)?,
    );
    encoder.set_depth(BitDepth::Eight);
    encoder.set_color(ColorType::Rgba);
    encoder.set_compression(Compression::Fast);
    encoder.set_filter(Filter::Up);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(pixels.as_flattened())?;
    Ok(writer.finish()?)
}
