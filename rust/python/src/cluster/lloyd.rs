//! One iteration of k-means.

use iterscope::{Context, cluster};
use numpy::{IntoPyArray, PyArray1, PyArray2, PyArrayMethods};
use pyo3::prelude::*;

use crate::arrays::{Matrix, Samples, Vector, row_major};
use crate::cancellation::{Cancellation, flag};
use crate::runtime::run;

/// Labels, new centers, inertia, weight in clusters.
type LloydStep<'py> = (Bound<'py, PyArray1<i32>>, Bound<'py, PyArray2<f64>>, f64, Bound<'py, PyArray1<f64>>);

#[pyfunction]
#[pyo3(signature = (X, centers, sample_weight=None, *, cancellation=None))]
#[allow(non_snake_case, reason = "scikit-learn's name")]
pub fn lloyd_step<'py>(
    py: Python<'py>,
    X: Samples<'py>,
    centers: Matrix<'py>,
    sample_weight: Option<Vector<'py>>,
    cancellation: Option<&Bound<'py, Cancellation>>,
) -> PyResult<LloydStep<'py>> {
    let (x, centers) = (X.row_major()?, row_major("centers", &centers)?);
    let weights = sample_weight.as_ref().map(|weights| row_major("sample_weight", weights)).transpose()?;
    let cancellation = flag(cancellation);
    let labels = PyArray1::zeros(py, X.len(), false);
    let step = {
        let mut labels = labels.readwrite();
        let labels = labels.as_slice_mut()?;
        run(py, &cancellation, |executor| {
            cluster::lloyd_step(x, centers, weights, labels, Context::new(executor, &cancellation))
        })?
    };
    Ok((labels, step.centers.into_pyarray(py), step.inertia, step.weight_in_clusters.into_pyarray(py)))
}
