//! From sums of light to pixels.

use rayon::prelude::*;

use super::canvas::{Canvas, Rgba};
use crate::compute::zeroed;
use crate::image::{FULL, from_linear};
use crate::{Context, Error, Result};

/// Opacity of a pixel with a single sample in a picture where others have many.
const FAINTEST: f64 = 0.35;
/// Pixels for each sample above which a sample is drawn larger than a pixel.
const SPARSE: usize = 8;

/// The pixels for sums of red, green and blue times opacity, and of opacity: the mean color, and the more opaque, the
/// more there is (on a logarithmic scale). Where there is little, it is softened.
///
/// # Errors
/// [`Error::OutOfMemory`], [`Error::Cancelled`].
pub fn tone(sums: Vec<[u64; 4]>, canvas: &Canvas, context: Context<'_>) -> Result<Vec<Rgba>> {
    let count: u64 = sums.iter().map(|sum| sum[3]).sum::<u64>() / u64::from(FULL);
    let sparse = count.saturating_mul(SPARSE as u64) < canvas.pixels() as u64;
    let sums = if sparse { soften(&sums, canvas, context)? } else { sums };
    let densest = sums.iter().map(|sum| sum[3]).max().unwrap_or(0).max(u64::from(FULL));
    let scale = (1.0 - FAINTEST) / samples_of(densest).ln_1p();
    let mut picture: Vec<Rgba> = zeroed(canvas.pixels(), "the picture")?;
    let rows = picture.par_chunks_mut(canvas.width()).zip(sums.par_chunks(canvas.width()));
    rows.try_for_each(|(pixels, sums)| {
        context.check()?;
        for (pixel, &[red, green, blue, weight]) in pixels.iter_mut().zip(sums) {
            if weight > 0 {
                let mean = |sum: u64| from_linear(sum as f64 / weight as f64);
                let samples = samples_of(weight);
                let opacity = scale.mul_add(samples.ln_1p(), FAINTEST) * samples.min(1.0);
                *pixel = [mean(red), mean(green), mean(blue), byte(opacity)];
            }
        }
        Ok::<(), Error>(())
    })?;
    Ok(picture)
}

fn samples_of(weight: u64) -> f64 {
    weight as f64 / f64::from(FULL)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the opacity is from 0 to 1")]
fn byte(opacity: f64) -> u8 {
    opacity.mul_add(255.0, 0.5) as u8
}

/// Spreads each pixel over its neighbours: half of it beside it, a quarter across.
fn soften(sums: &[[u64; 4]], canvas: &Canvas, context: Context<'_>) -> Result<Vec<[u64; 4]>> {
    let (width, height) = (canvas.width(), canvas.height());
    let mut soft = zeroed(sums.len(), "the picture")?;
    soft.par_chunks_mut(width).enumerate().try_for_each(|(row, soft): (usize, &mut [[u64; 4]])| {
        context.check()?;
        for (distance, above) in [(1, row.checked_sub(1)), (0, Some(row)), (1, Some(row + 1))] {
            let Some(above) = above.filter(|&above| above < height) else { continue };
            let line = &sums[above * width..][..width];
            for (column, sum) in line.iter().enumerate().filter(|(_, sum)| sum[3] > 0) {
                for beside in column.saturating_sub(1)..width.min(column + 2) {
                    let share = 2 - distance - usize::from(beside != column);
                    for (slot, value) in soft[beside].iter_mut().zip(sum) {
                        *slot += (value << share) / 4;
                    }
                }
            }
        }
        Ok::<(), Error>(())
    })?;
    Ok(soft)
}
