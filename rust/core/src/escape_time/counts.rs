//! Escape counts of whole rasters.

use ndarray::Array2;
use num_complex::Complex64;
use rayon::prelude::*;

use crate::escape_time::kernel::{BAND, Band};
use crate::escape_time::{Julia, Raster};
use crate::memory::zeroed;
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
    let mut counts = zeroed(height * width, "the escape counts")?;
    executor.install(|| {
        counts.par_chunks_mut(BAND * width).zip(raster.ys().par_chunks(BAND)).for_each(|(rows, ys)| {
            fill(julia, raster, ys, rows, executor, cancellation);
        });
    });
    cancellation.check()?;
    into_array(counts, height, width)
}

/// Calls `paint` with each band of `pixels` and its counts, without keeping the counts of all.
///
/// # Errors
/// [`Error::Cancelled`].
pub(crate) fn for_each_band<P: Send>(
    julia: &Julia,
    raster: &Raster,
    pixels: &mut [P],
    paint: impl Fn(&mut [P], &[u32]) + Sync,
    executor: &Executor,
    cancellation: &Cancellation,
) -> Result<()> {
    let width = raster.width();
    executor.install(|| {
        pixels.par_chunks_mut(BAND * width).zip(raster.ys().par_chunks(BAND)).for_each_init(
            || vec![0; BAND * width],
            |counts, (band, ys)| {
                let rows = &mut counts[..band.len()];
                fill(julia, raster, ys, rows, executor, cancellation);
                paint(band, rows);
            },
        );
    });
    cancellation.check()
}

/// As [`escape_counts`], one point and one step after the other: the loop to compare with.
///
/// # Errors
/// [`Error::OutOfMemory`].
pub fn scalar_escape_counts(julia: &Julia, raster: &Raster) -> Result<Array2<u32>> {
    let limit = julia.bailout() * julia.bailout();
    let mut counts = zeroed(raster.height() * raster.width(), "the escape counts")?;
    let points = raster.ys().iter().flat_map(|&y| raster.xs().iter().map(move |&x| Complex64::new(x, y)));
    for (count, mut z) in counts.iter_mut().zip(points) {
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

fn fill(
    julia: &Julia,
    raster: &Raster,
    ys: &[f64],
    counts: &mut [u32],
    executor: &Executor,
    cancellation: &Cancellation,
) {
    let ys = std::array::from_fn(|row| ys[row.min(ys.len() - 1)]);
    executor.simd().run(Band { julia, xs: raster.xs(), ys, counts, cancellation });
}

fn into_array(counts: Vec<u32>, height: usize, width: usize) -> Result<Array2<u32>> {
    Array2::from_shape_vec((height, width), counts)
        .map_err(|error| Error::invalid("shape", "that of the counts", error))
}
