//! K-means as a model.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

use super::bounds::Bounds;
use super::statistics::ClusterStatistics;
use crate::em::{Attracted, Data, Maximized, Model, Step, matched};
use crate::{Context, Error, Result};

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

impl Labels {
    /// Where the labels of the next E step belong, for `n` samples.
    pub(super) fn next(&mut self, n: usize) -> &mut [i32] {
        std::mem::swap(&mut self.last, &mut self.before);
        self.last.resize(n, 0);
        &mut self.last
    }

    /// Whether no sample changed its label.
    pub(super) fn settled(&self) -> bool {
        self.last == self.before
    }
}

/// What k-means keeps from one E step to the next.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    labels: Labels,
    bounds: Bounds,
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
    type Memory = Memory;

    fn expect(&self, data: Data<'_>, memory: &mut Memory, context: Context<'_>) -> Result<ClusterStatistics> {
        let Memory { labels, bounds } = memory;
        bounds.assign(data, self.centers.view(), labels.next(data.len()), context)
    }

    fn maximize(statistics: &ClusterStatistics, (): &(), _: Context<'_>) -> Result<Maximized<Self>> {
        let (centers, weights) = statistics.means();
        Ok(Maximized { parameters: Self { centers, weights }, degenerate: Vec::new() })
    }

    /// Whether no sample changed its cluster, or the squares of the centers' shifts sum to at most `tol`.
    fn converged(before: &Step<Self>, after: &Step<Self>, memory: &Memory, tol: f64) -> bool {
        let shifts = &after.parameters.centers - &before.parameters.centers;
        memory.labels.settled() || shifts.mapv(|shift| shift * shift).sum() <= tol
    }
}

/// Centers that differ less than this, in units of the distance of the farthest two, differ by rounding.
const ROUNDING: f64 = 1e-9;

impl Attracted for KMeans {
    fn shape(&self) -> (usize, usize) {
        self.centers.dim()
    }

    fn moved(&self, component: usize, mean: ArrayView1<'_, f64>) -> Result<Self> {
        if let Some(value) = mean.iter().find(|value| !value.is_finite()) {
            return Err(Error::invalid("mean", "finite", value));
        }
        let mut centers = self.centers.clone();
        centers.row_mut(component).assign(&mean);
        Ok(Self::new(centers))
    }

    /// Centers end at exactly the means of their samples, and those of other samples are others, however near: the
    /// tolerance is that of rounding.
    fn twins(&self, others: &Self, _within: f64) -> Option<Vec<usize>> {
        let square = |left: ArrayView1<'_, f64>, right: ArrayView1<'_, f64>| -> f64 {
            left.iter().zip(right).map(|(left, right)| (left - right).powi(2)).sum()
        };
        if others.centers.dim() != self.centers.dim() {
            return None;
        }
        let farthest = others.centers.rows().into_iter().map(|center| square(center, others.centers.row(0)));
        let most = farthest.fold(0.0, f64::max) * ROUNDING.powi(2);
        matched(self.centers.nrows(), |center, other| {
            square(self.centers.row(center), others.centers.row(other)) <= most
        })
    }
}
