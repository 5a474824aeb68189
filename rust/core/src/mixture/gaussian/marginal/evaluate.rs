//! Samples that lack values one by one: log densities, responsibilities, labels, and what is missing.

use ndarray::{Array1, Array2};

use super::conditional::{Conditional, Posterior};
use super::patterns::Patterns;
use crate::compute::{ROW_BLOCK, zeroed};
use crate::em::{Data, Samples};
use crate::mixture::gaussian::Parameters;
use crate::{Context, Error, Result, Vectorized};

/// The natural log densities of what is observed of samples `x` (n, d), whose missing values are NaN.
///
/// Of a row without any value it is 0, the logarithm of the sum of the weights.
///
/// # Errors
/// As [`expect`](super::expect), and [`Error::OutOfMemory`].
pub fn log_densities<'a>(
    x: impl Into<Samples<'a>>,
    parameters: &Parameters,
    context: Context<'_>,
) -> Result<Array1<f64>> {
    let log = |found: Found<'_>, out: &mut [f64]| out[0] = found.posterior.log * std::f64::consts::LN_2;
    Ok(by_row(x, parameters, 1, context, log)?.into())
}

/// The responsibilities (n, k) for samples `x` (n, d), whose missing values are NaN.
///
/// # Errors
/// As [`log_densities`].
pub fn responsibilities<'a>(
    x: impl Into<Samples<'a>>,
    parameters: &Parameters,
    context: Context<'_>,
) -> Result<Array2<f64>> {
    let k = parameters.n_components();
    let shares = |found: Found<'_>, out: &mut [f64]| out.copy_from_slice(&found.posterior.shares[..k]);
    matrix(by_row(x, parameters, k, context, shares)?, k)
}

/// The component that is most responsible for each of the samples `x` (n, d), whose missing values are NaN; the first
/// of equals.
///
/// # Errors
/// As [`log_densities`].
pub fn predict<'a>(
    x: impl Into<Samples<'a>>,
    parameters: &Parameters,
    context: Context<'_>,
) -> Result<Array1<i64>> {
    let k = parameters.n_components();
    let label = |found: Found<'_>, out: &mut [f64]| {
        let shares = &found.posterior.shares[..k];
        let best = (0..k).fold(0, |best, j| if shares[j] > shares[best] { j } else { best });
        out[0] = best as f64;
    };
    #[allow(clippy::cast_possible_truncation, reason = "whole numbers")]
    Ok(by_row(x, parameters, 1, context, label)?.into_iter().map(|label| label as i64).collect())
}

/// The samples `x` (n, d) with the mean of each missing value, which is NaN, given the row's others.
///
/// # Errors
/// As [`log_densities`].
pub fn impute<'a>(
    x: impl Into<Samples<'a>>,
    parameters: &Parameters,
    context: Context<'_>,
) -> Result<Array2<f64>> {
    let d = parameters.n_features();
    let fill = |found: Found<'_>, out: &mut [f64]| {
        out.copy_from_slice(found.row);
        found.conditional.fill(found.posterior, out);
    };
    matrix(by_row(x, parameters, d, context, fill)?, d)
}

/// A row and what is known of it.
struct Found<'a> {
    row: &'a [f64],
    conditional: &'a Conditional<'a>,
    posterior: &'a Posterior,
}

/// What `write` makes of each row, `width` values, in the order of the rows.
fn by_row<'a>(
    x: impl Into<Samples<'a>>,
    parameters: &Parameters,
    width: usize,
    context: Context<'_>,
    write: impl Fn(Found<'_>, &mut [f64]) + Sync,
) -> Result<Vec<f64>> {
    let data = Data::new(x, None)?.of_features(parameters.n_features())?;
    let patterns = Patterns::of(data, context)?;
    let mut values = zeroed(data.len().saturating_mul(width), "the results")?;
    let blocks = data.len().div_ceil(ROW_BLOCK);
    // As many blocks at a time as keep the threads busy: their results are put in their places, and forgotten.
    context.expect(data.len());
    let at_once = 4 * context.executor.threads();
    for first in (0..blocks).step_by(at_once) {
        let last = blocks.min(first + at_once);
        let found = context.executor.map(last - first, last - first > 1, |index| {
            let start = (first + index) * ROW_BLOCK;
            let places = start..data.len().min(start + ROW_BLOCK);
            context.tell(places.len());
            context.run(Block {
                data,
                parameters,
                patterns: &patterns,
                places,
                width,
                write: &write,
                context,
            })
        });
        for (index, block) in found.into_iter().enumerate() {
            let start = (first + index) * ROW_BLOCK;
            let block = block?;
            let rows = patterns.pieces(start..start + block.len() / width).flat_map(|(rows, _)| rows);
            for (row, found) in rows.zip(block.chunks_exact(width)) {
                values[row * width..][..width].copy_from_slice(found);
            }
        }
    }
    Ok(values)
}

/// Places in the order of the patterns.
struct Block<'a, 'b, W> {
    data: Data<'a>,
    parameters: &'b Parameters,
    patterns: &'b Patterns,
    places: std::ops::Range<usize>,
    width: usize,
    write: &'b W,
    context: Context<'b>,
}

impl<W: Fn(Found<'_>, &mut [f64])> Vectorized for Block<'_, '_, W> {
    type Output = Result<Vec<f64>>;

    #[inline(always)]
    fn run<const LANES: usize>(self) -> Result<Vec<f64>> {
        let (k, d) = (self.parameters.n_components(), self.parameters.n_features());
        let mut posterior = Posterior::new(k, d);
        let mut buffer = Vec::new();
        let mut values = vec![0.0; self.places.len() * self.width];
        let mut slots = values.chunks_exact_mut(self.width);
        for (rows, missing) in self.patterns.pieces(self.places) {
            let conditional = &Conditional::new(self.parameters, missing, self.context)?;
            for (&row, slot) in rows.iter().zip(&mut slots) {
                self.context.check()?;
                let row = self.data.rows(row..row + 1, &mut buffer);
                conditional.share(row, &mut posterior);
                if !posterior.log.is_finite() {
                    return Err(super::explain(self.data));
                }
                (self.write)(Found { row, conditional, posterior: &posterior }, slot);
            }
        }
        Ok(values)
    }
}

fn matrix(values: Vec<f64>, width: usize) -> Result<Array2<f64>> {
    Array2::from_shape_vec((values.len() / width, width), values)
        .map_err(|error| Error::invalid("X", "of a shape that fits in memory", error))
}
