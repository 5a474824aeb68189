//! Distances of samples to centers.

use iterscope::cluster;
use numpy::{IntoPyArray, PyArray2};
use pyo3::prelude::*;

use crate::arrays::{Matrix, Samples, row_major};
use crate::cancellation::{Cancellation, flag};
use crate::runtime::run_told;

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
    let distances = run_told(py, &cancellation, |context| cluster::center_distances(x, centers, context))?;
    Ok(distances.into_pyarray(py))
}
