//! PNG files with opacity.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::io::Write;

use png::{BitDepth, ColorType, Compression, Encoder, Filter};

use crate::{Error, Result};

/// Colors that a byte can tell apart.
const COLORS: usize = 256;

/// Whether time, colors or size matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Every pixel as it is, encoded fast.
    Fast,
    /// Every pixel as it is, in fewer bytes.
    Exact,
    /// The fewest bytes: at most 256 colors.
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
        Encoding::Fast | Encoding::Exact => {
            encoder.set_color(ColorType::Rgba);
            let (compression, filter) = match encoding {
                Encoding::Fast => (Compression::Fast, Filter::Up),
                _ => (Compression::Balanced, Filter::NoFilter),
            };
            encoder.set_compression(compression);
            encoder.set_filter(filter);
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

/// At most 256 colors, and which of them each pixel has. Pixels that round to the same color are given their mean;
/// those of a rare one, the nearest of the others.
#[allow(clippy::cast_possible_truncation, reason = "a mean of bytes is one")]
fn indexed(pixels: &[[u8; 4]]) -> (Vec<[u8; 4]>, Vec<u8>) {
    let rounded = |pixel: &[u8; 4]| pixel.map(|byte| byte.saturating_add(8) / 17);
    let mut groups: HashMap<[u8; 4], (usize, [usize; 4])> = HashMap::new();
    for pixel in pixels {
        let (count, sums) = groups.entry(rounded(pixel)).or_default();
        *count += 1;
        for (sum, &byte) in sums.iter_mut().zip(pixel) {
            *sum += usize::from(byte);
        }
    }
    let mut colors: Vec<([u8; 4], usize, [u8; 4])> = groups
        .into_iter()
        .map(|(group, (count, sums))| (group, count, sums.map(|sum| ((sum + count / 2) / count) as u8)))
        .collect();
    colors.sort_by_key(|&(group, count, _)| (Reverse(count), group));
    let palette: Vec<[u8; 4]> = colors.iter().take(COLORS).map(|&(_, _, mean)| mean).collect();
    let places: HashMap<[u8; 4], u8> = colors
        .iter()
        .map(|&(group, _, mean)| {
            let nearest = (0..=u8::MAX).zip(&palette).min_by_key(|&(_, &other)| difference(mean, other));
            (group, nearest.map_or(0, |(place, _)| place))
        })
        .collect();
    let indices = pixels.iter().map(|pixel| places[&rounded(pixel)]).collect();
    (palette, indices)
}

/// How different two colors look, the fainter ones less.
fn difference(one: [u8; 4], other: [u8; 4]) -> u32 {
    let light = |color: [u8; 4], channel: usize| u32::from(color[channel]) * u32::from(color[3]) / 255;
    let channels = (0..3).map(|channel| light(one, channel).abs_diff(light(other, channel)).pow(2));
    channels.sum::<u32>() + u32::from(one[3].abs_diff(other[3])).pow(2)
}
