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
        let mut sum = settle(samples, first, &mut nearest, context)?;
        if !sum.is_finite() {
            return Err(samples.explain_overflow());
        }
        for values in random_values.rows() {
            let mut best: Option<(usize, f64)> = None;
            let targets: Vec<f64> = values.iter().map(|value| value * sum).collect();
            for row in draw(samples, &nearest, &targets, context)? {
                let trial = potential(samples, row, &nearest, context)?;
                if best.is_none_or(|(_, best)| trial < best) {
                    best = Some((row, trial));
                }
            }
            if let Some((row, _)) = best {
                indices.push(row);
                sum = settle(samples, row, &mut nearest, context)?;
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

/// For each target the first row of some weight at which the running sum of weighted distances reaches it, or the
/// last one.
fn draw(samples: Data<'_>, nearest: &[f64], targets: &[f64], context: Context<'_>) -> Result<Vec<usize>> {
    let mut rows = vec![0; targets.len()];
    let mut order: Vec<usize> = (0..targets.len()).collect();
    order.sort_unstable_by(|&a, &b| targets[a].total_cmp(&targets[b]));
    let mut open = order.into_iter().peekable();
    let (mut running, mut last) = (0.0, 0);
    for (block, distances) in nearest.chunks(ROW_BLOCK).enumerate() {
        context.check()?;
        let first = block * ROW_BLOCK;
        for (row, distance) in (first..).zip(distances) {
            let weight = samples.weight(row..row + 1);
            if weight > 0.0 {
                (running, last) = (running + weight * distance, row);
                while let Some(reached) = open.next_if(|&at| targets[at] <= running) {
                    rows[reached] = row;
                }
            }
        }
    }
    open.for_each(|unreached| rows[unreached] = last);
    Ok(rows)
}

/// Makes sample `row` a seed: lowers the squared distances from the nearest one, and returns their weighted sum.
fn settle(samples: Data<'_>, row: usize, nearest: &mut [f64], context: Context<'_>) -> Result<f64> {
    let blocks = nearest.par_chunks_mut(ROW_BLOCK).enumerate();
    let sums = blocks.map(|(block, nearest)| {
        context.check()?;
        Ok(closer(samples, row, block * ROW_BLOCK, nearest.len(), |at, distance| {
            nearest[at] = distance.min(nearest[at]);
            nearest[at]
        }))
    });
    Ok(sums.collect::<Result<Vec<f64>>>()?.iter().sum())
}

/// The weighted sum of squared distances from the nearest seed, if sample `row` were one too.
fn potential(samples: Data<'_>, row: usize, nearest: &[f64], context: Context<'_>) -> Result<f64> {
    let blocks = nearest.par_chunks(ROW_BLOCK).enumerate();
    let sums = blocks.map(|(block, nearest)| {
        context.check()?;
        let lower = |at: usize, distance: f64| distance.min(nearest[at]);
        Ok(closer(samples, row, block * ROW_BLOCK, nearest.len(), lower))
    });
    Ok(sums.collect::<Result<Vec<f64>>>()?.iter().sum())
}

/// The weighted sum of what `lower` makes of the squared distances of some samples from sample `row`.
fn closer(
    samples: Data<'_>,
    row: usize,
    first: usize,
    count: usize,
    mut lower: impl FnMut(usize, f64) -> f64,
) -> f64 {
    let (mut seed, mut buffer) = (Vec::new(), Vec::new());
    let seed = samples.rows(row..row + 1, &mut seed);
    let rows = samples.rows(first..first + count, &mut buffer).chunks_exact(samples.n_features());
    let mut sum = 0.0;
    for (at, row) in rows.enumerate() {
        let distance: f64 = row.iter().zip(seed).map(|(value, seed)| (value - seed).powi(2)).sum();
        sum += samples.weight(first + at..first + at + 1) * lower(at, distance);
    }
    sum
}
