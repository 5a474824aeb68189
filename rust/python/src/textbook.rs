//! The tutorial's M steps.

use iterscope::Context;
use iterscope::textbook::Style;
use numpy::{IntoPyArray, PyArray1, PyArray2, PyArray3};
use pyo3::prelude::*;

use crate::arrays::{Matrix, contiguous, row_major};
use crate::cancellation::{Cancellation, flag};
use crate::error::CoreError;
use crate::runtime::run;

/// Weights, means and covariances.
type Estimates<'py> = (Bound<'py, PyArray1<f64>>, Bound<'py, PyArray2<f64>>, Bound<'py, PyArray3<f64>>);

#[pyfunction]
#[pyo3(signature = (X, responsibilities, *, style, cancellation=None))]
#[allow(non_snake_case, reason = "scikit-learn's name")]
pub fn maximize_styled<'py>(
    py: Python<'py>,
    X: Matrix<'py>,
    responsibilities: Matrix<'py>,
    style: &str,
    cancellation: Option<&Bound<'py, Cancellation>>,
) -> PyResult<Estimates<'py>> {
    let x = row_major("X", &X)?;
    let responsibilities = contiguous("responsibilities", &responsibilities)?;
    let style: Style = style.parse().map_err(CoreError::from)?;
    let cancellation = flag(cancellation);
    let (weights, means, covariances) = run(py, &cancellation, |executor| {
        style.maximize(x, responsibilities, Context::new(executor, &cancellation))
    })?;
    Ok((weights.into_pyarray(py), means.into_pyarray(py), covariances.into_pyarray(py)))
}
