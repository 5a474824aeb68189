//! Fields, the numbers that a pixel yields, encoded as PNG files: fields travel, colors do not.
//!
//! A field is a greyscale PNG of one plane of bytes below the other: plane p, from the top, holds byte p of each
//! pixel's number, the lowest first, and there are as many planes as the largest number needs. A plane that hardly
//! changes is next to nothing in the file. Fields are [`Numbers`](Format::Numbers), not pictures: near the set they
//! are noise, which no fixed code suits, and each is packed once, but sent, kept and written to files.

use std::io::Write;

use crate::compute::{Lanes, log2_alike};
use crate::fractal::Field;
use crate::image::{Format, write_png};
use crate::{Error, Result};

/// Parts of the step between two integers of smooth counts.
const FRACTIONS: f64 = 16_777_216.0; // 2^24

impl Field {
    /// The integer that travels for a value, and that colors are chosen by: 0 where the field is not defined, and for
    /// counts of orbits that do not escape. Lengths are in pixels.
    #[must_use]
    pub fn level(self, value: f64, max_iter: u32) -> u32 {
        self.levels(Lanes([value]), max_iter)[0]
    }

    /// Those of some values side by side.
    #[inline(always)]
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates")]
    pub(super) fn levels<const L: usize>(self, values: Lanes<L>, max_iter: u32) -> [u32; L] {
        let most = f64::from(u32::MAX);
        match self {
            Self::Count => whole(values, 0.0, most).map(|count| count_level(count, max_iter)),
            Self::Period | Self::Root => whole(values, 0.0, most),
            Self::Smooth => whole(Lanes::each(|k| smooth_place(values.0[k])), 1.0, most),
            Self::Fraction => whole(values * Lanes::splat(FRACTIONS) + Lanes::splat(1.0), 1.0, most),
            Self::Distance | Self::InteriorDistance => spaced(values, 32.0, 8.0, 1022.0),
            Self::Trap => spaced(values, 64.0, 16.0, 1500.0),
            Self::Angle | Self::FinalAngle | Self::InternalAngle => {
                values.0.map(|value| if value.is_nan() { 0 } else { 1 + (252.0 * value) as u32 % 252 })
            }
        }
    }
}

/// Where a smooth count is among the integers by which it travels.
#[inline(always)]
pub(super) fn smooth_place(value: f64) -> f64 {
    (value + 16.0) * 256.0
}

/// 1 and on, so many `steps` an octave, from 2^-`octaves` to at most `most` steps above it.
#[inline(always)]
fn spaced<const L: usize>(values: Lanes<L>, steps: f64, octaves: f64, most: f64) -> [u32; L] {
    let place = Lanes::splat(steps) * (logarithm(values) + Lanes::splat(octaves)) + Lanes::splat(1.0);
    let defined = |lane: usize| if values.0[lane].is_nan() { f64::NAN } else { place.0[lane] };
    whole(Lanes::each(defined), 1.0, most + 1.0)
}

/// The nearest integers between two; 0 for NaN.
#[inline(always)]
#[allow(clippy::cast_possible_truncation, reason = "the integer is in the low half")]
fn whole<const L: usize>(values: Lanes<L>, least: f64, most: f64) -> [u32; L] {
    /// Added to a double from 0 to 2^32 it leaves the nearest integer in the low bits.
    const ROUND: f64 = 4_503_599_627_370_496.0; // 2^52
    // Without a branch, and narrowed after all are rounded: so they are computed side by side.
    let mut rounded = [0; L];
    for (slot, &value) in rounded.iter_mut().zip(&values.0) {
        let defined = if value.is_nan() { 0 } else { u64::MAX };
        *slot = (between(value, least, most) + ROUND).to_bits() & defined;
    }
    rounded.map(|bits| bits as u32)
}

/// The number itself where it lies between two, else the nearer one.
#[inline(always)]
fn between(value: f64, least: f64, most: f64) -> f64 {
    let value = if value > least { value } else { least };
    if value < most { value } else { most }
}

/// log2 of numbers that are not negative.
#[inline(always)]
fn logarithm<const L: usize>(values: Lanes<L>) -> Lanes<L> {
    log2_alike(Lanes::each(|lane| between(values.0[lane], f64::MIN_POSITIVE, f64::MAX)))
}

/// The integer that travels for a count: 0 if the orbit does not escape, one more than the count if it does.
#[must_use]
#[inline(always)]
pub fn count_level(count: u32, max_iter: u32) -> u32 {
    if count < max_iter { count + 1 } else { 0 }
}

/// Writes the integers of a field, row-major, `width` a row.
///
/// # Errors
/// [`Error::InvalidArgument`] naming `levels` unless they are whole rows, at least one;
/// [`Error::Encoding`](crate::Error::Encoding).
pub fn write_levels<W: Write>(sink: W, levels: &[u32], width: usize) -> Result<()> {
    if levels.is_empty() || width == 0 || !levels.len().is_multiple_of(width) {
        let expected = format!("rows of {width}, at least one");
        return Err(Error::invalid("levels", expected, format!("{} in all", levels.len())));
    }
    let largest = levels.iter().fold(0, |all, level| all | level);
    let planes = (u32::BITS - largest.leading_zeros()).div_ceil(u8::BITS).max(1) as usize;
    let height = planes * (levels.len() / width);
    let mut plane = vec![0; levels.len()];
    write_png(sink, width, height, Format::Numbers, |rows| {
        for byte in 0..planes {
            for (sample, level) in plane.iter_mut().zip(levels) {
                *sample = level.to_le_bytes()[byte];
            }
            rows.write(&plane)?;
        }
        Ok(())
    })
}
