//! Seeds for k-means.

use iterscope::{Context, cluster};
use numpy::{IntoPyArray, PyArray1, PyArray2};
use pyo3::prelude::*;

use crate::arrays::{Matrix, Samples, Vector, row_major};
use crate::cancellation::{Cancellation, flag};
use crate::runtime::run;

/// Centers and rows.
type Seeds<'py> = (Bound<'py, PyArray2<f64>>, Bound<'py, PyArray1<i64>>);

#[pyfunction]
#[pyo3(signature = (X, first, random_values, sample_weight=None, *, cancellation=None))]
#[allow(non_snake_case, reason = "scikit-learn's name")]
#[allow(clippy::cast_possible_wrap, reason = "a row number is below 2^63")]
pub fn kmeans_plusplus<'py>(
    py: Python<'py>,
    X: Samples<'py>,
    first: usize,
    random_values: Matrix<'py>,
    sample_weight: Option<Vector<'py>>,
    cancellation: Option<&Bound<'py, Cancellation>>,
) -> PyResult<Seeds<'py>> {
    let (x, values) = (X.row_major()?, row_major("random_values", &random_values)?);
    let weights = sample_weight.as_ref().map(|weights| row_major("sample_weight", weights)).transpose()?;
    let cancellation = flag(cancellation);
    let seeds = run(py, &cancellation, |executor| {
        cluster::kmeans_plusplus(x, first, values, weights, Context::new(executor, &cancellation))
    })?;
    let indices = seeds.indices.mapv(|row| row as i64);
    Ok((seeds.centers.into_pyarray(py), indices.into_pyarray(py)))
}
