//! The E step by samples: log densities, responsibilities, labels.

use ndarray::{Array1, Array2, ArrayView2};
use rayon::prelude::*;

use super::normalize::normalize;
use super::scratch::Scratch;
use crate::compute::ROW_BLOCK;
use crate::compute::zeroed;
use crate::em::Samples;
use crate::em::Tile;
use crate::mixture::gaussian::Density;
use crate::mixture::gaussian::Parameters;
use crate::mixture::gaussian::{Kernel, Task, with_kernel};
use crate::{Cancellation, Error, Executor, Result, Vectorized};

/// The natural log densities of samples `x` (n, d) under a mixture.
///
/// # Errors
/// As [`expect_statistics`](super::expect_statistics), and
/// [`Error::OutOfMemory`](crate::Error::OutOfMemory).
pub fn log_densities(
    x: ArrayView2<'_, f64>,
    parameters: &Parameters,
    executor: &Executor,
    cancellation: &Cancellation,
) -> Result<Array1<f64>> {
    let evaluation = evaluate(x, parameters, Wanted::Density, executor, cancellation)?;
    Ok(evaluation.log_densities.into())
}

/// The responsibilities (n, k) of the components for samples `x` (n, d), and the samples' natural log densities.
///
/// # Errors
/// As [`log_densities`].
pub fn responsibilities(
    x: ArrayView2<'_, f64>,
    parameters: &Parameters,
    executor: &Executor,
    cancellation: &Cancellation,
) -> Result<(Array2<f64>, Array1<f64>)> {
    let evaluation = evaluate(x, parameters, Wanted::Responsibilities, executor, cancellation)?;
    let shape = (x.nrows(), parameters.n_components());
    let responsibilities = Array2::from_shape_vec(shape, evaluation.responsibilities)
        .map_err(|error| Error::invalid("X", "of a shape that fits in memory", error))?;
    Ok((responsibilities, evaluation.log_densities.into()))
}

/// The component that is most responsible for each of the samples `x` (n, d), the first of equals.
///
/// # Errors
/// As [`log_densities`].
pub fn predict(
    x: ArrayView2<'_, f64>,
    parameters: &Parameters,
    executor: &Executor,
    cancellation: &Cancellation,
) -> Result<Array1<i64>> {
    Ok(evaluate(x, parameters, Wanted::Labels, executor, cancellation)?.labels.into())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Density,
    Responsibilities,
    Labels,
}

/// Log densities, and one of the others if it is wanted; what is not wanted is empty.
struct Evaluation {
    log_densities: Vec<f64>,
    responsibilities: Vec<f64>,
    labels: Vec<i64>,
}

struct Evaluate<'a> {
    samples: Samples<'a>,
    wanted: Wanted,
    executor: &'a Executor,
    cancellation: &'a Cancellation,
}

fn evaluate(
    x: ArrayView2<'_, f64>,
    parameters: &Parameters,
    wanted: Wanted,
    executor: &Executor,
    cancellation: &Cancellation,
) -> Result<Evaluation> {
    let samples = Samples::with_features(x, None, parameters.n_features())?;
    let density = Density::new(parameters);
    let evaluation = with_kernel(&density, Evaluate { samples, wanted, executor, cancellation })?;
    if evaluation.log_densities.iter().any(|density| !density.is_finite()) {
        return Err(samples.explain_overflow());
    }
    Ok(evaluation)
}

impl Task for Evaluate<'_> {
    type Output = Result<Evaluation>;

    fn run<'d, K: Kernel<'d>>(self, density: &'d Density) -> Result<Evaluation> {
        let (n, k) = (self.samples.len(), density.n_components);
        let rows_of = |wanted: bool, width: usize| if wanted { width } else { 0 };
        let width = rows_of(self.wanted == Wanted::Responsibilities, k);
        let label_width = rows_of(self.wanted == Wanted::Labels, 1);
        let mut log_densities = zeroed(n, "the log densities")?;
        let mut responsibilities = zeroed(n.saturating_mul(width), "the responsibilities")?;
        let mut labels = zeroed(n * label_width, "the labels")?;
        let blocks = log_densities
            .chunks_mut(ROW_BLOCK)
            .zip(pieces(&mut responsibilities, width))
            .zip(pieces(&mut labels, label_width))
            .enumerate();
        let Self { samples, executor, cancellation, .. } = self;
        executor.install(|| {
            blocks.par_bridge().try_for_each_init(
                || Scratch::<K>::new(density),
                |scratch, (index, ((log_densities, responsibilities), labels))| {
                    let first = index * ROW_BLOCK;
                    executor.simd().run(Block {
                        samples,
                        offset: density.offset,
                        first,
                        scratch,
                        log_densities,
                        responsibilities,
                        labels,
                        cancellation,
                    })
                },
            )
        })?;
        Ok(Evaluation { log_densities, responsibilities, labels })
    }
}

struct Block<'a, 'b, K> {
    samples: Samples<'a>,
    offset: f64,
    first: usize,
    scratch: &'b mut Scratch<K>,
    log_densities: &'b mut [f64],
    responsibilities: &'b mut [f64],
    labels: &'b mut [i64],
    cancellation: &'a Cancellation,
}

impl<'d, K: Kernel<'d>> Vectorized for Block<'_, '_, K> {
    type Output = Result<()>;

    #[inline(always)]
    fn run<const LANES: usize>(self) -> Result<()> {
        let Scratch { kernel, tile, powers, scales, logs } = self.scratch;
        let capacity = tile.capacity();
        let width = self.responsibilities.len() / self.log_densities.len();
        let mut responsibilities = self.responsibilities;
        let mut labels = self.labels;
        for (index, log_densities) in self.log_densities.chunks_mut(capacity).enumerate() {
            self.cancellation.check()?;
            let count = log_densities.len();
            let first = self.first + index * capacity;
            tile.fill(self.samples.rows(first..first + count), None);
            kernel.log_densities::<LANES>(tile, powers);
            let (label_slots, rest) = labels.split_at_mut(labels.len().min(count));
            labels = rest;
            label(tile, powers, label_slots);
            normalize::<LANES>(tile, powers, scales, logs);
            for (slot, log) in log_densities.iter_mut().zip(&**logs) {
                *slot = (log + self.offset) * std::f64::consts::LN_2;
            }
            let (slots, rest) = responsibilities.split_at_mut(count * width);
            responsibilities = rest;
            for (t, row) in slots.chunks_exact_mut(width.max(1)).enumerate() {
                for (slot, power) in row.iter_mut().zip(powers[t..].iter().step_by(tile.stride)) {
                    *slot = power * scales[t];
                }
            }
        }
        Ok(())
    }
}

/// The index of the largest log density of each sample.
#[inline(always)]
fn label(tile: &Tile, log_densities: &[f64], labels: &mut [i64]) {
    for (t, label) in labels.iter_mut().enumerate() {
        let mut largest = f64::NEG_INFINITY;
        for (j, &value) in (0..).zip(log_densities[t..].iter().step_by(tile.stride)) {
            if value > largest {
                (largest, *label) = (value, j);
            }
        }
    }
}

/// The part of an output of `width` values a row that belongs to each block, for ever if the width is zero.
fn pieces<T: Send>(values: &mut [T], width: usize) -> impl Iterator<Item = &mut [T]> + Send {
    let chunks = values.chunks_mut(ROW_BLOCK * width.max(1));
    chunks.map(Some).chain(std::iter::repeat_with(|| None)).map(Option::unwrap_or_default)
}
