//! Planes in which samples of many features are looked at.

use iterscope::projection;
use numpy::{IntoPyArray, PyArray1, PyArray2};
use pyo3::prelude::*;

use crate::arrays::{Samples, Vector, row_major};
use crate::cancellation::{Cancellation, flag};
use crate::runtime::run_told;

/// Mean, axes, variances.
type PrincipalAxes<'py> = (Bound<'py, PyArray1<f64>>, Bound<'py, PyArray2<f64>>, Bound<'py, PyArray1<f64>>);

#[pyfunction]
#[pyo3(signature = (X, n_axes, sample_weight=None, *, cancellation=None))]
#[allow(non_snake_case, reason = "scikit-learn's name")]
pub fn principal_axes<'py>(
    py: Python<'py>,
    X: Samples<'py>,
    n_axes: usize,
    sample_weight: Option<Vector<'py>>,
    cancellation: Option<&Bound<'py, Cancellation>>,
) -> PyResult<PrincipalAxes<'py>> {
    let x = X.row_major()?;
    let weights = sample_weight.as_ref().map(|weights| row_major("sample_weight", weights)).transpose()?;
    let cancellation = flag(cancellation);
    let found =
        run_told(py, &cancellation, |context| projection::principal_axes(x, weights, n_axes, context))?;
    Ok((found.mean.into_pyarray(py), found.axes.into_pyarray(py), found.variances.into_pyarray(py)))
}
