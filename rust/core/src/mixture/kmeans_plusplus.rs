//! Seeds for k-means.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis};
use rayon::prelude::*;

use super::blocks::ROW_BLOCK;
use super::samples::Samples;
use crate::{Cancellation, Error, Executor, Result};

/// Samples to start k-means from.
#[derive(Clone, Debug, PartialEq)]
pub struct Seeds {
    /// The samples, shape (k, d).
    pub centers: Array2<f64>,
    /// Their rows, shape (k).
    pub indices: Array1<usize>,
}

/// Greedy k-means++ (Arthur and Vassilvitskii, 2007): each further seed is drawn with a probability
/// proportional to the squared distance from the nearest one so far, the best of some trials.
///
/// `random_values` (k - 1, trials), uniform on [0, 1), are the only randomness: drawn as scikit-learn draws
/// them, they give scikit-learn's seeds.
///
/// # Errors
/// [`Error::InvalidArgument`] if `first` is no row of `x`, there are no trials, or values are not finite;
/// [`Error::Cancelled`].
pub fn kmeans_plusplus(
    x: ArrayView2<'_, f64>,
    first: usize,
    random_values: ArrayView2<'_, f64>,
    sample_weight: Option<ArrayView1<'_, f64>>,
    executor: &Executor,
    cancellation: &Cancellation,
) -> Result<Seeds> {
    let samples = Samples::new(x, sample_weight)?;
    if first >= samples.len() {
        return Err(Error::invalid("first", format!("a row of the {} of X", samples.len()), first));
    }
    if random_values.ncols() == 0 && random_values.nrows() > 0 {
        return Err(Error::invalid("random_values", "of at least one column", 0));
    }
    let weight = |row: usize| samples.weight(row..row + 1);
    let mut nearest = vec![f64::INFINITY; samples.len()];
    executor.install(|| -> Result<Seeds> {
        let mut potential = closer(samples, first, &nearest, cancellation)?;
        let mut indices = vec![first];
        std::mem::swap(&mut nearest, &mut potential.nearest);
        if !potential.sum.is_finite() {
            return Err(samples.explain_overflow());
        }
        for values in random_values.rows() {
            let mut running = 0.0;
            let cumulative: Vec<f64> = nearest
                .iter()
                .enumerate()
                .map(|(row, distance)| {
                    running += weight(row) * distance;
                    running
                })
                .collect();
            let draw = |value: f64| {
                cumulative.partition_point(|sum| *sum < value * potential.sum).min(samples.len() - 1)
            };
            let mut best: Option<(usize, Potential)> = None;
            for row in values.iter().map(|value| draw(*value)) {
                let trial = closer(samples, row, &nearest, cancellation)?;
                if best.as_ref().is_none_or(|(_, best)| trial.sum < best.sum) {
                    best = Some((row, trial));
                }
            }
            if let Some((row, trial)) = best {
                indices.push(row);
                potential.sum = trial.sum;
                nearest = trial.nearest;
            }
        }
        Ok(Seeds { centers: x.select(Axis(0), &indices), indices: indices.into() })
    })
}

/// Squared distances from the nearest seed, and their weighted sum.
struct Potential {
    nearest: Vec<f64>,
    sum: f64,
}

/// The distances if sample `row` became a seed too.
fn closer(
    samples: Samples<'_>,
    row: usize,
    nearest: &[f64],
    cancellation: &Cancellation,
) -> Result<Potential> {
    let seed = samples.rows(row..row + 1);
    let d = samples.n_features();
    let mut closer = vec![0.0; nearest.len()];
    let sums: Vec<f64> = closer
        .par_chunks_mut(ROW_BLOCK)
        .zip(nearest.par_chunks(ROW_BLOCK))
        .enumerate()
        .map(|(block, (closer, nearest))| {
            cancellation.check()?;
            let first = block * ROW_BLOCK;
            let rows = samples.rows(first..first + nearest.len()).chunks_exact(d);
            let mut sum = 0.0;
            for (at, ((slot, nearest), row)) in closer.iter_mut().zip(nearest).zip(rows).enumerate() {
                let distance: f64 = row.iter().zip(seed).map(|(value, seed)| (value - seed).powi(2)).sum();
                *slot = distance.min(*nearest);
                sum += samples.weight(first + at..first + at + 1) * *slot;
            }
            Ok(sum)
        })
        .collect::<Result<_>>()?;
    Ok(Potential { nearest: closer, sum: sums.iter().sum() })
}
