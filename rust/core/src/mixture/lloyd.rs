//! One iteration of k-means.

use std::ops::Range;

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

use super::blocks::Pass;
use super::clusters::Clusters;
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
    clusters.relocate_empty(samples, flat);
    Ok(LloydStep {
        centers: clusters.averages(&centers.view()),
        labels: clusters.labels.into(),
        inertia: clusters.inertia,
        weight_in_clusters: clusters.weights.into(),
    })
}

/// Below this many coordinates compared, waking a second thread costs more than it gains.
const SERIAL: usize = 1 << 17;

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
        // Room for all labels: the first block's output becomes the total.
        Clusters::new(self.k, self.samples.n_features(), self.samples.len())
    }

    fn block(&self, rows: Range<usize>, tile: &mut Tile, clusters: &mut Clusters) -> Result<()> {
        clusters.clear();
        self.executor.simd().run(LloydBlock { pass: self, rows, tile, clusters })
    }

    fn merge(&self, total: &mut Clusters, next: &Clusters) {
        total.merge(next);
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
        let (mut labels, mut distances) = ([0.0; TILE], [0.0; TILE]);
        let mut inertia = Lanes::<LANES>::splat(0.0);
        let (end, count) = (rows.end, pass.samples.len());
        for start in rows.step_by(TILE) {
            pass.cancellation.check()?;
            let rows = start..end.min(start + TILE);
            let values = pass.samples.rows(rows.clone());
            tile.fill(values, pass.samples.weights(rows.clone()));
            let next = pass.samples.rows(rows.end..count.min(rows.end + TILE));
            nearest::<LANES>(tile, pass.centers, next, &mut labels, &mut distances);
            inertia += dot(&tile.weights[..tile.length], &distances);
            clusters.add::<LANES>(tile, values, &labels, pass.centers);
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
