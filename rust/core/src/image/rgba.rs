//! PNG files with opacity.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::io::Write;
use std::iter;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use png::chunk::IDAT;
use png::{BitDepth, ColorType, Encoder, EncodingError};

use crate::image::deflate::Deflate;
use crate::{Cancellation, Error, Result};

/// Colors that a byte can tell apart.
const COLORS: usize = 256;

/// Pixels between two looks at a cancellation.
const BLOCK: usize = 1 << 16;
/// The filter that leaves a row as it is.
const NO_FILTER: [u8; 1] = [0];

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
/// [`Error::InvalidArgument`] naming `shape` if a side is more than PNG can say or there are more or fewer pixels than
/// `(height, width)` says; [`Error::Encoding`], [`Error::Cancelled`].
pub fn write_rgba<W: Write>(
    sink: W,
    (height, width): (usize, usize),
    pixels: &[[u8; 4]],
    encoding: Encoding,
    cancellation: &Cancellation,
) -> Result<()> {
    let too_large = |_| Error::invalid("shape", "at most 2^31 - 1 a side", format!("{height} x {width}"));
    let (columns, rows) =
        (u32::try_from(width).map_err(too_large)?, u32::try_from(height).map_err(too_large)?);
    if width.checked_mul(height) != Some(pixels.len()) {
        let expected = format!("of {} pixels", pixels.len());
        return Err(Error::invalid("shape", expected, format!("{height} x {width}")));
    }
    let mut encoder = Encoder::new(sink, columns, rows);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_color(ColorType::Rgba);
    let (rows, pitch) = (pixels.as_flattened(), 4 * width);
    let bytes = match encoding {
        Encoding::Fast => deflate_fast(rows, pitch, cancellation)?,
        Encoding::Exact => deflate(rows, pitch, cancellation)?,
        Encoding::Small => {
            let (palette, places) = indexed(pixels, cancellation)?;
            encoder.set_color(ColorType::Indexed);
            encoder.set_palette(palette.iter().flat_map(|color| color[..3].to_vec()).collect::<Vec<u8>>());
            encoder.set_trns(palette.iter().map(|color| color[3]).collect::<Vec<u8>>());
            deflate(&places, width, cancellation)?
        }
    };
    let mut writer = encoder.write_header()?;
    writer.write_chunk(IDAT, &bytes)?;
    Ok(writer.finish()?)
}

/// Packs rows as they are. The encoder of the `png` crate would do the same, deaf to cancellations.
fn deflate(rows: &[u8], pitch: usize, cancellation: &Cancellation) -> Result<Vec<u8>> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
    for row in rows.chunks_exact(pitch.max(1)) {
        cancellation.check()?;
        packed.write_all(&NO_FILTER).map_err(EncodingError::from)?;
        packed.write_all(row).map_err(EncodingError::from)?;
    }
    Ok(packed.finish().map_err(EncodingError::from)?)
}

/// Packs the differences of rows, several times as fast.
fn deflate_fast(rows: &[u8], pitch: usize, cancellation: &Cancellation) -> Result<Vec<u8>> {
    let above = vec![0; pitch];
    let mut packed = Deflate::fast(Vec::new(), pitch).map_err(EncodingError::from)?;
    let aboves = iter::once(&*above).chain(rows.chunks_exact(pitch.max(1)));
    for (row, above) in rows.chunks_exact(pitch.max(1)).zip(aboves) {
        cancellation.check()?;
        packed.write_row(row, above).map_err(EncodingError::from)?;
    }
    Ok(packed.finish().map_err(EncodingError::from)?)
}

/// At most 256 colors, and which of them each pixel has. Pixels that round to the same color are given their mean;
/// those of a rare one, the nearest of the others.
#[allow(clippy::cast_possible_truncation, reason = "a mean of bytes is one")]
fn indexed(pixels: &[[u8; 4]], cancellation: &Cancellation) -> Result<(Vec<[u8; 4]>, Vec<u8>)> {
    let rounded = |pixel: &[u8; 4]| pixel.map(|byte| byte.saturating_add(8) / 17);
    let mut groups: HashMap<[u8; 4], (usize, [usize; 4])> = HashMap::new();
    for pixels in pixels.chunks(BLOCK) {
        cancellation.check()?;
        for pixel in pixels {
            let (count, sums) = groups.entry(rounded(pixel)).or_default();
            *count += 1;
            for (sum, &byte) in sums.iter_mut().zip(pixel) {
                *sum += usize::from(byte);
            }
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
    let mut indices = Vec::with_capacity(pixels.len());
    for pixels in pixels.chunks(BLOCK) {
        cancellation.check()?;
        indices.extend(pixels.iter().map(|pixel| places[&rounded(pixel)]));
    }
    Ok((palette, indices))
}

/// How different two colors look, the fainter ones less.
fn difference(one: [u8; 4], other: [u8; 4]) -> u32 {
    let light = |color: [u8; 4], channel: usize| u32::from(color[channel]) * u32::from(color[3]) / 255;
    let channels = (0..3).map(|channel| light(one, channel).abs_diff(light(other, channel)).pow(2));
    channels.sum::<u32>() + u32::from(one[3].abs_diff(other[3])).pow(2)
}
