//! PNG files with opacity.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::io::Write;

use png::{BitDepth, ColorType, Compression, Encoder, Filter};

use crate::{Error, Result};

/// Colors that a byte can tell apart.
const COLORS: usize = 256;

/// Whether time or size matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Every pixel as it is, encoded fast.
    Fast,
    /// Few bytes: each channel is rounded to 16 values, and rare colors become the nearest of 256.
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
    match encoding {
        Encoding::Fast => {
            encoder.set_color(ColorType::Rgba);
            encoder.set_compression(Compression::Fast);
            encoder.set_filter(Filter::Up);
            let mut writer = encoder.write_header()?;
            writer.write_image_data(pixels.as_flattened())?;
            Ok(writer.finish()?)
        }
        Encoding::Small => {
            let (palette, places) = indexed(pixels);
            encoder.set_color(ColorType::Indexed);
            encoder.set_palette(palette.iter().flat_map(|color| color[..3].to_vec()).collect::<Vec<u8>>());
            encoder.set_trns(palette.iter().map(|color| color[3]).collect::<Vec<u8>>());
            encoder.set_compression(Compression::Balanced);
            encoder.set_filter(Filter::NoFilter);
            let mut writer = encoder.write_header()?;
            writer.write_image_data(&places)?;
            Ok(writer.finish()?)
        }
    }
}

/// At most 256 colors, the most frequent ones first, and which of them each pixel has.
fn indexed(pixels: &[[u8; 4]]) -> (Vec<[u8; 4]>, Vec<u8>) {
    let rounded = |pixel: &[u8; 4]| pixel.map(|byte| byte.saturating_add(8) / 17 * 17);
    let mut counts: HashMap<[u8; 4], usize> = HashMap::new();
    for pixel in pixels {
        *counts.entry(rounded(pixel)).or_default() += 1;
    }
    let mut colors: Vec<[u8; 4]> = counts.keys().copied().collect();
    colors.sort_by_key(|color| (Reverse(counts[color]), *color));
    let palette = &colors[..colors.len().min(COLORS)];
    let places: HashMap<[u8; 4], u8> = colors
        .iter()
        .map(|&color| {
            let nearest = (0..=u8::MAX).zip(palette).min_by_key(|&(_, &other)| difference(color, other));
            (color, nearest.map_or(0, |(place, _)| place))
        })
        .collect();
    (palette.to_vec(), pixels.iter().map(|pixel| places[&rounded(pixel)]).collect())
}

/// How different two colors look, the fainter ones less.
fn difference(one: [u8; 4], other: [u8; 4]) -> u32 {
    let light = |color: [u8; 4], channel: usize| u32::from(color[channel]) * u32::from(color[3]) / 255;
    let channels = (0..3).map(|channel| light(one, channel).abs_diff(light(other, channel)).pow(2));
    channels.sum::<u32>() + u32::from(one[3].abs_diff(other[3])).pow(2)
}
