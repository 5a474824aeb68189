//! The M step from given responsibilities, and its statistics.

use iterscope::em::Data;
use iterscope::mixture::{self, CovarianceType};
use pyo3::prelude::*;

use super::maximize::wrap;
use super::parameters::Parameters;
use super::registry::AnyParameters;
use super::regularization::regularization;
use crate::arrays::{Matrix, Samples, Vector, contiguous, row_major};
use crate::cancellation::{Cancellation, flag};
use crate::error::CoreError;
use crate::runtime::run_told;

#[pyfunction]
#[pyo3(signature = (
    X, responsibilities, sample_weight=None, *, covariance_type, reg_covar, relative=false, cancellation=None
))]
#[allow(non_snake_case, reason = "scikit-learn's name")]
#[allow(clippy::too_many_arguments, reason = "they are keywords in Python")]
pub fn maximize_responsibilities(
    py: Python<'_>,
    X: Samples<'_>,
    responsibilities: Matrix<'_>,
    sample_weight: Option<Vector<'_>>,
    covariance_type: &str,
    reg_covar: f64,
    relative: bool,
    cancellation: Option<&Bound<'_, Cancellation>>,
) -> PyResult<(Parameters, Vec<usize>)> {
    let x = X.row_major()?;
    let responsibilities = contiguous("responsibilities", &responsibilities)?;
    let weights = sample_weight.as_ref().map(|weights| row_major("sample_weight", weights)).transpose()?;
    let covariance_type: CovarianceType = covariance_type.parse().map_err(CoreError::from)?;
    let regularization = regularization(reg_covar, relative);
    let cancellation = flag(cancellation);
    let maximized = run_told(py, &cancellation, |context| {
        mixture::maximize_responsibilities(
            x,
            responsibilities,
            weights,
            covariance_type,
            regularization,
            context,
        )
    })?;
    Ok(wrap(maximized))
}

#[pyfunction]
#[pyo3(signature = (X, responsibilities, parameters, sample_weight=None, *, first_row=0, cancellation=None))]
#[allow(non_snake_case, reason = "scikit-learn's name")]
pub fn given_statistics<'py>(
    py: Python<'py>,
    X: Samples<'py>,
    responsibilities: Matrix<'py>,
    parameters: AnyParameters<'py>,
    sample_weight: Option<Vector<'py>>,
    first_row: u64,
    cancellation: Option<&Bound<'py, Cancellation>>,
) -> PyResult<Bound<'py, PyAny>> {
    let x = X.row_major()?;
    let responsibilities = contiguous("responsibilities", &responsibilities)?;
    let weights = sample_weight.as_ref().map(|weights| row_major("sample_weight", weights)).transpose()?;
    let data = Data::new(x, weights).and_then(|data| data.from_row(first_row)).map_err(CoreError::from)?;
    let (parameters, cancellation) = (parameters.get(), flag(cancellation));
    let statistics =
        run_told(py, &cancellation, |context| parameters.given(data, responsibilities, context))?;
    statistics.wrap(py)
}
