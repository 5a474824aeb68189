//! Escape counts of whole rasters.

use std::ops::Range;

use ndarray::Array2;
use rayon::prelude::*;

use crate::compute::zeroed;
use crate::fractal::kernel::{BAND, Kernel, Rows};
use crate::fractal::{Escape, Family, Raster};
use crate::{Cancellation, Context, Error, Result};

/// The escape counts of every sample, shape (height, width).
///
/// # Errors
/// [`Error::Cancelled`], [`Error::OutOfMemory`]; [`Error::InvalidArgument`] naming `shape` if they are too many.
pub fn escape_counts(
    formula: &Family,
    escape: Escape,
    raster: &Raster,
    context: Context<'_>,
) -> Result<Array2<u32>> {
    let kernel = formula.kernel(escape);
    let (xs, width) = (raster.xs(), raster.width());
    let mut counts = zeroed(raster.pixels()?, "the escape counts")?;
    context.install(|| {
        counts
            .par_chunks_mut(BAND * width)
            .zip(raster.ys().par_chunks(BAND))
            .for_each(|(counts, ys)| kernel.count(Rows { xs, ys, counts, untested: 0 }, context));
    });
    context.check()?;
    into_array(counts, raster)
}

/// As [`escape_counts`], one point and one step after the other, on the calling thread: the loop to compare with.
///
/// # Errors
/// As [`escape_counts`].
pub fn scalar_escape_counts(
    formula: &Family,
    escape: Escape,
    raster: &Raster,
    cancellation: &Cancellation,
) -> Result<Array2<u32>> {
    let mut counts = zeroed(raster.pixels()?, "the escape counts")?;
    let rows = Rows { xs: raster.xs(), ys: raster.ys(), counts: &mut counts, untested: 0 };
    formula.kernel(escape.step_by_step()).count_one_by_one(rows, cancellation)?;
    into_array(counts, raster)
}

fn into_array(counts: Vec<u32>, raster: &Raster) -> Result<Array2<u32>> {
    Array2::from_shape_vec((raster.height(), raster.width()), counts)
        .map_err(|error| Error::invalid("shape", "that of the counts", error))
}

/// The counts of a picture, band by band, without keeping those of all.
pub(super) struct Bands<'a> {
    pub kernel: &'a dyn Kernel,
    pub raster: &'a Raster,
    /// Counts up to this one may come as this one.
    pub min_iter: u32,
    pub context: Context<'a>,
}

impl Bands<'_> {
    /// Calls `paint` with the samples of each band of some rows and its counts, as many samples for each count.
    pub fn paint(&self, rows: Range<usize>, samples: &mut [u8], paint: impl Fn(&mut [u8], &[u32]) + Sync) {
        let Self { kernel, raster, min_iter: untested, context } = *self;
        let xs = raster.xs();
        let size = BAND * (samples.len() / rows.len());
        let ys = &raster.ys()[rows];
        context.install(|| {
            samples.par_chunks_mut(size).zip(ys.par_chunks(BAND)).for_each_init(
                || vec![0; BAND * xs.len()],
                |counts, (samples, ys)| {
                    let counts = &mut counts[..ys.len() * xs.len()];
                    kernel.count(Rows { xs, ys, counts, untested }, context);
                    paint(samples, counts);
                },
            );
        });
    }
}
