//! Fields, the numbers that a pixel yields, encoded as PNG files: fields travel, colors do not.
//!
//! A field is a greyscale PNG of one plane of bytes below the other: plane p, from the top, holds byte p of each
//! pixel's number, the lowest first, and there are as many planes as the largest number needs. A plane that hardly
//! changes is next to nothing in the file. Fields are [`Numbers`](Format::Numbers), not pictures: near the set they
//! are noise, which no fixed code suits, and each is packed once, but sent, kept and written to files.

use std::io::Write;

use crate::image::{Format, write_png};
use crate::{Error, Result};

/// Writes `counts`, row-major, `width` a row, as a field.
///
/// # Errors
/// [`Error::InvalidArgument`] naming `counts` unless they are whole rows, at least one;
/// [`Error::Encoding`](crate::Error::Encoding).
pub fn write_counts<W: Write>(sink: W, counts: &[u32], width: usize) -> Result<()> {
    if counts.is_empty() || width == 0 || !counts.len().is_multiple_of(width) {
        let expected = format!("rows of {width}, at least one");
        return Err(Error::invalid("counts", expected, format!("{} in all", counts.len())));
    }
    let largest = counts.iter().fold(0, |all, count| all | count);
    let planes = (u32::BITS - largest.leading_zeros()).div_ceil(u8::BITS).max(1) as usize;
    let height = planes * (counts.len() / width);
    let mut plane = vec![0; counts.len()];
    write_png(sink, width, height, Format::Numbers, |rows| {
        for byte in 0..planes {
            for (sample, count) in plane.iter_mut().zip(counts) {
                *sample = count.to_le_bytes()[byte];
            }
            rows.write(&plane)?;
        }
        Ok(())
    })
}
