//! Escape counts of whole places.

use std::borrow::Cow;
use std::ops::Range;

use ndarray::Array2;

use crate::compute::zeroed;
use crate::fractal::fields::into_array;
use crate::fractal::kernel::{Ends, Kernel};
use crate::fractal::plane::{BAND, Part, RUN, share_out};
use crate::fractal::{Escape, Family, Place, Raster};
use crate::{Context, Result};

/// The escape counts of every sample, shape (height, width).
///
/// # Errors
/// [`Error::Cancelled`](crate::Error::Cancelled), [`Error::OutOfMemory`](crate::Error::OutOfMemory);
/// [`Error::InvalidArgument`](crate::Error::InvalidArgument) naming `shape` if they are too many.
pub fn escape_counts<'a>(
    formula: &Family,
    escape: Escape,
    place: impl Into<Place<'a>>,
    context: Context<'_>,
) -> Result<Array2<u32>> {
    let place = place.into();
    let (height, width) = (place.height(), place.width());
    let pixels = place.pixels()?;
    let mut counts = zeroed(pixels, "the escape counts")?;
    let kernel = formula.kernel(escape, place, context)?;
    let is_quick = kernel.prepare(&Ends { counts: &mut [0], ..Ends::default() }, context);
    let context = context.rest(pixels, is_quick);
    let work = |(): &mut (), part: &Part, counts: &mut [&mut [u32]]| {
        kernel.fill(part, Ends { counts: &mut *counts[0], ..Ends::default() }, context);
    };
    share_out((0..height, width), (BAND, RUN), vec![&mut counts], context, || (), work);
    context.check()?;
    into_array(counts, (height, width))
}

/// As [`escape_counts`], one point and one step after the other, on the calling thread: the loop to compare with.
///
/// # Errors
/// As [`escape_counts`].
pub fn scalar_escape_counts(
    formula: &Family,
    escape: Escape,
    raster: &Raster,
    context: Context<'_>,
) -> Result<Array2<u32>> {
    let (height, width) = (raster.height(), raster.width());
    let mut counts = zeroed(raster.pixels()?, "the escape counts")?;
    let kernel = formula.float64_kernel(escape.step_by_step(), Cow::Borrowed(raster));
    context.expect(counts.len());
    for (row, counts) in counts.chunks_mut(width).enumerate() {
        let ends = Ends { counts, ..Ends::default() };
        kernel.fill_one_by_one(row..row + 1, ends, context.cancellation)?;
        context.tell(width);
    }
    into_array(counts, (height, width))
}

/// The counts of a picture, part by part, without keeping those of all.
pub(super) struct Bands<'a> {
    pub kernel: &'a dyn Kernel,
    pub width: usize,
    /// Counts up to this one may come as this one.
    pub min_iter: u32,
    pub context: Context<'a>,
}

impl Bands<'_> {
    /// The same, its kernel prepared for the whole picture, of so many pixels.
    pub fn prepared(self, pixels: usize) -> Self {
        let wanted = Ends { counts: &mut [0], untested: self.min_iter, ..Ends::default() };
        let is_quick = self.kernel.prepare(&wanted, self.context);
        Self { context: self.context.rest(pixels, is_quick), ..self }
    }

    /// Calls `paint` with the samples of each part of some rows and its counts, as many samples for each count.
    pub fn paint(&self, rows: Range<usize>, samples: &mut [u8], paint: impl Fn(&mut [u8], &[u32]) + Sync) {
        let Self { kernel, width, min_iter: untested, context } = *self;
        let memory = || vec![0; BAND * width.min(RUN)];
        let work = |counts: &mut Vec<u32>, part: &Part, samples: &mut [&mut [u8]]| {
            let counts = &mut counts[..part.samples()];
            kernel.fill(part, Ends { counts: &mut *counts, untested, ..Ends::default() }, context);
            paint(&mut *samples[0], counts);
        };
        share_out((rows, width), (BAND, RUN), vec![samples], context, memory, work);
    }
}
