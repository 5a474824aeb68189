//! The M step: a table of parameters from sums of the same shape.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

use super::family::{Family, Floor};
use super::parameters::Parameters;
use crate::em::{Data, Maximized, Samples};
use crate::mixture::e_step::{check_shape, check_values, given};
use crate::mixture::{Mixture, MixtureStatistics};
use crate::{Context, Result};

/// The parameters that maximise the expected log-likelihood, given the statistics of an E step.
///
/// The weights are s0 / sum(s0) (Bishop, *Pattern Recognition and Machine Learning*, 9.60). A component that no sample
/// belongs to keeps its row of the table.
///
/// # Errors
/// [`Error::InvalidArgument`](crate::Error::InvalidArgument) for a floor that is none, and for statistics of no samples.
pub fn maximize_statistics<F: Family>(
    statistics: &MixtureStatistics<F>,
    floor: Floor,
) -> Result<Maximized<Parameters<F>>> {
    let family = statistics.shape;
    family.check_floor(floor)?;
    statistics.check()?;
    let moments = statistics.moments();
    let masses = Array1::from(moments.masses());
    let degenerate = moments.empty();
    let mut table = Array2::zeros(statistics.shift.dim());
    for (j, mut row) in table.rows_mut().into_iter().enumerate() {
        let sums = ArrayView1::from(&moments.first[j * row.len()..][..row.len()]);
        let (sums, mass) = if degenerate.contains(&j) {
            (statistics.shift.row(j), 1.0)
        } else {
            (sums, moments.weight_sums[j])
        };
        row.assign(&sums);
        family.maximize(row.as_slice_mut().unwrap_or_default(), mass, floor);
    }
    let weights = &masses / masses.sum();
    Ok(Maximized { parameters: Parameters::of(family, weights.view(), table.view())?, degenerate })
}

/// The M step for samples `x` (n, d) with `responsibilities` (n, k), which may be in any memory order.
///
/// # Errors
/// As [`maximize_statistics`], and [`Error::InvalidArgument`](crate::Error::InvalidArgument) for samples that are none of
/// the family, and for responsibilities that are negative, not finite, or of another shape;
/// [`Error::Cancelled`](crate::Error::Cancelled).
pub fn maximize_responsibilities<'a, F: Family>(
    family: F,
    x: impl Into<Samples<'a>>,
    responsibilities: ArrayView2<'_, f64>,
    sample_weight: Option<ArrayView1<'a, f64>>,
    floor: Floor,
    context: Context<'_>,
) -> Result<Maximized<Parameters<F>>> {
    let data = Data::new(x, sample_weight)?;
    check_shape(data, responsibilities)?;
    family.check(data)?;
    let even = Parameters::even(family, responsibilities.ncols(), data.n_features())?;
    let density = family.density(even.weights(), even.table());
    let moments = given(&density, data, responsibilities, context)?;
    check_values(&moments.total(), responsibilities)?;
    maximize_statistics(&even.statistics(moments), floor)
}

impl<F: Family> Parameters<F> {
    /// Of components that are all alike.
    fn even(family: F, k: usize, d: usize) -> Result<Self> {
        let table = Array2::from_elem((k, family.columns(d)), family.even());
        Self::of(family, Array1::ones(k).view(), table.view())
    }
}
