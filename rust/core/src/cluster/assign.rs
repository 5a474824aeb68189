//! The E step of k-means: samples to their nearest centers.

use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use ndarray::ArrayView2;

use super::nearest::{BATCH, nearest};
use super::statistics::{ClusterStatistics, Clusters};
use crate::compute::{Lanes, Pass, ROW_BLOCK};
use crate::em::{Batch, Data};
use crate::{Context, Error, Result, Simd, Vectorized};

/// Assigns samples to the nearest of `centers` (k, d), and gathers what the M step needs.
///
/// The `labels` (n) are overwritten: with the nearest center, the first of equals.
///
/// # Errors
/// [`Error::InvalidArgument`] on shapes that do not match, values that are not finite and negative weights;
/// [`Error::Cancelled`].
pub fn assign(
    data: Data<'_>,
    centers: ArrayView2<'_, f64>,
    labels: &mut [i32],
    context: Context<'_>,
) -> Result<ClusterStatistics> {
    let (k, d) = centers.dim();
    let data = data.of_features(d)?;
    if k == 0 || i32::try_from(k).is_err() {
        return Err(Error::invalid("centers", "at least one row", k));
    }
    if labels.len() != data.len() {
        return Err(Error::invalid("labels", format!("{} numbers", data.len()), labels.len()));
    }
    let centers = centers.as_standard_layout().into_owned();
    let flat = centers.as_slice().unwrap_or_default();
    let blocks = labels.chunks_mut(ROW_BLOCK).map(Mutex::new).collect();
    let pass = AssignPass { data, centers: flat, labels: blocks, k, context };
    let parallel = data.len() * k * d > SERIAL;
    let clusters = pass.run(data.first_row(), data.len(), parallel, context)?;
    if !clusters.sum(|clusters| clusters.inertia).is_finite() {
        return Err(data.explain_overflow());
    }
    Ok(ClusterStatistics::new(centers, clusters, data, labels))
}

/// The statistics of samples that are assigned to the nearest of `centers` (k, d), without their labels, of which only a
/// [mark](ClusterStatistics::labels) is kept.
///
/// Those of consecutive parts of the rows that know [where they begin](Data::from_row), merged in order, have the same bits
/// as those of the whole.
///
/// # Errors
/// As [`assign`].
pub fn cluster_statistics(
    data: Data<'_>,
    centers: ArrayView2<'_, f64>,
    context: Context<'_>,
) -> Result<ClusterStatistics> {
    let mut labels = vec![0; data.len()];
    let statistics = assign(data, centers, &mut labels, context)?;
    Ok(statistics.marked(&labels, data.first_row()))
}

/// Below this many coordinates compared, waking a second thread costs more than it gains.
const SERIAL: usize = 1 << 17;

struct AssignPass<'a> {
    data: Data<'a>,
    centers: &'a [f64],
    /// Of each block, which only the thread that has it touches.
    labels: Vec<Mutex<&'a mut [i32]>>,
    k: usize,
    context: Context<'a>,
}

impl Pass for AssignPass<'_> {
    type Workspace = Batch;
    type Output = Clusters;

    fn workspace(&self) -> Batch {
        Batch::new(BATCH, self.data.n_features())
    }

    fn output(&self) -> Clusters {
        Clusters::new(self.k, self.data.n_features())
    }

    fn block(&self, rows: Range<usize>, batch: &mut Batch, clusters: &mut Clusters) -> Result<()> {
        clusters.clear();
        let mut labels = self.labels[rows.start / ROW_BLOCK].lock().unwrap_or_else(PoisonError::into_inner);
        self.context.run(AssignBlock { pass: self, rows, batch, labels: &mut labels, clusters })
    }
}

struct AssignBlock<'a, 'b> {
    pass: &'b AssignPass<'a>,
    rows: Range<usize>,
    batch: &'b mut Batch,
    labels: &'b mut [i32],
    clusters: &'b mut Clusters,
}

impl Vectorized for AssignBlock<'_, '_> {
    type Output = Result<()>;

    #[inline(always)]
    fn run<const LANES: usize>(self) -> Result<()> {
        let Self { pass, rows, batch, labels, clusters } = self;
        let (mut numbers, mut distances) = ([0.0; BATCH], [0.0; BATCH]);
        let mut inertia = Lanes::<LANES>::splat(0.0);
        let (first, count) = (rows.start, pass.data.len());
        let mut buffer = Vec::new();
        for (index, labels) in labels.chunks_mut(BATCH).enumerate() {
            pass.context.check()?;
            let start = first + index * BATCH;
            let rows = start..start + labels.len();
            let values = pass.data.rows(rows.clone(), &mut buffer);
            batch.fill(values, pass.data.weights(rows.clone()));
            let next = pass.data.ahead(rows.end..count.min(rows.end + BATCH));
            nearest::<LANES>(batch, pass.centers, next, &mut numbers, &mut distances);
            inertia += dot(&batch.weights[..batch.length], &distances);
            labels.iter_mut().zip(numbers).for_each(|(label, number)| *label = whole(number));
            clusters.collect::<LANES>(batch, values, labels, pass.centers);
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
pub const fn whole(label: f64) -> i32 {
    (label + 4_503_599_627_370_496.0).to_bits() as i32
}

/// The nearest of some centers, for a few rows at a time, of a thread.
#[derive(Debug)]
pub struct Assigner<'a> {
    centers: &'a [f64],
    batch: Batch,
    simd: Simd,
}

impl<'a> Assigner<'a> {
    /// Most rows at a time.
    pub const CAPACITY: usize = BATCH;

    /// For `centers` of `n_features` each, in memory order.
    #[must_use]
    pub fn new(centers: &'a [f64], n_features: usize, simd: Simd) -> Self {
        Self { centers, batch: Batch::new(BATCH, n_features), simd }
    }

    /// The nearest center of each of some rows, the first of equals.
    pub fn assign(&mut self, rows: &[f64], labels: &mut [i32]) {
        self.simd.run(AssignRows { assigner: self, rows, labels });
    }
}

struct AssignRows<'a, 'b> {
    assigner: &'b mut Assigner<'a>,
    rows: &'b [f64],
    labels: &'b mut [i32],
}

impl Vectorized for AssignRows<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn run<const LANES: usize>(self) {
        let Assigner { centers, batch, .. } = self.assigner;
        let (mut numbers, mut distances) = ([0.0; BATCH], [0.0; BATCH]);
        batch.fill(self.rows, None);
        nearest::<LANES>(batch, centers, &[], &mut numbers, &mut distances);
        self.labels.iter_mut().zip(numbers).for_each(|(label, number)| *label = whole(number));
    }
}
