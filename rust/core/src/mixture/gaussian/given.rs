//! The M step from given responsibilities.

use ndarray::{Array2, ArrayView1, ArrayView2, Axis};

use super::covariance_type::CovarianceType;
use super::maximize::maximize_statistics;
use super::parameters::Parameters;
use super::regularization::Regularization;
use crate::em::{Data, Maximized, Samples};
use crate::mixture::Mixture;
use crate::mixture::e_step::{check_shape, check_values, given};
use crate::{Context, Result};

/// The M step for samples `x` (n, d) with `responsibilities` (n, k), which may be in any memory order.
///
/// Two passes: the first finds the means, the second gathers the moments about them.
///
/// # Errors
/// As [`expect_statistics`](crate::mixture::expect_statistics) and [`maximize_statistics`]; and
/// [`Error::InvalidArgument`](crate::Error::InvalidArgument) if the responsibilities are negative, not finite, or of another shape.
pub fn maximize_responsibilities<'a>(
    x: impl Into<Samples<'a>>,
    responsibilities: ArrayView2<'_, f64>,
    sample_weight: Option<ArrayView1<'a, f64>>,
    covariance_type: CovarianceType,
    regularization: Regularization,
    context: Context<'_>,
) -> Result<Maximized<Parameters>> {
    let data = Data::new(x, sample_weight)?;
    check_shape(data, responsibilities)?;
    let gather = |shift: Array2<f64>, covariance_type| {
        if !shift.iter().all(|value| value.is_finite()) {
            return Err(data.explain_overflow());
        }
        let parameters = Parameters::about(shift.view(), covariance_type)?;
        let moments = given(&*parameters.density(), data, responsibilities, context)?;
        Ok(parameters.statistics(moments))
    };
    let k = responsibilities.ncols();
    let mut buffer = Vec::new();
    let first = data.rows(0..1, &mut buffer);
    let first_sample = Array2::from_shape_fn((k, first.len()), |(_, feature)| first[feature]);
    let rough = gather(first_sample, CovarianceType::Diag)?;
    check_values(&rough.moments(), responsibilities)?;
    let masses = rough.weight_sums().mapv(|sum| if sum > 0.0 { sum } else { 1.0 });
    let means = &rough.shift() + &(rough.first() / masses.insert_axis(Axis(1)));
    maximize_statistics(&gather(means, covariance_type)?, regularization, context)
}
