//! PNG files with opacity.

use std::cmp::Reverse;
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
/// Colors that pixels are rounded to: 16 levels of each channel.
const GROUPS: usize = 1 << 16;

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
#[allow(clippy::cast_possible_truncation, reason = "there are 2^16 groups")]
fn indexed(pixels: &[[u8; 4]], cancellation: &Cancellation) -> Result<(Vec<[u8; 4]>, Vec<u8>)> {
    let mut seen = vec![0_u32; GROUPS];
    let mut groups: Vec<Group> = Vec::new();
    for pixels in pixels.chunks(BLOCK) {
        cancellation.check()?;
        for run in pixels.chunk_by(|one, other| one == other) {
            let rounded = rounded(run[0]);
            let seen = &mut seen[place(rounded)];
            if *seen == 0 {
                groups.push(Group { rounded, count: 0, sums: [0; 4] });
                *seen = groups.len() as u32;
            }
            let group = &mut groups[*seen as usize - 1];
            group.count += run.len();
            for (sum, &byte) in group.sums.iter_mut().zip(&run[0]) {
                *sum += run.len() * usize::from(byte);
            }
        }
    }
    groups.sort_by_key(|group| (Reverse(group.count), group.rounded));
    let palette: Vec<[u8; 4]> = groups.iter().take(COLORS).map(Group::mean).collect();
    let mut places = vec![0; GROUPS];
    for group in &groups {
        let mean = group.mean();
        let nearest = (0..=u8::MAX).zip(&palette).min_by_key(|&(_, &other)| difference(mean, other));
        places[place(group.rounded)] = nearest.map_or(0, |(place, _)| place);
    }
    let mut indices = Vec::with_capacity(pixels.len());
    for pixels in pixels.chunks(BLOCK) {
        cancellation.check()?;
        for run in pixels.chunk_by(|one, other| one == other) {
            let rounded = rounded(run[0]);
            indices.extend(iter::repeat_n(places[place(rounded)], run.len()));
        }
    }
    Ok((palette, indices))
}

/// Pixels that round to the same color.
struct Group {
    rounded: [u8; 4],
    count: usize,
    sums: [usize; 4],
}

impl Group {
    #[allow(clippy::cast_possible_truncation, reason = "a mean of bytes is one")]
    fn mean(&self) -> [u8; 4] {
        self.sums.map(|sum| ((sum + self.count / 2) / self.count) as u8)
    }
}

/// Sixteen levels of each channel.
fn rounded(pixel: [u8; 4]) -> [u8; 4] {
    pixel.map(|byte| byte.saturating_add(8) / 17)
}

/// The place of a rounded color among all of them.
fn place(rounded: [u8; 4]) -> usize {
    rounded.iter().fold(0, |place, &level| place << 4 | usize::from(level))
}

/// How different two colors look, the fainter ones less.
fn difference(one: [u8; 4], other: [u8; 4]) -> u32 {
    let light = |color: [u8; 4], channel: usize| u32::from(color[channel]) * u32::from(color[3]) / 255;
    let channels = (0..3).map(|channel| light(one, channel).abs_diff(light(other, channel)).pow(2));
    channels.sum::<u32>() + u32::from(one[3].abs_diff(other[3])).pow(2)
}
