//! One iteration of k-means.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

use super::assign::assign;
use crate::em::{Data, Samples};
use crate::{Context, Result};

/// The outcome of an iteration of k-means.
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
/// As [`assign`].
pub fn lloyd_step<'a>(
    x: impl Into<Samples<'a>>,
    centers: ArrayView2<'_, f64>,
    sample_weight: Option<ArrayView1<'a, f64>>,
    labels: &mut [i32],
    context: Context<'_>,
) -> Result<LloydStep> {
    let statistics = assign(Data::new(x, sample_weight)?, centers, labels, context)?;
    let (centers, weight_in_clusters) = statistics.means();
    Ok(LloydStep { centers, inertia: statistics.inertia(), weight_in_clusters })
}
