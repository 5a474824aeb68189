//! Pictures of fractals, computed and colored band by band.

use std::io::Write;
use std::mem::swap;

use crate::compute::zeroed;
use crate::fractal::counts::Bands;
use crate::fractal::plane::{BAND, bands_for, check_streamed};
use crate::fractal::{Escape, Family, Place};
use crate::image::{ColorTable, Coloring, Rgb, Rows, write_png};
use crate::{Context, Result};

/// Pixels that are computed while those before are encoded; more where a band of rows for each thread has more.
const STRIP: usize = 1 << 18;

/// A picture that is to be computed.
#[derive(Clone, Copy, Debug)]
pub struct Render<'a> {
    /// The formula.
    pub formula: &'a Family,
    /// The criterion of escape.
    pub escape: Escape,
    /// The sample points.
    pub place: Place<'a>,
    /// The colors of escape counts.
    pub coloring: &'a Coloring,
}

impl Render<'_> {
    /// The colored picture, row-major. Beside it only a few rows of counts are kept at a time.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`](crate::Error::InvalidArgument) naming `min_iter` unless it is less than the
    /// `max_iter` of the escape, or `shape` if there are too many pixels;
    /// [`Error::Cancelled`](crate::Error::Cancelled), [`Error::OutOfMemory`](crate::Error::OutOfMemory).
    pub fn pixels(&self, context: Context<'_>) -> Result<Vec<Rgb>> {
        let (table, pixels) = (self.table()?, self.place.pixels()?);
        let kernel = self.formula.kernel(self.escape, self.place, context)?;
        let mut picture: Vec<Rgb> = zeroed(pixels, "the picture")?;
        let bands =
            Bands { kernel: &*kernel, width: self.place.width(), min_iter: table.min_iter(), context }
                .prepared(pixels);
        let samples = picture.as_flattened_mut();
        bands.paint(0..self.place.height(), samples, |samples, counts| table.paint_rgb(counts, samples));
        context.check()?;
        Ok(picture)
    }

    /// Writes the picture as a PNG. Memory does not grow with its height: two strips of it are kept, one that is
    /// computed and one that is encoded meanwhile.
    ///
    /// # Errors
    /// As [`pixels`](Self::pixels), and [`Error::Encoding`](crate::Error::Encoding).
    pub fn write_png<W: Write + Send>(&self, sink: W, context: Context<'_>) -> Result<()> {
        self.write_png_watched(sink, context, |_| ())
    }

    /// As [`write_png`](Self::write_png), and calls `watch` with the counts of every band, in any order and from any
    /// thread.
    ///
    /// This is how a caller follows the progress or tallies the counts. Counts that are painted like 0 may come as
    /// any of those.
    ///
    /// # Errors
    /// As [`write_png`](Self::write_png).
    pub fn write_png_watched<W: Write + Send>(
        &self,
        sink: W,
        context: Context<'_>,
        watch: impl Fn(&[u32]) + Sync,
    ) -> Result<()> {
        let table = self.table()?;
        let (width, height) = (self.place.width(), self.place.height());
        check_streamed("shape", height, width)?;
        let kernel = self.formula.kernel(self.escape, self.place, context)?;
        let rows = (STRIP / width).max(bands_for(context.executor.threads(), width) * BAND).min(height);
        let pitch = width * table.format().samples();
        let mut next = zeroed::<u8>(rows * pitch, "a strip of the picture")?;
        let mut done = zeroed::<u8>(rows * pitch, "a strip of the picture")?;
        let mut waiting = 0;
        let bands =
            Bands { kernel: &*kernel, width, min_iter: table.min_iter(), context }.prepared(height * width);
        let write = |picture: &mut Rows<'_, W>, samples: &[u8]| {
            samples.chunks(pitch).try_for_each(|row| context.check().and_then(|()| picture.write(row)))
        };
        write_png(sink, width, height, table.format(), |picture| {
            for top in (0..height).step_by(rows) {
                let bottom = height.min(top + rows);
                let strip = &mut next[..(bottom - top) * pitch];
                let compute = || {
                    bands.paint(top..bottom, strip, |samples, counts| {
                        table.paint(counts, samples);
                        watch(counts);
                    });
                };
                let (written, ()) =
                    context.install(|| rayon::join(|| write(picture, &done[..waiting]), compute));
                written?;
                context.check()?;
                waiting = (bottom - top) * pitch;
                swap(&mut next, &mut done);
            }
            write(picture, &done[..waiting])
        })
    }

    fn table(&self) -> Result<ColorTable<'_>> {
        self.coloring.table(self.escape.max_iter())
    }
}
