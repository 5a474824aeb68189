//! PNG files with opacity.

use std::io::Write;

use png::{BitDepth, ColorType, Compression, Encoder, Filter};

use crate::{Error, Result};

/// What matters in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Economy {
    /// Every pixel as it is, encoded fast.
    Time,
    /// Few bytes: each channel is rounded to 16 values.
    Space,
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
    economy: Economy,
) -> Result<()> {
    let too_large = |_| Error::invalid("shape", "at most 2^31 - 1 a side", format!("{height} x {width}"));
    let (columns, rows) =
        (u32::try_from(width).map_err(too_large)?, u32::try_from(height).map_err(too_large)?);
    let mut encoder = Encoder::new(sink, columns, rows);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_color(ColorType::Rgba);
    match economy {
        Economy::Time => {
            encoder.set_compression(Compression::Fast);
            encoder.set_filter(Filter::Up);
            let mut writer = encoder.write_header()?;
            writer.write_image_data(pixels.as_flattened())?;
            Ok(writer.finish()?)
        }
        Economy::Space => {
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
