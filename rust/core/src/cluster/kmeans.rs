//! K-means as a model.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

use super::assign::assign;
use super::statistics::ClusterStatistics;
use crate::em::{Data, Maximized, Model, Step};
use crate::{Context, Result};

/// The centers of k-means.
#[derive(Clone, Debug, PartialEq)]
pub struct KMeans {
    centers: Array2<f64>,
    weights: Array1<f64>,
}

/// The nearest centers of the samples, of the last two E steps.
#[derive(Clone, Debug, Default)]
pub struct Labels {
    last: Vec<i32>,
    before: Vec<i32>,
}

impl KMeans {
    /// From centers of shape (k, d); as long as nothing is assigned, the clusters weigh the same.
    #[must_use]
    pub fn new(centers: Array2<f64>) -> Self {
        let k = centers.nrows();
        Self { centers, weights: Array1::from_elem(k, 1.0 / k as f64) }
    }

    /// The centers, shape (k, d).
    #[must_use]
    pub fn centers(&self) -> ArrayView2<'_, f64> {
        self.centers.view()
    }

    /// The weights of the samples of each cluster, shape (k).
    #[must_use]
    pub fn weights(&self) -> ArrayView1<'_, f64> {
        self.weights.view()
    }
}

impl Model for KMeans {
    const KIND: &'static str = "kmeans";
    type Statistics = ClusterStatistics;
    type Prior = ();
    type Memory = Labels;

    fn expect(&self, data: Data<'_>, memory: &mut Labels, context: Context<'_>) -> Result<ClusterStatistics> {
        std::mem::swap(&mut memory.last, &mut memory.before);
        memory.last.resize(data.len(), 0);
        assign(data, self.centers.view(), &mut memory.last, context)
    }

    fn maximize(statistics: &ClusterStatistics, (): &(), _: Context<'_>) -> Result<Maximized<Self>> {
        let (centers, weights) = statistics.means();
        Ok(Maximized { parameters: Self { centers, weights }, degenerate: Vec::new() })
    }

    /// Whether no sample changed its cluster, or the squares of the centers' shifts sum to at most `tol`.
    fn converged(before: &Step<Self>, after: &Step<Self>, memory: &Labels, tol: f64) -> bool {
        let shifts = &after.parameters.centers - &before.parameters.centers;
        memory.last == memory.before || shifts.mapv(|shift| shift * shift).sum() <= tol
    }
}
