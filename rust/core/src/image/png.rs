//! PNG files, written row by row.

use std::io::Write;

use png::{BitDepth, ColorType, Compression, Encoder, Filter, StreamWriter};

use crate::image::Colouring;
use crate::{Error, Result};

/// Bytes of one chunk of the file.
const CHUNK: usize = 1 << 16;

/// Writes a PNG in these colours: greyscale or indexed where 256 colours do, RGB otherwise.
///
/// `write_rows` is given the file to write the rows to, [`Colouring::samples`] bytes a pixel.
///
/// The fast deflate of the `png` crate needs the "up" filter: it does no matching, so that unfiltered rows would
/// hardly shrink.
///
/// # Errors
/// [`Error::InvalidArgument`] naming `shape` if a side is more than PNG can say; [`Error::Encoding`], also if
/// there are more or fewer rows than announced; those of `write_rows`.
pub fn write_png<W: Write>(
    sink: W,
    width: usize,
    height: usize,
    colouring: &Colouring,
    write_rows: impl FnOnce(&mut StreamWriter<'_, W>) -> Result<()>,
) -> Result<()> {
    let too_large = |_| Error::invalid("shape", "at most 2^31 - 1 a side", format!("{height} x {width}"));
    let columns = u32::try_from(width).map_err(too_large)?;
    let rows = u32::try_from(height).map_err(too_large)?;
    let mut encoder = Encoder::new(sink, columns, rows);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Fast);
    encoder.set_filter(Filter::Up);
    if colouring.is_grey() {
        encoder.set_color(ColorType::Grayscale);
    } else if colouring.samples() == 1 {
        encoder.set_color(ColorType::Indexed);
        encoder.set_palette(colouring.palette().as_flattened());
    } else {
        encoder.set_color(ColorType::Rgb);
    }
    let mut writer = encoder.write_header()?;
    let mut file = writer.stream_writer_with_size(CHUNK)?;
    write_rows(&mut file)?;
    file.finish()?;
    Ok(writer.finish()?)
}
