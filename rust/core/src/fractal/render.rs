//! Pictures of Julia sets, computed and colored band by band.

use std::io::Write;
use std::mem::swap;

use crate::compute::zeroed;
use crate::fractal::counts::Bands;
use crate::fractal::kernel::BAND;
use crate::fractal::{Julia, Raster};
use crate::image::{Coloring, Rgb, write_png};
use crate::{Cancellation, Executor, Result};

/// Pixels that are computed while those before are encoded; more where a band of rows for each thread has more.
const STRIP: usize = 1 << 18;

/// The colored picture, row-major. Beside it only a few rows of counts are kept at a time.
///
/// # Errors
/// [`Error::Cancelled`](crate::Error::Cancelled), [`Error::OutOfMemory`](crate::Error::OutOfMemory).
pub fn paint(
    julia: &Julia,
    raster: &Raster,
    coloring: &Coloring,
    executor: &Executor,
    cancellation: &Cancellation,
) -> Result<Vec<Rgb>> {
    let mut picture: Vec<Rgb> = zeroed(raster.pixels()?, "the picture")?;
    let bands = Bands { julia, raster, min_iter: coloring.min_iter(), executor, cancellation };
    let samples = picture.as_flattened_mut();
    bands.paint(0..raster.height(), samples, |samples, counts| coloring.paint_rgb(counts, samples));
    cancellation.check()?;
    Ok(picture)
}

/// Writes the picture as a PNG. Memory does not grow with its height: two strips of it are kept, one that is
/// computed and one that is encoded meanwhile.
///
/// # Errors
/// As [`paint`], and [`Error::Encoding`](crate::Error::Encoding).
pub fn paint_png<W: Write + Send>(
    sink: W,
    julia: &Julia,
    raster: &Raster,
    coloring: &Coloring,
    executor: &Executor,
    cancellation: &Cancellation,
) -> Result<()> {
    paint_png_watched(sink, julia, raster, coloring, executor, cancellation, |_| ())
}

/// As [`paint_png`], and calls `watch` with the counts of every band, in any order and from any thread.
///
/// This is how a caller follows the progress or tallies the counts. Counts that are painted like 0 may come as
/// any of those.
///
/// # Errors
/// As [`paint_png`].
pub fn paint_png_watched<W: Write + Send>(
    sink: W,
    julia: &Julia,
    raster: &Raster,
    coloring: &Coloring,
    executor: &Executor,
    cancellation: &Cancellation,
    watch: impl Fn(&[u32]) + Sync,
) -> Result<()> {
    let (width, height) = (raster.width(), raster.height());
    let rows = (STRIP / width).max(BAND * executor.threads()).min(height);
    let pitch = width * coloring.samples();
    let mut next = zeroed::<u8>(rows * pitch, "a strip of the picture")?;
    let mut done = zeroed::<u8>(rows * pitch, "a strip of the picture")?;
    let mut waiting = 0;
    let bands = Bands { julia, raster, min_iter: coloring.min_iter(), executor, cancellation };
    write_png(sink, width, height, coloring, |picture| {
        for top in (0..height).step_by(rows) {
            let bottom = height.min(top + rows);
            let strip = &mut next[..(bottom - top) * pitch];
            let compute = || {
                bands.paint(top..bottom, strip, |samples, counts| {
                    coloring.paint(counts, samples);
                    watch(counts);
                });
            };
            let (written, ()) = executor.install(|| rayon::join(|| picture.write(&done[..waiting]), compute));
            written?;
            cancellation.check()?;
            waiting = (bottom - top) * pitch;
            swap(&mut next, &mut done);
        }
        picture.write(&done[..waiting])
    })
}
