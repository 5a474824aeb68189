//! The E step of k-means: samples to their nearest centers.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use ndarray::ArrayView2;

use super::bounds::{Bounds, Drift, Kept, above, below};
use super::nearest::{BATCH, Nearest};
use super::screen::{Screen, Sighting};
use super::statistics::{ClusterStatistics, Clusters, weighted};
use crate::compute::{Lanes, Pass, ROW_BLOCK};
use crate::em::{Batch, Data};
use crate::{Context, Error, Result, Vectorized};

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
    assign_within(data, centers, labels, None, context)
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

impl Bounds {
    /// Does what [`assign`] does, bit for bit, and compares only those samples with all centers that these bounds leave in
    /// doubt.
    ///
    /// # Errors
    /// As [`assign`].
    pub fn assign(
        &mut self,
        data: Data<'_>,
        centers: ArrayView2<'_, f64>,
        labels: &mut [i32],
        context: Context<'_>,
    ) -> Result<ClusterStatistics> {
        let known = self.prepare(data.len(), centers);
        assign_within(data, centers, labels, known.then_some(self), context)
    }
}

/// Below this many coordinates compared, waking a second thread costs more than it gains.
const SERIAL: usize = 1 << 17;

fn assign_within(
    data: Data<'_>,
    centers: ArrayView2<'_, f64>,
    labels: &mut [i32],
    mut bounds: Option<&mut Bounds>,
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
    let drift = bounds.as_ref().and_then(|bounds| bounds.drift(centers.view()));
    let screen =
        if bounds.as_ref().is_some_and(|bounds| bounds.doubtful) { None } else { Screen::new(flat, d) };
    let parts = labels.chunks_mut(ROW_BLOCK);
    let blocks = match &mut bounds {
        Some(bounds) => {
            bounds.unsettle();
            let kept = bounds.blocks().map(Some);
            parts.zip(kept).map(|(labels, kept)| Mutex::new(Block { labels, kept })).collect()
        }
        None => parts.map(|labels| Mutex::new(Block { labels, kept: None })).collect(),
    };
    let [compared, doubted] = [AtomicUsize::new(0), AtomicUsize::new(0)];
    let pass = AssignPass { data, centers: flat, drift, screen, blocks, k, context, compared, doubted };
    let parallel = data.len().saturating_mul(k * d) > SERIAL;
    let clusters = pass.run(data.first_row(), data.len(), parallel, context)?;
    let doubtful = pass.doubtful();
    drop(pass);
    if !clusters.sum(|clusters| clusters.inertia).is_finite() {
        return Err(data.explain_overflow());
    }
    if let Some(bounds) = bounds {
        bounds.settle(centers.clone());
        bounds.doubtful |= doubtful;
    }
    Ok(ClusterStatistics::new(centers, clusters, data, labels))
}

struct AssignPass<'a> {
    data: Data<'a>,
    centers: &'a [f64],
    /// None if the blocks have no bounds yet.
    drift: Option<Drift>,
    screen: Option<Screen>,
    /// Which only the thread that has it touches.
    blocks: Vec<Mutex<Block<'a>>>,
    k: usize,
    context: Context<'a>,
    /// Samples that were compared in single precision, and those of them that were compared again.
    compared: AtomicUsize,
    doubted: AtomicUsize,
}

/// What is known of the samples of a block.
struct Block<'a> {
    labels: &'a mut [i32],
    kept: Option<Kept<'a>>,
}

/// The memory of a thread.
struct Desk {
    batch: Batch,
    nearest: Nearest,
    sighting: Sighting,
    /// Rows that are compared, one after the other.
    chosen: Vec<f64>,
    /// Their numbers, and a place for one more.
    listed: [u16; ROW_BLOCK + 1],
    weights: [f64; ROW_BLOCK],
    squares: [f64; ROW_BLOCK],
}

impl Pass for AssignPass<'_> {
    type Workspace = Desk;
    type Output = Clusters;

    fn workspace(&self) -> Desk {
        let d = self.data.n_features();
        Desk {
            batch: Batch::new(BATCH, d),
            nearest: Nearest::new(),
            sighting: Sighting::new(if self.screen.is_some() { d } else { 0 }),
            chosen: Vec::new(),
            listed: [0; ROW_BLOCK + 1],
            weights: [0.0; ROW_BLOCK],
            squares: [0.0; ROW_BLOCK],
        }
    }

    fn output(&self) -> Clusters {
        Clusters::new(self.k, self.data.n_features())
    }

    fn block(&self, rows: Range<usize>, desk: &mut Desk, clusters: &mut Clusters) -> Result<()> {
        clusters.clear();
        let mut block = self.blocks[rows.start / ROW_BLOCK].lock().unwrap_or_else(PoisonError::into_inner);
        self.context.run(AssignBlock { pass: self, rows, desk, block: &mut block, clusters })
    }
}

struct AssignBlock<'a, 'b, 'c> {
    pass: &'b AssignPass<'a>,
    rows: Range<usize>,
    desk: &'b mut Desk,
    block: &'b mut Block<'c>,
    clusters: &'b mut Clusters,
}

impl Vectorized for AssignBlock<'_, '_, '_> {
    type Output = Result<()>;

    #[inline(always)]
    fn run<const LANES: usize>(self) -> Result<()> {
        let Self { pass, rows, desk, block, clusters } = self;
        let mut inertia = Lanes::<LANES>::splat(0.0);
        let mut buffer = Vec::new();
        let span = (CACHED / pass.data.n_features() / BATCH * BATCH).clamp(BATCH, ROW_BLOCK);
        for (index, labels) in block.labels.chunks_mut(span).enumerate() {
            pass.context.check()?;
            let count = labels.len();
            let part = index * span..index * span + count;
            let rows = rows.start + part.start..rows.start + part.end;
            let values = pass.data.rows(rows.clone(), &mut buffer);
            let mut kept = block.kept.as_mut().map(|kept| kept.part(part));
            pass.label::<LANES>(values, rows.start, labels, kept.as_mut(), desk);
            let Desk { weights, squares, .. } = &mut *desk;
            match pass.data.weights(rows) {
                Some(given) => weights[..count].copy_from_slice(given),
                None => weights[..count].fill(1.0),
            }
            let padded = count.next_multiple_of(BATCH);
            weights[count..padded].fill(0.0);
            clusters.collect::<LANES>(values, weights, labels, pass.centers, squares);
            inertia = weighted(&weights[..padded], &squares[..padded], inertia);
            if let Some(kept) = kept {
                kept.labels.copy_from_slice(labels);
                kept.upper.iter_mut().zip(&*squares).for_each(|(upper, square)| *upper = above(*square));
            }
        }
        clusters.inertia = inertia.sum();
        Ok(())
    }
}

/// Values of samples that stay in the second-level cache while they are compared and then collected.
const CACHED: usize = 1 << 14;

impl AssignPass<'_> {
    /// Whether so many samples were compared again that single precision does not pay.
    fn doubtful(&self) -> bool {
        self.doubted.load(Ordering::Relaxed) > self.compared.load(Ordering::Relaxed) / 4
    }

    /// Writes the labels of some samples, of which the first is row `start`, and no more than the distances of other
    /// centers.
    #[inline(always)]
    fn label<const L: usize>(
        &self,
        values: &[f64],
        start: usize,
        labels: &mut [i32],
        mut kept: Option<&mut Kept<'_>>,
        desk: &mut Desk,
    ) {
        if self.k == 1 {
            labels.fill(0);
            return;
        }
        let mut count = match (&mut kept, &self.drift) {
            (Some(kept), Some(drift)) => {
                labels.copy_from_slice(kept.labels);
                kept.loosen(drift, &mut desk.listed)
            }
            _ => all(labels.len(), &mut desk.listed),
        };
        if let Some(screen) = &self.screen {
            count = self.sight::<L>(screen, values, count, labels, kept.as_deref_mut(), desk);
        }
        let Desk { batch, nearest, chosen, listed, .. } = desk;
        let d = self.data.n_features();
        for listed in listed[..count].chunks(BATCH) {
            let (first, end) = (usize::from(listed[0]), usize::from(listed[listed.len() - 1]) + 1);
            let mut next: &[f64] = &[];
            if end - first == listed.len() {
                let after = start + end;
                next = self.data.ahead(after..self.data.len().min(after + BATCH));
                batch.fill(&values[first * d..end * d], None);
            } else {
                chosen.clear();
                for row in listed {
                    chosen.extend_from_slice(&values[usize::from(*row) * d..][..d]);
                }
                batch.fill(chosen, None);
            }
            let Some(kept) = &mut kept else {
                nearest.find::<L, false>(batch, self.centers, next);
                for (row, number) in listed.iter().zip(nearest.numbers) {
                    labels[usize::from(*row)] = whole(number);
                }
                continue;
            };
            nearest.find::<L, true>(batch, self.centers, next);
            for (at, row) in listed.iter().enumerate() {
                labels[usize::from(*row)] = whole(nearest.numbers[at]);
                kept.lower[usize::from(*row)] = below(nearest.seconds[at]);
            }
        }
    }

    /// As [`label`](Self::label), in single precision, of the samples that are listed; lists those that are in doubt.
    #[inline(always)]
    fn sight<const L: usize>(
        &self,
        screen: &Screen,
        values: &[f64],
        count: usize,
        labels: &mut [i32],
        mut kept: Option<&mut Kept<'_>>,
        desk: &mut Desk,
    ) -> usize {
        let Desk { sighting, listed, .. } = desk;
        let mut doubted = 0;
        for start in (0..count).step_by(BATCH) {
            let end = count.min(start + BATCH);
            screen.find::<L>(values, &listed[start..end], sighting);
            for at in 0..end - start {
                let number = listed[start + at];
                let row = usize::from(number);
                labels[row] = whole(f64::from(sighting.numbers[at]));
                if let Some(kept) = &mut kept {
                    kept.lower[row] = sighting.lower[at];
                }
                listed[doubted] = number;
                doubted += usize::from(!sighting.sure[at]);
            }
        }
        self.compared.fetch_add(count, Ordering::Relaxed);
        self.doubted.fetch_add(doubted, Ordering::Relaxed);
        doubted
    }
}

/// Lists all samples of a block.
#[allow(clippy::cast_possible_truncation, reason = "a block is short")]
#[inline(always)]
fn all(count: usize, listed: &mut [u16]) -> usize {
    listed[..count].iter_mut().enumerate().for_each(|(at, listed)| *listed = at as u16);
    count
}

/// A whole number from 0 to 2^31, from a double: in the sum with 2^52 its bits are the last ones.
///
/// `as` would do, but sample by sample: what it does out of range and with NaN keeps it from being vectorized.
#[allow(clippy::cast_possible_truncation, reason = "the last bits are all that is wanted")]
#[inline(always)]
pub const fn whole(label: f64) -> i32 {
    (label + 4_503_599_627_370_496.0).to_bits() as i32
}
