//! The E step, fused with the sums of the M step.

use iterscope::em::Data;
use pyo3::prelude::*;

use super::registry::AnyParameters;
use crate::arrays::{Samples, Vector, row_major};
use crate::cancellation::{Cancellation, flag};
use crate::error::CoreError;
use crate::runtime::run_told;

#[pyfunction]
#[pyo3(signature = (X, parameters, sample_weight=None, *, first_row=0, cancellation=None))]
#[allow(non_snake_case, reason = "scikit-learn's name")]
pub fn expect_statistics<'py>(
    py: Python<'py>,
    X: Samples<'py>,
    parameters: AnyParameters<'py>,
    sample_weight: Option<Vector<'py>>,
    first_row: u64,
    cancellation: Option<&Bound<'py, Cancellation>>,
) -> PyResult<Bound<'py, PyAny>> {
    let x = X.row_major()?;
    let weights = sample_weight.as_ref().map(|weights| row_major("sample_weight", weights)).transpose()?;
    let data = Data::new(x, weights).and_then(|data| data.from_row(first_row)).map_err(CoreError::from)?;
    let (parameters, cancellation) = (parameters.get(), flag(cancellation));
    let statistics = run_told(py, &cancellation, |context| parameters.expect(data, context))?;
    statistics.wrap(py)
}
