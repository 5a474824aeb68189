//! The map as a model that is iterated: its E step, its M step, and where it ends.

use super::self_organizing_map::SelfOrganizingMap;
use super::statistics::{MapStatistics, Shrinking};
use crate::cluster::kmeans::Labels;
use crate::em::{Data, Maximized, Model, Step};
use crate::{Context, Result};

impl Model for SelfOrganizingMap {
    const KIND: &'static str = "self_organizing_map";
    type Statistics = MapStatistics;
    type Prior = Shrinking;
    type Memory = Labels;

    fn expect(&self, data: Data<'_>, memory: &mut Labels, context: Context<'_>) -> Result<MapStatistics> {
        self.assign(data, memory.next(data.len()), context)
    }

    fn maximize(statistics: &MapStatistics, prior: &Shrinking, _: Context<'_>) -> Result<Maximized<Self>> {
        Ok(Maximized { parameters: statistics.maximize(*prior), degenerate: Vec::new() })
    }

    /// Whether the radius stays, and no sample changed its node or the squares of the nodes' shifts sum to at most `tol`.
    fn converged(before: &Step<Self>, after: &Step<Self>, memory: &Labels, tol: f64) -> bool {
        let (before, after) = (&before.parameters, &after.parameters);
        let shifts = &after.means - &before.means;
        after.radius == before.radius && (memory.settled() || shifts.mapv(|shift| shift * shift).sum() <= tol)
    }
}
