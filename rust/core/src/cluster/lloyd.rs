//! One iteration of k-means.

use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

use super::clusters::Clusters;
use super::nearest::{TILE, nearest};
use crate::compute::Lanes;
use crate::compute::{Pass, ROW_BLOCK};
use crate::em::Samples;
use crate::em::Tile;
use crate::{Cancellation, Error, Executor, Result, Vectorized};

/// What an iteration of k-means brings.
#[derive(Clone, Debug, PartialEq)]
pub struct LloydStep {
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
/// The `labels` (n) are overwritten: with the nearest of the given centers, the first of equals.
///
/// # Errors
/// [`Error::InvalidArgument`] on shapes that do not match, values that are not finite and negative weights;
/// [`Error::Cancelled`].
pub fn lloyd_step(
    x: ArrayView2<'_, f64>,
    centers: ArrayView2<'_, f64>,
    sample_weight: Option<ArrayView1<'_, f64>>,
    labels: &mut [i32],
    executor: &Executor,
    cancellation: &Cancellation,
) -> Result<LloydStep> {
    let (k, d) = centers.dim();
    let samples = Samples::with_features(x, sample_weight, d)?;
    if k == 0 || i32::try_from(k).is_err() {
        return Err(Error::invalid("centers", "at least one row", k));
    }
    if labels.len() != samples.len() {
        return Err(Error::invalid("labels", format!("{} numbers", samples.len()), labels.len()));
    }
    let centers = centers.as_standard_layout();
    let flat = centers.as_slice().unwrap_or_default();
    let blocks = labels.chunks_mut(ROW_BLOCK).map(Mutex::new).collect();
    let pass = LloydPass { samples, centers: flat, labels: blocks, k, executor, cancellation };
    let parallel = samples.len() * k * d > SERIAL;
    let mut clusters = pass.run(samples.len(), parallel, executor, cancellation)?;
    if !clusters.inertia.is_finite() {
        return Err(samples.explain_overflow());
    }
    clusters.relocate_empty(samples, flat, labels);
    Ok(LloydStep {
        centers: clusters.averages(&centers.view()),
        inertia: clusters.inertia,
        weight_in_clusters: clusters.weights.into(),
    })
}

/// Below this many coordinates compared, waking a second thread costs more than it gains.
const SERIAL: usize = 1 << 17;

struct LloydPass<'a> {
    samples: Samples<'a>,
    centers: &'a [f64],
    /// Of each block, which only the thread that has it touches.
    labels: Vec<Mutex<&'a mut [i32]>>,
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
        Clusters::new(self.k, self.samples.n_features())
    }

    fn block(&self, rows: Range<usize>, tile: &mut Tile, clusters: &mut Clusters) -> Result<()> {
        clusters.clear();
        let mut labels = self.labels[rows.start / ROW_BLOCK].lock().unwrap_or_else(PoisonError::into_inner);
        self.executor.simd().run(LloydBlock { pass: self, rows, tile, labels: &mut labels, clusters })
    }

    fn merge(&self, total: &mut Clusters, next: &Clusters) {
        total.merge(next);
    }
}

struct LloydBlock<'a, 'b> {
    pass: &'b LloydPass<'a>,
    rows: Range<usize>,
    tile: &'b mut Tile,
    labels: &'b mut [i32],
    clusters: &'b mut Clusters,
}

impl Vectorized for LloydBlock<'_, '_> {
    type Output = Result<()>;

    #[inline(always)]
    fn run<const LANES: usize>(self) -> Result<()> {
        let Self { pass, rows, tile, labels, clusters } = self;
        let (mut numbers, mut distances) = ([0.0; TILE], [0.0; TILE]);
        let mut inertia = Lanes::<LANES>::splat(0.0);
        let (first, count) = (rows.start, pass.samples.len());
        for (index, labels) in labels.chunks_mut(TILE).enumerate() {
            pass.cancellation.check()?;
            let start = first + index * TILE;
            let rows = start..start + labels.len();
            let values = pass.samples.rows(rows.clone());
            tile.fill(values, pass.samples.weights(rows.clone()));
            let next = pass.samples.rows(rows.end..count.min(rows.end + TILE));
            nearest::<LANES>(tile, pass.centers, next, &mut numbers, &mut distances);
            inertia += dot(&tile.weights[..tile.length], &distances);
            labels.iter_mut().zip(numbers).for_each(|(label, number)| *label = whole(number));
            clusters.add::<LANES>(tile, values, labels, pass.centers);
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

/// A whole number from 0 to 2^31, from a double: in the sum with 2^52 its bits are the last ones.
///
/// `as` would do, but sample by sample: what it does out of range and with NaN keeps it from being vectorized.
#[allow(clippy::cast_possible_truncation, reason = "the last bits are all that is wanted")]
#[inline(always)]
const fn whole(label: f64) -> i32 {
    (label + 4_503_599_627_370_496.0).to_bits() as i32
}
