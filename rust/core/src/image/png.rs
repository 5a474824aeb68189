//! PNG files, written row by row.

use std::io::{self, Write};

use png::chunk::IDAT;
use png::{BitDepth, ColorType, Encoder, EncodingError, Writer};

use crate::image::Rgb;
use crate::image::deflate::Deflate;
use crate::{Error, Result};

/// Bytes of one chunk of the file.
const CHUNK: usize = 1 << 16;

/// The meaning of the bytes of a file's pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format<'a> {
    /// One byte: from black to white.
    Grey,
    /// One byte: any number. The file is that of a grey picture, in fewer bytes.
    Numbers,
    /// One byte: a place in this palette.
    Indexed(&'a [Rgb]),
    /// Three bytes.
    Rgb,
}

impl Format<'_> {
    /// Bytes of a pixel.
    #[must_use]
    pub const fn samples(self) -> usize {
        match self {
            Self::Grey | Self::Numbers | Self::Indexed(_) => 1,
            Self::Rgb => 3,
        }
    }
}

/// Writes a PNG of 8 bits a sample.
///
/// `write_rows` is given the picture to write all rows to, [`Format::samples`] bytes a pixel.
///
/// Of pictures the time matters, of numbers the bytes. The rows are written here, and not by the `png` crate's own
/// stream, because that one falls back from the fast deflate to a slower one, while its call for whole pictures would
/// keep them in memory.
///
/// # Errors
/// [`Error::InvalidArgument`] naming `shape` if a side is more than PNG can say, naming `samples` if there are more
/// or fewer rows than announced; [`Error::Encoding`]; those of `write_rows`.
pub fn write_png<W: Write>(
    sink: W,
    width: usize,
    height: usize,
    format: Format<'_>,
    write_rows: impl FnOnce(&mut Rows<'_, W>) -> Result<()>,
) -> Result<()> {
    let too_large = |_| Error::invalid("shape", "at most 2^31 - 1 a side", format!("{height} x {width}"));
    let columns = u32::try_from(width).map_err(too_large)?;
    let rows = u32::try_from(height).map_err(too_large)?;
    let mut encoder = Encoder::new(sink, columns, rows);
    encoder.set_depth(BitDepth::Eight);
    match format {
        Format::Grey | Format::Numbers => encoder.set_color(ColorType::Grayscale),
        Format::Indexed(palette) => {
            encoder.set_color(ColorType::Indexed);
            encoder.set_palette(palette.as_flattened());
        }
        Format::Rgb => encoder.set_color(ColorType::Rgb),
    }
    let mut writer = encoder.write_header()?;
    let mut rows = Rows::new(&mut writer, format, (height, width))?;
    write_rows(&mut rows)?;
    rows.finish()?;
    Ok(writer.finish()?)
}

/// Writer of the rows of a picture into a file.
pub struct Rows<'a, W: Write> {
    deflate: Deflate<Chunks<'a, W>>,
    /// The row before; zeros before the first.
    above: Vec<u8>,
    /// Rows still to come.
    left: usize,
}

impl<'a, W: Write> Rows<'a, W> {
    fn new(writer: &'a mut Writer<W>, format: Format<'_>, (height, width): (usize, usize)) -> Result<Self> {
        let chunks = Chunks { writer, bytes: Vec::with_capacity(CHUNK + size_of::<u64>()) };
        let pitch = width * format.samples();
        let deflate = match format {
            Format::Numbers => Deflate::small(chunks, pitch),
            _ => Deflate::fast(chunks, pitch).map_err(EncodingError::from)?,
        };
        Ok(Self { deflate, above: vec![0; pitch], left: height })
    }

    /// Writes the next rows.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `samples` unless they are whole rows, no more than are left;
    /// [`Error::Encoding`] if the sink refuses them.
    pub fn write(&mut self, samples: &[u8]) -> Result<()> {
        let pitch = self.above.len();
        let rows = samples.len() / pitch;
        if rows > self.left || rows * pitch != samples.len() {
            let expected = format!("at most {} rows of {pitch} bytes", self.left);
            return Err(Error::invalid("samples", expected, format!("{} bytes", samples.len())));
        }
        for row in samples.chunks_exact(pitch) {
            self.deflate.write_row(row, &self.above).map_err(EncodingError::from)?;
            self.above.copy_from_slice(row);
        }
        self.left -= rows;
        Ok(())
    }

    fn finish(self) -> Result<()> {
        if self.left > 0 {
            return Err(Error::invalid(
                "samples",
                "as many rows as announced",
                format!("{} less", self.left),
            ));
        }
        let mut chunks = self.deflate.finish().map_err(EncodingError::from)?;
        Ok(chunks.send().map_err(EncodingError::from)?)
    }
}

/// Cuts a stream into chunks of the file.
struct Chunks<'a, W: Write> {
    writer: &'a mut Writer<W>,
    bytes: Vec<u8>,
}

impl<W: Write> Chunks<'_, W> {
    fn send(&mut self) -> io::Result<()> {
        self.writer.write_chunk(IDAT, &self.bytes)?;
        self.bytes.clear();
        Ok(())
    }
}

impl<W: Write> Write for Chunks<'_, W> {
    #[inline]
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.extend_from_slice(bytes);
        // The fast deflate takes for granted that what it writes at the begin and the end succeeds: less than a word
        // at the end, and a header while there is no whole chunk.
        if self.bytes.len() >= CHUNK && bytes.len() >= size_of::<u64>() {
            self.send()?;
        }
        Ok(bytes.len())
    }

    #[inline]
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write(bytes).map(|_| ())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.send()
    }
}
