//! The M step: parameters from sufficient statistics or from given responsibilities.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

use super::check::check;
use super::density::Density;
use super::parameters::Parameters;
use super::statistics::SufficientStatistics;
use crate::em::{Data, Maximized, Samples};
use crate::mixture::e_step::{check_shape, check_values};
use crate::mixture::{Mixture, Passes};
use crate::{Context, Error, Result};

/// The least distance of a probability from 0 and from 1. At zero it may be 0 or 1, which no later step can change.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Floor(pub f64);

/// The parameters that maximise the expected log-likelihood, given the statistics of an E step.
///
/// The weights are s0 / sum(s0), the probabilities s1 / s0 (Bishop, *Pattern Recognition and Machine Learning*, 9.59,
/// 9.60). A component that no sample belongs to keeps its probabilities.
///
/// # Errors
/// [`Error::InvalidArgument`] for a floor that is not from 0 to below 1/2, and for statistics of no samples.
pub fn maximize_statistics(
    statistics: &SufficientStatistics,
    Floor(floor): Floor,
) -> Result<Maximized<Parameters>> {
    if !(0.0..0.5).contains(&floor) {
        return Err(Error::invalid("floor", "from 0 to below 0.5", floor));
    }
    statistics.check()?;
    let moments = &statistics.moments;
    let masses: Array1<f64> = moments.weight_sums.iter().map(|sum| sum + moments.floor()).collect();
    let degenerate = moments.empty();
    let d = statistics.n_features();
    let probabilities = Array2::from_shape_fn(statistics.shift.dim(), |(j, c)| {
        let share = if degenerate.contains(&j) {
            statistics.shift[(j, c)]
        } else {
            moments.first[j * d + c] / moments.weight_sums[j]
        };
        share.clamp(floor, 1.0 - floor)
    });
    let weights = &masses / masses.sum();
    Ok(Maximized { parameters: Parameters::new(weights.view(), probabilities.view())?, degenerate })
}

/// The M step for samples `x` (n, d) with `responsibilities` (n, k), which may be in any memory order.
///
/// # Errors
/// As [`maximize_statistics`], and [`Error::InvalidArgument`] for samples outside [0, 1] and for responsibilities that
/// are negative, not finite, or of another shape; [`Error::Cancelled`].
pub fn maximize_responsibilities<'a>(
    x: impl Into<Samples<'a>>,
    responsibilities: ArrayView2<'_, f64>,
    sample_weight: Option<ArrayView1<'a, f64>>,
    floor: Floor,
    context: Context<'_>,
) -> Result<Maximized<Parameters>> {
    let data = Data::new(x, sample_weight)?;
    check_shape(data, responsibilities)?;
    check(data)?;
    let shape = (responsibilities.ncols(), data.n_features());
    let even = Parameters::new(Array1::ones(shape.0).view(), Array2::from_elem(shape, 0.5).view())?;
    let moments = Density::new(&even).given(data, responsibilities, context)?;
    check_values(&moments, responsibilities)?;
    maximize_statistics(&even.statistics(moments), floor)
}
