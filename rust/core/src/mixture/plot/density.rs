//! The density of a mixture over a plane as a picture.

use ndarray::Array2;
use rayon::prelude::*;

use super::raster::{Raster, Rgba};
use crate::compute::zeroed;
use crate::em::Samples;
use crate::mixture::e_step::{Scratch, log_densities, normalize};
use crate::mixture::gaussian::Density;
use crate::mixture::gaussian::Parameters;
use crate::mixture::gaussian::{Kernel, Task, with_kernel};
use crate::{Cancellation, Error, Executor, Result, Vectorized};

/// How heights are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DensityStyle {
    /// Each pixel in the colour of its height.
    Heat,
    /// Lines of equal height, as many as the sigmas from 1/2 to 4 in steps of 1/2 of a lone Gaussian.
    Contours,
}

/// Heights below the peak that are drawn, in powers of two: a Gaussian's at 4 sigma.
const DEPTH: f64 = 8.0 * std::f64::consts::LOG2_E;
/// Lines above that.
const LINES: f64 = 8.0;
/// Width of a line in pixels.
const LINE: f64 = 1.2;

/// The log density of a mixture in two dimensions, from 4 sigma below its highest mean up to there.
///
/// `ramp` has the colours from low to high. Lines are at 1/2, 1, ..., 4 sigma of a lone Gaussian.
///
/// # Errors
/// [`Error::InvalidArgument`] if the mixture has not two features or the ramp less than two colours;
/// [`Error::OutOfMemory`], [`Error::Cancelled`].
pub fn draw_density(
    parameters: &Parameters,
    raster: &Raster,
    ramp: &[Rgba],
    style: DensityStyle,
    executor: &Executor,
    cancellation: &Cancellation,
) -> Result<Vec<Rgba>> {
    if parameters.n_features() != 2 {
        return Err(Error::invalid("parameters", "of two features", parameters.n_features()));
    }
    if ramp.len() < 2 {
        return Err(Error::invalid("ramp", "at least two colours", ramp.len()));
    }
    let means = parameters.means().to_owned();
    let peaks = log_densities(means.view(), parameters, executor, cancellation)?;
    let peak =
        peaks.iter().fold(f64::NEG_INFINITY, |peak, &value| peak.max(value)) * std::f64::consts::LOG2_E;
    let heights = with_kernel(&Density::new(parameters), Heights { raster, peak, executor, cancellation })?;
    let draw = |row: usize, column: usize| match style {
        DensityStyle::Heat => colour(ramp, heights[row * raster.width() + column]),
        DensityStyle::Contours => contour(ramp, &heights, raster, row, column),
    };
    let mut picture: Vec<Rgba> = zeroed(raster.pixels(), "the picture")?;
    executor.install(|| {
        picture.par_chunks_mut(raster.width()).enumerate().for_each(|(row, pixels)| {
            for (column, pixel) in pixels.iter_mut().enumerate() {
                *pixel = draw(row, column);
            }
        });
    });
    Ok(picture)
}

/// The colour of a height from 0 to 1; nothing below.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the share is from 0 to 1")]
fn colour(ramp: &[Rgba], height: f64) -> Rgba {
    if height > 0.0 { ramp[(height.min(1.0) * (ramp.len() - 1) as f64) as usize] } else { [0; 4] }
}

/// The colour of a pixel that may be on a line: its distance to one is that in height over the slope.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the opacity is from 0 to 255")]
fn contour(ramp: &[Rgba], heights: &[f64], raster: &Raster, row: usize, column: usize) -> Rgba {
    let (width, height) = (raster.width(), raster.height());
    let at = |row: usize, column: usize| sigmas(heights[row * width + column]);
    let here = at(row, column);
    let (left, right) = (column.saturating_sub(1), (column + 1).min(width - 1));
    let (above, below) = (row.saturating_sub(1), (row + 1).min(height - 1));
    let along = (at(row, right) - at(row, left)) / (right - left).max(1) as f64;
    let down = (at(below, column) - at(above, column)) / (below - above).max(1) as f64;
    let line = here.round().clamp(1.0, LINES);
    let distance = (here - line).abs() / along.hypot(down);
    let share = (LINE / 2.0 + 0.5 - distance).clamp(0.0, 1.0);
    if share > 0.0 {
        let [red, green, blue, opacity] = colour(ramp, heights[row * width + column].max(f64::MIN_POSITIVE));
        [red, green, blue, (f64::from(opacity) * share).round() as u8]
    } else {
        [0; 4]
    }
}

/// Half sigmas that a lone Gaussian would have at a height.
fn sigmas(height: f64) -> f64 {
    LINES * (1.0 - height).max(0.0).sqrt()
}

struct Heights<'a> {
    raster: &'a Raster,
    peak: f64,
    executor: &'a Executor,
    cancellation: &'a Cancellation,
}

impl Task for Heights<'_> {
    type Output = Result<Vec<f64>>;

    fn run<'d, K: Kernel<'d>>(self, density: &'d Density) -> Result<Vec<f64>> {
        let Self { raster, peak, executor, cancellation } = self;
        let mut heights = zeroed(raster.pixels(), "the heights")?;
        let zero = peak - DEPTH - density.offset;
        executor.install(|| {
            heights.par_chunks_mut(raster.width()).enumerate().try_for_each_init(
                || Scratch::<K>::new(density),
                |scratch, (row, heights)| {
                    cancellation.check()?;
                    let middles = Array2::from_shape_fn((raster.width(), 2), |(column, axis)| {
                        raster.middle(row, column)[axis]
                    });
                    let samples = Samples::new(middles.view(), None)?;
                    executor.simd().run(Line { samples, scratch, heights });
                    for height in heights {
                        *height = (*height - zero) / DEPTH;
                    }
                    Ok::<(), Error>(())
                },
            )
        })?;
        Ok(heights)
    }
}

/// A row of pixels; receives the base two logarithms of their densities, short of the density's offset.
struct Line<'a, K> {
    samples: Samples<'a>,
    scratch: &'a mut Scratch<K>,
    heights: &'a mut [f64],
}

impl<'d, K: Kernel<'d>> Vectorized for Line<'_, K> {
    type Output = ();

    #[inline(always)]
    fn run<const LANES: usize>(self) {
        let Scratch { kernel, tile, powers, scales, logs } = self.scratch;
        let capacity = tile.capacity();
        for (index, heights) in self.heights.chunks_mut(capacity).enumerate() {
            let first = index * capacity;
            tile.fill(self.samples.rows(first..first + heights.len()), None);
            kernel.log_densities::<LANES>(tile, powers);
            normalize::<LANES>(tile, powers, scales, logs);
            heights.copy_from_slice(&logs[..heights.len()]);
        }
    }
}
