//! Escape counts of whole rasters.

use std::ops::Range;

use ndarray::Array2;
use num_complex::Complex64;
use rayon::prelude::*;

use crate::compute::zeroed;
use crate::fractal::kernel::{BAND, Band};
use crate::fractal::{Julia, Raster};
use crate::{Cancellation, Error, Executor, Result};

/// The escape counts of every sample, shape (height, width).
///
/// # Errors
/// [`Error::Cancelled`], [`Error::OutOfMemory`].
pub fn escape_counts(
    julia: &Julia,
    raster: &Raster,
    executor: &Executor,
    cancellation: &Cancellation,
) -> Result<Array2<u32>> {
    let (height, width) = (raster.height(), raster.width());
    let mut counts = zeroed(raster.pixels()?, "the escape counts")?;
    executor.install(|| {
        counts.par_chunks_mut(BAND * width).zip(raster.ys().par_chunks(BAND)).for_each(|(counts, ys)| {
            let xs = raster.xs();
            executor.simd().run(Band { julia, xs, ys, counts, untested: 0, cancellation });
        });
    });
    cancellation.check()?;
    into_array(counts, height, width)
}

/// The counts of a picture, band by band, without keeping those of all.
pub(crate) struct Bands<'a> {
    pub julia: &'a Julia,
    pub raster: &'a Raster,
    /// Counts up to this one may come as this one.
    pub min_iter: u32,
    pub executor: &'a Executor,
    pub cancellation: &'a Cancellation,
}

impl Bands<'_> {
    /// Calls `paint` with the samples of each band of some rows and its counts, as many samples for each count.
    pub fn paint(&self, rows: Range<usize>, samples: &mut [u8], paint: impl Fn(&mut [u8], &[u32]) + Sync) {
        let Self { julia, raster, executor, cancellation, .. } = *self;
        let xs = raster.xs();
        // Where escaped orbits stay outside, the next test finds them all.
        let untested = if julia.returns() { 0 } else { self.min_iter.min(julia.max_iter() - 1) };
        let size = BAND * (samples.len() / rows.len());
        let ys = &raster.ys()[rows];
        executor.install(|| {
            samples.par_chunks_mut(size).zip(ys.par_chunks(BAND)).for_each_init(
                || vec![0; BAND * xs.len()],
                |counts, (samples, ys)| {
                    let counts = &mut counts[..ys.len() * xs.len()];
                    executor.simd().run(Band { julia, xs, ys, counts, untested, cancellation });
                    paint(samples, counts);
                },
            );
        });
    }
}

/// As [`escape_counts`], one point and one step after the other, on the calling thread: the loop to compare with.
///
/// # Errors
/// As [`escape_counts`].
pub fn scalar_escape_counts(
    julia: &Julia,
    raster: &Raster,
    cancellation: &Cancellation,
) -> Result<Array2<u32>> {
    let limit = julia.bailout() * julia.bailout();
    let mut counts = zeroed(raster.pixels()?, "the escape counts")?;
    let points = raster.ys().iter().flat_map(|&y| raster.xs().iter().map(move |&x| Complex64::new(x, y)));
    for (count, mut z) in counts.iter_mut().zip(points) {
        cancellation.check()?;
        for step in 0..=julia.max_iter() {
            *count = step;
            z = z * z + julia.c();
            if !(z.norm_sqr() <= limit) {
                break;
            }
        }
    }
    into_array(counts, raster.height(), raster.width())
}

fn into_array(counts: Vec<u32>, height: usize, width: usize) -> Result<Array2<u32>> {
    Array2::from_shape_vec((height, width), counts)
        .map_err(|error| Error::invalid("shape", "that of the counts", error))
}
