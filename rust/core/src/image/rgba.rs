//! PNG files with opacity.

use std::io::Write;

use png::{BitDepth, ColorType, Compression, Encoder, Filter};

use crate::{Error, Result};

/// Whether time or size matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Every pixel as it is, encoded fast.
    Fast,
    /// Few bytes: each channel is rounded to 16 values.
    Small,
}

/// Writes pixels of red, green, blue and opacity, row by row.
///
/// # Errors
/// [`Error::InvalidArgument`] naming `shape` if a side is more than PNG can say; [`Error::Encoding`], also if there
/// are more or fewer pixels than `(height, width)` says.
pub fn write_rgba<W: Write>(
    sink: W,
    (height, width): (usize, usize),
    pixels: &[[u8; 4]],
    encoding: Encoding,
) -> Result<()> {
    let too_large = |_| Error::invalid("shape", "at most 2^31 - 1 a side", format!("{height} x {width}"));
    let (columns, rows) =
        (u32::try_from(width).map_err(too_large)?, u32::try_from(height).map_err(too_large)?);
    let mut encoder = Encoder::new(sink, columns, rows);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_color(ColorType::Rgba);
    match encoding {
        Encoding::Fast => {
            encoder.set_compression(Compression::Fast);
            encoder.set_filter(Filter::Up);
            let mut writer = encoder.write_header()?;
            writer.write_image_data(pixels.as_flattened())?;
            Ok(writer.finish()?)
        }
        Encoding::Small => {
            encoder.set_compression(Compression::Balanced);
            encoder.set_filter(Filter::NoFilter);
            let rounded: Vec<[u8; 4]> =
                pixels.iter().map(|pixel| pixel.map(|byte| (byte.saturating_add(8)) / 17 * 17)).collect();
            let mut writer = encoder.write_header()?;
            writer.write_image_data(rounded.as_flattened())?;
            Ok(writer.finish()?)
        }
    }
}
