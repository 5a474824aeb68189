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

impl Field {
    /// The integer that travels for a value, and that colors are chosen by: 0 where the field is not defined, and for
    /// counts of orbits that do not escape. Lengths are in pixels.
    #[must_use]
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates")]
    pub fn level(self, value: f64, max_iter: u32) -> u32 {
        match self {
            _ if value.is_nan() => 0,
            Self::Count => count_level(value as u32, max_iter),
            Self::Period | Self::Root => value as u32,
            Self::Smooth => ((value + 16.0) * 256.0 + 0.5).max(1.0) as u32,
            Self::Distance | Self::InteriorDistance => {
                1 + (32.0 * (logarithm(value) + 8.0) + 0.5).clamp(0.0, 1022.0) as u32
            }
            Self::Trap => 1 + (64.0 * (logarithm(value) + 16.0) + 0.5).clamp(0.0, 1500.0) as u32,
            Self::Angle | Self::FinalAngle | Self::InternalAngle => 1 + (252.0 * value) as u32 % 252,
        }
    }
}

/// log2 of a number that is not negative.
fn logarithm(value: f64) -> f64 {
    log2_alike(Lanes([value.clamp(f64::MIN_POSITIVE, f64::MAX)])).0[0]
}

/// The integer that travels for a count: 0 if the orbit does not escape, one more than the count if it does.
#[must_use]
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
