//! Seeds for k-means.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};
use rayon::prelude::*;

use crate::compute::ROW_BLOCK;
use crate::compute::zeroed;
use crate::em::{Data, Samples};
use crate::{Context, Error, Result};

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
pub fn kmeans_plusplus<'a>(
    x: impl Into<Samples<'a>>,
    first: usize,
    random_values: ArrayView2<'_, f64>,
    sample_weight: Option<ArrayView1<'a, f64>>,
    context: Context<'_>,
) -> Result<Seeds> {
    let samples = Data::new(x, sample_weight)?;
    if first >= samples.len() {
        return Err(Error::invalid("first", format!("a row of the {} of X", samples.len()), first));
    }
    if random_values.ncols() == 0 && random_values.nrows() > 0 {
        return Err(Error::invalid("random_values", "of at least one column", 0));
    }
    let mut nearest = zeroed(samples.len(), "the distances")?;
    nearest.fill(f64::INFINITY);
    context.install(|| -> Result<Seeds> {
        let mut indices = vec![first];
        let mut sums = settle(samples, first, &mut nearest, context)?;
        if !sums.iter().sum::<f64>().is_finite() {
            return Err(samples.explain_overflow());
        }
        for values in random_values.rows() {
            let sum: f64 = sums.iter().sum();
            let mut best: Option<(usize, f64)> = None;
            for value in values {
                let row = draw(samples, &nearest, &sums, value * sum);
                let trial = potential(samples, row, &nearest, context)?;
                if best.is_none_or(|(_, best)| trial < best) {
                    best = Some((row, trial));
                }
            }
            if let Some((row, _)) = best {
                indices.push(row);
                sums = settle(samples, row, &mut nearest, context)?;
            }
        }
        let (mut buffer, d) = (Vec::new(), samples.n_features());
        let mut centers = Array2::zeros((indices.len(), d));
        for (mut center, &row) in centers.rows_mut().into_iter().zip(&indices) {
            center.assign(&ArrayView1::from(samples.rows(row..row + 1, &mut buffer)));
        }
        Ok(Seeds { centers, indices: indices.into() })
    })
}

/// The weighted sums of squared distances from the nearest of `seeds` (m, d), if one of `trials` (t, d) were one too: of
/// each trial and block of [`ROW_BLOCK`] rows, shape (t, blocks).
///
/// Parts of the samples, together, are what [`kmeans_plusplus`] goes by.
///
/// # Errors
/// [`Error::InvalidArgument`] on shapes that do not match; [`Error::Cancelled`].
pub fn seed_potentials(
    samples: Data<'_>,
    seeds: ArrayView2<'_, f64>,
    trials: ArrayView2<'_, f64>,
    context: Context<'_>,
) -> Result<Array2<f64>> {
    let samples = samples.of_features(seeds.ncols())?.of_features(trials.ncols())?;
    let (seeds, trials) = (seeds.as_standard_layout(), trials.as_standard_layout());
    let (n_samples, n_blocks) = (samples.len(), samples.len().div_ceil(ROW_BLOCK));
    let sums = context.executor.map(n_blocks, true, |block| {
        context.check()?;
        let first = block * ROW_BLOCK;
        let count = ROW_BLOCK.min(n_samples - first);
        let nearest = distances(samples, first, count, seeds.view());
        let lower = |at: usize, distance: f64| distance.min(nearest[at]);
        let potential = |trial| closer(samples, trial, first, count, lower);
        Ok(trials.rows().into_iter().filter_map(|trial| trial.to_slice().map(potential)).collect())
    });
    let sums = sums.into_iter().collect::<Result<Vec<Vec<f64>>>>()?;
    Ok(Array2::from_shape_fn((trials.nrows(), n_blocks), |(trial, block)| sums[block][trial]))
}

/// The first row of some weight at which the running sum of weighted distances from the nearest of `seeds`, of which there
/// is `before` them, reaches `target`; or the last one of some weight, if there is one.
///
/// # Errors
/// [`Error::InvalidArgument`] on shapes that do not match.
pub fn draw_seed(
    samples: Data<'_>,
    seeds: ArrayView2<'_, f64>,
    before: f64,
    target: f64,
) -> Result<Option<usize>> {
    let samples = samples.of_features(seeds.ncols())?;
    let nearest = distances(samples, 0, samples.len(), seeds.as_standard_layout().view());
    Ok(reached(samples, 0, &nearest, before, target))
}

/// The row that a target is drawn to, given the sums over the blocks.
fn draw(samples: Data<'_>, nearest: &[f64], sums: &[f64], target: f64) -> usize {
    let mut before = 0.0;
    for (block, (distances, sum)) in nearest.chunks(ROW_BLOCK).zip(sums).enumerate() {
        if target <= before + sum
            && let Some(row) = reached(samples, block * ROW_BLOCK, distances, before, target)
        {
            return row;
        }
        before += sum;
    }
    (0..samples.len()).rev().find(|&row| samples.weight(row..row + 1) > 0.0).unwrap_or_default()
}

/// Of the rows that have these distances, from row `first` on, that at which the running sum reaches a target; or the last
/// one, for the sums over blocks are rounded otherwise.
fn reached(samples: Data<'_>, first: usize, distances: &[f64], before: f64, target: f64) -> Option<usize> {
    let (mut running, mut last) = (before, None);
    for (row, distance) in (first..).zip(distances) {
        let weight = samples.weight(row..row + 1);
        if weight > 0.0 {
            (running, last) = (running + weight * distance, Some(row));
            if target <= running {
                break;
            }
        }
    }
    last
}

/// The squared distances of some samples from the nearest seed.
fn distances(samples: Data<'_>, first: usize, count: usize, seeds: ArrayView2<'_, f64>) -> Vec<f64> {
    let mut nearest = vec![f64::INFINITY; count];
    for seed in seeds.rows() {
        lower(samples, seed.to_slice().unwrap_or_default(), first, &mut nearest);
    }
    nearest
}

/// Makes sample `row` a seed: lowers the squared distances from the nearest one, and returns their weighted sums over
/// the blocks.
fn settle(samples: Data<'_>, row: usize, nearest: &mut [f64], context: Context<'_>) -> Result<Vec<f64>> {
    let mut buffer = Vec::new();
    let seed = samples.rows(row..row + 1, &mut buffer);
    let blocks = nearest.par_chunks_mut(ROW_BLOCK).enumerate();
    let sums = blocks.map(|(block, nearest)| {
        context.check()?;
        Ok(lower(samples, seed, block * ROW_BLOCK, nearest))
    });
    sums.collect()
}

/// The weighted sum of squared distances from the nearest seed, if sample `row` were one too.
fn potential(samples: Data<'_>, row: usize, nearest: &[f64], context: Context<'_>) -> Result<f64> {
    let mut buffer = Vec::new();
    let seed = samples.rows(row..row + 1, &mut buffer);
    let blocks = nearest.par_chunks(ROW_BLOCK).enumerate();
    let sums = blocks.map(|(block, nearest)| {
        context.check()?;
        let lower = |at: usize, distance: f64| distance.min(nearest[at]);
        Ok(closer(samples, seed, block * ROW_BLOCK, nearest.len(), lower))
    });
    Ok(sums.collect::<Result<Vec<f64>>>()?.iter().sum())
}

/// Lowers distances to those from a seed, and returns their weighted sum.
fn lower(samples: Data<'_>, seed: &[f64], first: usize, nearest: &mut [f64]) -> f64 {
    closer(samples, seed, first, nearest.len(), |at, distance| {
        nearest[at] = distance.min(nearest[at]);
        nearest[at]
    })
}

/// The weighted sum of what `lower` makes of the squared distances of some samples from a seed.
fn closer(
    samples: Data<'_>,
    seed: &[f64],
    first: usize,
    count: usize,
    mut lower: impl FnMut(usize, f64) -> f64,
) -> f64 {
    let mut buffer = Vec::new();
    let rows = samples.rows(first..first + count, &mut buffer).chunks_exact(samples.n_features());
    let mut sum = 0.0;
    for (at, row) in rows.enumerate() {
        let distance: f64 = row.iter().zip(seed).map(|(value, seed)| (value - seed).powi(2)).sum();
        sum += samples.weight(first + at..first + at + 1) * lower(at, distance);
    }
    sum
}
