//! Pictures of counts that were computed elsewhere.

use std::io::Write;

use ndarray::ArrayView2;

use crate::compute::zeroed;
use crate::image::{ColorTable, write_png};
use crate::{Cancellation, Error, Result};

/// Writes `counts`, shape (height, width), as a PNG in these colors.
///
/// # Errors
/// [`Error::InvalidArgument`] naming `counts` unless they are row-major and not empty; as [`write_png`];
/// [`Error::Cancelled`].
#[allow(clippy::needless_pass_by_value, reason = "array views are passed by value")]
pub fn encode_png<W: Write>(
    sink: W,
    counts: ArrayView2<'_, u32>,
    table: &ColorTable<'_>,
    cancellation: &Cancellation,
) -> Result<()> {
    let (height, width) = counts.dim();
    let Some(values) = counts.to_slice().filter(|values| !values.is_empty()) else {
        let expected = "a row-major array of at least one row and column";
        return Err(Error::invalid("counts", expected, format!("shape ({height}, {width})")));
    };
    let mut samples = zeroed(width * table.format().samples(), "a row of the picture")?;
    write_png(sink, width, height, table.format(), |rows| {
        for row in values.chunks_exact(width) {
            cancellation.check()?;
            table.paint(row, &mut samples);
            rows.write(&samples)?;
        }
        Ok(())
    })
}
