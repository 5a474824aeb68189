//! Distances of samples to centers.

use iterscope::{Context, cluster};
use numpy::{IntoPyArray, PyArray2};
use pyo3::prelude::*;

use crate::arrays::{Matrix, Samples, row_major};
use crate::cancellation::{Cancellation, flag};
use crate::runtime::run;

#[pyfunction]
#[pyo3(signature = (X, centers, *, cancellation=None))]
#[allow(non_snake_case, reason = "scikit-learn's name")]
pub fn center_distances<'py>(
    py: Python<'py>,
    X: Samples<'py>,
    centers: Matrix<'py>,
    cancellation: Option<&Bound<'py, Cancellation>>,
) -> PyResult<Bound<'py, PyArray2<f64>>> {
    let (x, centers) = (X.row_major()?, row_major("centers", &centers)?);
    let cancellation = flag(cancellation);
    let distances = run(py, &cancellation, |executor| {
        cluster::center_distances(x, centers, Context::new(executor, &cancellation))
    })?;
    Ok(distances.into_pyarray(py))
}
