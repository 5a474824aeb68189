//! The E step of a map: samples to their winners.
#![allow(clippy::cast_sign_loss, reason = "a label is not negative")]

use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use super::self_organizing_map::SelfOrganizingMap;
use super::statistics::{MapStatistics, Tally};
use super::winners::{Winner, Winners};
use crate::cluster::assign::whole;
use crate::cluster::nearest::BATCH;
use crate::cluster::statistics::{Clusters, weighted};
use crate::compute::{Lanes, Pass, ROW_BLOCK};
use crate::em::{Batch, Data};
use crate::{Context, Error, Result, Vectorized};

impl SelfOrganizingMap {
    /// The E step: overwrites `labels` (n) with the winners, and gathers what the M step needs.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] on shapes that do not match, values that are not finite and negative weights;
    /// [`Error::Cancelled`].
    pub fn assign(&self, data: Data<'_>, labels: &mut [i32], context: Context<'_>) -> Result<MapStatistics> {
        let (k, d) = self.means.dim();
        let data = data.of_features(d)?;
        if labels.len() != data.len() {
            return Err(Error::invalid("labels", format!("{} numbers", data.len()), labels.len()));
        }
        let map = Self { means: self.means.as_standard_layout().into_owned(), ..self.clone() };
        let (centers, offsets) = map.targets();
        let blocks = labels.chunks_mut(ROW_BLOCK).map(Mutex::new).collect();
        let pass = MapPass { data, map: &map, centers, offsets, labels: blocks, context };
        let parallel = data.len().saturating_mul(k * d) > SERIAL;
        let tallies = pass.run(data.first_row(), data.len(), parallel, context)?;
        if !tallies.sum(|tally| tally.clusters.inertia).is_finite() {
            return Err(data.explain_overflow());
        }
        Ok(MapStatistics { map, tallies })
    }
}

/// Below this many coordinates compared, waking a second thread costs more than it gains.
const SERIAL: usize = 1 << 17;

struct MapPass<'a> {
    data: Data<'a>,
    map: &'a SelfOrganizingMap,
    centers: Vec<f64>,
    offsets: Vec<f64>,
    /// Of each block, which only the thread that has it touches.
    labels: Vec<Mutex<&'a mut [i32]>>,
    context: Context<'a>,
}

impl Pass for MapPass<'_> {
    type Workspace = Batch;
    type Output = Tally;

    fn workspace(&self) -> Batch {
        Batch::new(BATCH, self.data.n_features())
    }

    fn output(&self) -> Tally {
        let clusters = Clusters::new(self.offsets.len(), self.data.n_features());
        Tally { clusters, distance: 0.0, torn: 0.0, weight: 0.0 }
    }

    fn block(&self, rows: Range<usize>, batch: &mut Batch, tally: &mut Tally) -> Result<()> {
        tally.clusters.clear();
        (tally.distance, tally.torn, tally.weight) = (0.0, 0.0, 0.0);
        let mut labels = self.labels[rows.start / ROW_BLOCK].lock().unwrap_or_else(PoisonError::into_inner);
        self.context.run(MapBlock { pass: self, rows, batch, labels: &mut labels, tally })
    }
}

struct MapBlock<'a, 'b> {
    pass: &'b MapPass<'a>,
    rows: Range<usize>,
    batch: &'b mut Batch,
    labels: &'b mut [i32],
    tally: &'b mut Tally,
}

impl Vectorized for MapBlock<'_, '_> {
    type Output = Result<()>;

    #[inline(always)]
    fn run<const LANES: usize>(self) -> Result<()> {
        let Self { pass, rows, batch, labels, tally } = self;
        let MapPass { data, map, centers, offsets, .. } = pass;
        let (mut winners, mut buffer) = (Winners::new(), Vec::new());
        let means = map.means.as_slice().unwrap_or_default();
        let mut squares = [0.0; BATCH];
        let mut energy = Lanes::<LANES>::splat(0.0);
        for (index, labels) in labels.chunks_mut(BATCH).enumerate() {
            pass.context.check()?;
            let start = rows.start + index * BATCH;
            let rows = start..start + labels.len();
            let values = data.rows(rows.clone(), &mut buffer);
            batch.fill(values, data.weights(rows.clone()));
            let next = data.ahead(rows.end..data.len().min(rows.end + BATCH));
            winners.find::<LANES>(batch, centers, offsets, next);
            labels.iter_mut().zip(winners.first).for_each(|(label, first)| *label = whole(first));
            tally.clusters.collect::<LANES>(values, &batch.weights, labels, means, &mut squares);
            let scores = if map.winner == Winner::Nearest { &squares } else { &winners.score };
            energy = weighted(&batch.weights[..batch.length], &scores[..batch.length], energy);
            for (sample, label) in labels.iter().enumerate() {
                let weight = batch.weights[sample];
                let [first, second] = [*label as usize, whole(winners.second[sample]) as usize];
                tally.distance += weight * squares[sample].sqrt();
                tally.torn += if map.lattice.adjacent(first, second) { 0.0 } else { weight };
                tally.weight += weight;
            }
        }
        tally.clusters.inertia = energy.sum();
        Ok(())
    }
}
