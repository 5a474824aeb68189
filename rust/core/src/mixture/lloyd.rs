//! One iteration of k-means.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a label is a small whole double while it is compared"
)]

use std::ops::Range;

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

use super::blocks::Pass;
use super::lanes::Lanes;
use super::nearest::{TILE, nearest};
use super::samples::Samples;
use super::tile::Tile;
use crate::{Cancellation, Error, Executor, Result, Vectorized};

/// What an iteration of k-means brings.
#[derive(Clone, Debug, PartialEq)]
pub struct LloydStep {
    /// The nearest of the given centers for each sample, the first of equals, shape (n).
    pub labels: Array1<i32>,
    /// The means of the clusters, shape (k, d).
    pub centers: Array2<f64>,
    /// The weighted sum of squared distances to the given centers.
    pub inertia: f64,
    /// Sums of the sample weights, shape (k).
    pub weight_in_clusters: Array1<f64>,
}

/// Assigns samples `x` (n, d) to the nearest of `centers` (k, d) and moves these to the means of their samples.
///
/// An empty cluster is moved to the sample that is farthest from its center, as scikit-learn does; if there
/// is none at a distance, to the center of the heaviest cluster.
///
/// # Errors
/// [`Error::InvalidArgument`] on shapes that do not match, values that are not finite and negative weights;
/// [`Error::Cancelled`].
pub fn lloyd_step(
    x: ArrayView2<'_, f64>,
    centers: ArrayView2<'_, f64>,
    sample_weight: Option<ArrayView1<'_, f64>>,
    executor: &Executor,
    cancellation: &Cancellation,
) -> Result<LloydStep> {
    let (k, d) = centers.dim();
    let samples = Samples::with_features(x, sample_weight, d)?;
    if k == 0 || i32::try_from(k).is_err() {
        return Err(Error::invalid("centers", "at least one row", k));
    }
    let centers = centers.as_standard_layout();
    let flat = centers.as_slice().unwrap_or_default();
    let pass = LloydPass { samples, centers: flat, k, executor, cancellation };
    let parallel = samples.len() * k * d > SERIAL;
    let mut clusters = pass.run(samples.len(), parallel, executor, cancellation)?;
    if !clusters.inertia.is_finite() {
        return Err(samples.explain_overflow());
    }
    relocate_empty(&mut clusters, samples, flat);
    Ok(LloydStep {
        centers: averages(&clusters, &centers.view()),
        labels: clusters.labels.into(),
        inertia: clusters.inertia,
        weight_in_clusters: clusters.weights.into(),
    })
}

/// Below this many coordinates compared, waking a second thread costs more than it gains.
const SERIAL: usize = 1 << 17;

/// Sums over the samples of each cluster, about the old centers.
struct Clusters {
    labels: Vec<i32>,
    sums: Vec<f64>,
    weights: Vec<f64>,
    inertia: f64,
}

struct LloydPass<'a> {
    samples: Samples<'a>,
    centers: &'a [f64],
    k: usize,
    executor: &'a Executor,
    cancellation: &'a Cancellation,
}

impl Pass for LloydPass<'_> {
    type Workspace = Tile;
    type Output = Clusters;

    fn workspace(&self) -> Tile {
        Tile::new(TILE, self.samples.n_features())
    }

    fn output(&self) -> Clusters {
        Clusters {
            // Room for all: the first block's output becomes the total.
            labels: Vec::with_capacity(self.samples.len()),
            sums: vec![0.0; self.centers.len()],
            weights: vec![0.0; self.k],
            inertia: 0.0,
        }
    }

    fn block(&self, rows: Range<usize>, tile: &mut Tile, clusters: &mut Clusters) -> Result<()> {
        clusters.labels.clear();
        clusters.sums.fill(0.0);
        clusters.weights.fill(0.0);
        clusters.inertia = 0.0;
        self.executor.simd().run(LloydBlock { pass: self, rows, tile, clusters })
    }

    fn merge(&self, total: &mut Clusters, next: &Clusters) {
        let add = |sums: &mut [f64], others: &[f64]| {
            sums.iter_mut().zip(others).for_each(|(sum, other)| *sum += other);
        };
        add(&mut total.sums, &next.sums);
        add(&mut total.weights, &next.weights);
        total.inertia += next.inertia;
        total.labels.extend_from_slice(&next.labels);
    }
}

struct LloydBlock<'a, 'b> {
    pass: &'b LloydPass<'a>,
    rows: Range<usize>,
    tile: &'b mut Tile,
    clusters: &'b mut Clusters,
}

impl Vectorized for LloydBlock<'_, '_> {
    type Output = Result<()>;

    #[inline(always)]
    fn run<const LANES: usize>(self) -> Result<()> {
        let Self { pass, rows, tile, clusters } = self;
        let d = pass.samples.n_features();
        let (mut labels, mut distances) = ([0.0; TILE], [0.0; TILE]);
        let mut inertia = Lanes::<LANES>::splat(0.0);
        for start in rows.clone().step_by(TILE) {
            pass.cancellation.check()?;
            let rows = start..rows.end.min(start + TILE);
            let values = pass.samples.rows(rows.clone());
            tile.fill(values, pass.samples.weights(rows.clone()));
            nearest::<LANES>(tile, pass.centers, &mut labels, &mut distances);
            inertia += dot(&tile.weights[..tile.length], &distances);
            clusters.labels.extend(labels[..rows.len()].iter().map(|&label| label as i32));
            match d {
                1 => gather::<1>(pass.centers, values, &tile.weights, &labels, clusters, d),
                2 => gather::<2>(pass.centers, values, &tile.weights, &labels, clusters, d),
                3 => gather::<3>(pass.centers, values, &tile.weights, &labels, clusters, d),
                4 => gather::<4>(pass.centers, values, &tile.weights, &labels, clusters, d),
                _ => gather::<0>(pass.centers, values, &tile.weights, &labels, clusters, d),
            }
        }
        clusters.inertia = inertia.sum();
        Ok(())
    }
}

/// Sums of products, lane by lane.
#[inline(always)]
fn dot<const L: usize>(weights: &[f64], distances: &[f64]) -> Lanes<L> {
    let pairs = weights.as_chunks::<L>().0.iter().zip(distances.as_chunks::<L>().0);
    pairs.fold(Lanes::splat(0.0), |sum, (weight, distance)| Lanes(*weight).mul_add(Lanes(*distance), sum))
}

/// Adds the samples to the sums of their clusters; `D` features, or `d` if `D` is zero.
#[inline(always)]
fn gather<const D: usize>(
    centers: &[f64],
    values: &[f64],
    weights: &[f64],
    labels: &[f64],
    clusters: &mut Clusters,
    d: usize,
) {
    let d = if D == 0 { d } else { D };
    for ((row, weight), label) in values.chunks_exact(d).zip(weights).zip(labels) {
        let label = *label as usize;
        clusters.weights[label] += weight;
        let center = &centers[label * d..][..d];
        let sums = &mut clusters.sums[label * d..][..d];
        for c in 0..d {
            sums[c] += weight * (row[c] - center[c]);
        }
    }
}

/// Gives each empty cluster a sample of another: the farthest from their centers, farthest first.
fn relocate_empty(clusters: &mut Clusters, samples: Samples<'_>, centers: &[f64]) {
    let empty: Vec<usize> = (0..clusters.weights.len()).filter(|&j| clusters.weights[j] == 0.0).collect();
    if empty.is_empty() {
        return;
    }
    let d = samples.n_features();
    let center = |label: i32| &centers[usize::try_from(label).unwrap_or_default() * d..][..d];
    let distance = |row: usize| -> f64 {
        let apart = samples.rows(row..row + 1).iter().zip(center(clusters.labels[row]));
        apart.map(|(value, center)| (value - center).powi(2)).sum()
    };
    let mut rows: Vec<(f64, usize)> = (0..samples.len()).map(|row| (distance(row), row)).collect();
    let count = empty.len().min(rows.len());
    if count < rows.len() {
        rows.select_nth_unstable_by(count, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    }
    rows.truncate(count);
    rows.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    if rows.first().is_none_or(|(distance, _)| *distance == 0.0) {
        return;
    }
    for (&to, &(_, row)) in empty.iter().zip(&rows) {
        let from = usize::try_from(clusters.labels[row]).unwrap_or_default();
        let weight = samples.weight(row..row + 1);
        for (c, value) in samples.rows(row..row + 1).iter().enumerate() {
            clusters.sums[from * d + c] -= weight * (value - centers[from * d + c]);
            clusters.sums[to * d + c] = weight * (value - centers[to * d + c]);
        }
        clusters.weights[to] = weight;
        clusters.weights[from] -= weight;
    }
}

/// Old centers plus mean differences; a cluster without weight is put where the heaviest one is.
fn averages(clusters: &Clusters, centers: &ArrayView2<'_, f64>) -> Array2<f64> {
    let (k, d) = centers.dim();
    let heaviest =
        (0..k).fold(0, |best, j| if clusters.weights[j] > clusters.weights[best] { j } else { best });
    Array2::from_shape_fn((k, d), |(j, c)| {
        let j = if clusters.weights[j] > 0.0 { j } else { heaviest };
        let weight = clusters.weights[j];
        if weight > 0.0 { centers[(j, c)] + clusters.sums[j * d + c] / weight } else { centers[(j, c)] }
    })
}
