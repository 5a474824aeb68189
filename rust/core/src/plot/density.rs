//! The density of a mixture over a plane as a picture.

use ndarray::ArrayView2;
use rayon::prelude::*;

use super::canvas::{Canvas, Rgba};
use crate::compute::zeroed;
use crate::em::Emission;
use crate::mixture::{Evaluator, Mixture, log_densities};
use crate::{Context, Error, Result};

/// The style in which heights are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DensityStyle {
    /// Each pixel in the color of its height.
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
/// The highest of the `peaks` (k, 2), the components' means, is the brightest. `ramp` has the colors from low to high. Lines are at 1/2, 1, ..., 4 sigma of a lone Gaussian.
///
/// # Errors
/// [`Error::InvalidArgument`] if the mixture has not two features or the ramp less than two colors;
/// [`Error::OutOfMemory`], [`Error::Cancelled`].
pub fn draw_density<M: Mixture>(
    parameters: &M,
    peaks: ArrayView2<'_, f64>,
    canvas: &Canvas,
    ramp: &[Rgba],
    style: DensityStyle,
    context: Context<'_>,
) -> Result<Vec<Rgba>> {
    if peaks.ncols() != 2 {
        return Err(Error::invalid("parameters", "of two features", peaks.ncols()));
    }
    if ramp.len() < 2 {
        return Err(Error::invalid("ramp", "at least two colors", ramp.len()));
    }
    let peaks = log_densities(peaks, parameters, context)?;
    let peak =
        peaks.iter().fold(f64::NEG_INFINITY, |peak, &value| peak.max(value)) * std::f64::consts::LOG2_E;
    let heights = heights(&*parameters.density(), canvas, peak, context)?;
    let draw = |row: usize, column: usize| match style {
        DensityStyle::Heat => color(ramp, heights[row * canvas.width() + column]),
        DensityStyle::Contours => contour(ramp, &heights, canvas, row, column),
    };
    let mut picture: Vec<Rgba> = zeroed(canvas.pixels(), "the picture")?;
    context.install(|| {
        picture.par_chunks_mut(canvas.width()).enumerate().try_for_each(|(row, pixels)| {
            context.check()?;
            for (column, pixel) in pixels.iter_mut().enumerate() {
                *pixel = draw(row, column);
            }
            Ok::<(), Error>(())
        })
    })?;
    Ok(picture)
}

/// The color of a height from 0 to 1; nothing below.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the share is from 0 to 1")]
fn color(ramp: &[Rgba], height: f64) -> Rgba {
    if height > 0.0 { ramp[(height.min(1.0) * (ramp.len() - 1) as f64) as usize] } else { [0; 4] }
}

/// The color of a pixel that may be on a line: its distance to one is that in height over the slope.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the opacity is from 0 to 255")]
fn contour(ramp: &[Rgba], heights: &[f64], canvas: &Canvas, row: usize, column: usize) -> Rgba {
    let (width, height) = (canvas.width(), canvas.height());
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
        let [red, green, blue, opacity] = color(ramp, heights[row * width + column].max(f64::MIN_POSITIVE));
        [red, green, blue, (f64::from(opacity) * share).round() as u8]
    } else {
        [0; 4]
    }
}

/// Half sigmas that a lone Gaussian would have at a height.
fn sigmas(height: f64) -> f64 {
    LINES * (1.0 - height).max(0.0).sqrt()
}

/// The heights of the pixels' middles: 1 at `peak` (the logarithm to base two of a density), 0 where nothing is drawn.
fn heights(density: &dyn Emission, canvas: &Canvas, peak: f64, context: Context<'_>) -> Result<Vec<f64>> {
    let mut heights = zeroed(canvas.pixels(), "the heights")?;
    let zero = peak - DEPTH - density.offset();
    context.install(|| {
        heights.par_chunks_mut(canvas.width()).enumerate().try_for_each_init(
            || Evaluator::new(density, context.executor.simd()),
            |evaluator, (row, heights)| {
                context.check()?;
                let middles: Vec<f64> =
                    (0..canvas.width()).flat_map(|column| canvas.middle(row, column)).collect();
                let capacity = evaluator.capacity();
                for (heights, middles) in heights.chunks_mut(capacity).zip(middles.chunks(2 * capacity)) {
                    let posterior = evaluator.posterior(middles, &mut []);
                    for (height, log) in heights.iter_mut().zip(posterior.logs) {
                        *height = (log - zero) / DEPTH;
                    }
                }
                Ok::<(), Error>(())
            },
        )
    })?;
    Ok(heights)
}
