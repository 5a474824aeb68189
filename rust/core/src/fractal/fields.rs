//! Fields of whole places.

use ndarray::Array2;
use rayon::prelude::*;

use crate::compute::zeroed;
use crate::fractal::basin::Basins;
use crate::fractal::field::{Kept, Orbits, listed};
use crate::fractal::kernel::Kernel;
use crate::fractal::plane::{BAND, Part, RUN, share_out};
use crate::fractal::{Escape, Family, Field, Place};
use crate::{Context, Error, Result};

/// Values that are turned into whole numbers at a time.
const CHUNK: usize = 1 << 16;

/// The values of a field, shape (height, width).
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// Whole numbers: counts, which are `max_iter` where the orbit does not escape; periods and roots, 0 for none.
    Whole(Array2<u32>),
    /// Numbers, NaN where they are not defined.
    Real(Array2<f64>),
}

/// These fields of every sample, in their order; lengths are in pixels.
///
/// Counts have the bailout radius of the escape, all others one of at least
/// [`SMOOTH_BAILOUT`](crate::fractal::SMOOTH_BAILOUT).
///
/// # Errors
/// [`Error::InvalidArgument`] naming `fields` if the formula lacks one of them, or `shape` if there are too many
/// samples; [`Error::Cancelled`], [`Error::OutOfMemory`].
pub fn fields<'a>(
    formula: &Family,
    escape: Escape,
    place: impl Into<Place<'a>>,
    fields: &[Field],
    context: Context<'_>,
) -> Result<Vec<Values>> {
    let place = place.into();
    place.pixels()?;
    let survey = Survey::new(formula, escape, place, fields, context)?;
    let arrays = survey.arrays::<f64>(context)?;
    let shape = (place.height(), place.width());
    fields
        .iter()
        .zip(arrays)
        .map(|(field, values)| {
            if field.is_whole() {
                into_array(whole(&values, context)?, shape).map(Values::Whole)
            } else {
                into_array(values, shape).map(Values::Real)
            }
        })
        .collect()
}

/// Whole numbers, 0 for NaN.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole, or NaN for 0")]
fn whole(values: &[f64], context: Context<'_>) -> Result<Vec<u32>> {
    let mut whole = zeroed::<u32>(values.len(), "the fields")?;
    context.install(|| {
        whole.par_chunks_mut(CHUNK).zip(values.par_chunks(CHUNK)).for_each(|(whole, values)| {
            if !context.cancellation.is_cancelled() {
                whole.iter_mut().zip(values).for_each(|(whole, &value)| *whole = value as u32);
            }
        });
    });
    context.check()?;
    Ok(whole)
}

/// The integers by which these fields travel and are colored, in their order.
///
/// # Errors
/// As [`fields`].
pub fn levels<'a>(
    formula: &Family,
    escape: Escape,
    place: impl Into<Place<'a>>,
    fields: &[Field],
    context: Context<'_>,
) -> Result<Vec<Array2<u32>>> {
    let place = place.into();
    place.pixels()?;
    let survey = Survey::new(formula, escape, place, fields, context)?;
    let arrays = survey.arrays::<u32>(context)?;
    arrays.into_iter().map(|levels| into_array(levels, (place.height(), place.width()))).collect()
}

/// What finds some fields of a place.
pub(super) struct Survey<'a> {
    degree: u32,
    place: Place<'a>,
    fields: &'a [Field],
    max_iter: u32,
    /// What finds basins, if there are any and a field is of them.
    basins: Option<Box<dyn Basins + 'a>>,
    /// What follows the orbits for which of the fields.
    passes: Vec<Pass<'a>>,
}

struct Pass<'a> {
    kernel: Box<dyn Kernel + 'a>,
    escape: Escape,
    /// The places of its fields among all.
    fields: Vec<usize>,
}

impl<'a> Survey<'a> {
    /// What finds these fields there.
    pub fn new(
        formula: &Family,
        escape: Escape,
        place: Place<'a>,
        fields: &'a [Field],
        context: Context<'_>,
    ) -> Result<Self> {
        if let Some(lacking) = fields.iter().find(|field| !formula.fields().contains(field)) {
            let expected = format!("made of those of {}: {}", formula.kind(), listed(formula.fields()));
            return Err(Error::invalid("fields", expected, listed(&[*lacking])));
        }
        let mut passes: Vec<Pass<'a>> = Vec::new();
        for (index, field) in fields.iter().enumerate() {
            let needed = field.escape(escape);
            if let Some(pass) = passes.iter_mut().find(|pass| pass.escape == needed) {
                pass.fields.push(index);
            } else {
                let kernel = formula.kernel(needed, place, context)?;
                passes.push(Pass { kernel, escape: needed, fields: vec![index] });
            }
        }
        let max_iter = escape.max_iter();
        let is_interior = fields.iter().any(|field| Field::INTERIOR.contains(field));
        let basins = if is_interior { formula.basins(max_iter, place, context)? } else { None };
        Ok(Self { degree: formula.degree(), place, fields, max_iter, basins, passes })
    }

    /// Those fields.
    pub const fn fields(&self) -> &[Field] {
        self.fields
    }

    /// Prepares the kernels for the whole place, of so many pixels; returns the context for all that is left.
    pub fn prepare<'c>(&self, pixels: usize, context: Context<'c>) -> Context<'c> {
        let mut is_quick = true;
        for Pass { kernel, fields, .. } in &self.passes {
            let wanted: Vec<_> = fields.iter().map(|&index| self.fields[index]).collect();
            is_quick &= kernel.prepare(&Orbits::of(&wanted, 1).ends(1), context);
        }
        context.rest(pixels, is_quick && self.basins.is_none())
    }

    /// The values of each field in a part, or their integers, on this thread; `values` holds row-major memory for each
    /// field.
    pub fn part<T: Kept>(&self, part: &Part, values: &mut [&mut [T]], context: Context<'_>) {
        let samples = part.samples();
        for Pass { kernel, fields, .. } in &self.passes {
            let wanted: Vec<_> = fields.iter().map(|&index| self.fields[index]).collect();
            let mut orbits = Orbits::of(&wanted, samples);
            kernel.fill(part, orbits.ends(samples), context);
            if let Some(basins) = self.basins.as_ref().filter(|_| !orbits.basin.is_empty()) {
                basins.fill(part, &orbits.counts, &mut orbits.basin, context.cancellation);
            }
            for (&index, field) in fields.iter().zip(wanted) {
                field.write(&orbits, (self.max_iter, self.degree), values[index], context);
            }
        }
    }

    /// The values of each field, or their integers, row-major.
    fn arrays<T: Kept>(&self, context: Context<'_>) -> Result<Vec<Vec<T>>> {
        let (pixels, width, height) = (self.place.pixels()?, self.place.width(), self.place.height());
        let mut arrays = Vec::new();
        for _ in self.fields {
            arrays.push(zeroed::<T>(pixels, "the fields")?);
        }
        let context = self.prepare(pixels, context);
        let work = |(): &mut (), part: &Part, values: &mut [&mut [T]]| self.part(part, values, context);
        let whole = arrays.iter_mut().map(Vec::as_mut_slice).collect();
        share_out((0..height, width), (BAND, RUN), whole, context, || (), work);
        context.check()?;
        Ok(arrays)
    }
}

pub(super) fn into_array<T>(values: Vec<T>, shape: (usize, usize)) -> Result<Array2<T>> {
    Array2::from_shape_vec(shape, values)
        .map_err(|error| Error::invalid("shape", "that of the values", error))
}
