//! Seeds for k-means.

use iterscope::em::Data;
use iterscope::{Context, cluster};
use numpy::{IntoPyArray, PyArray1, PyArray2};
use pyo3::prelude::*;

use crate::arrays::{Matrix, Samples, Vector, row_major};
use crate::cancellation::{Cancellation, flag};
use crate::error::CoreError;
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

#[pyfunction]
#[pyo3(signature = (X, seeds, trials, sample_weight=None, *, cancellation=None))]
#[allow(non_snake_case, reason = "scikit-learn's name")]
pub fn seed_potentials<'py>(
    py: Python<'py>,
    X: Samples<'py>,
    seeds: Matrix<'py>,
    trials: Matrix<'py>,
    sample_weight: Option<Vector<'py>>,
    cancellation: Option<&Bound<'py, Cancellation>>,
) -> PyResult<Bound<'py, PyArray2<f64>>> {
    let x = X.row_major()?;
    let (seeds, trials) = (row_major("seeds", &seeds)?, row_major("trials", &trials)?);
    let weights = sample_weight.as_ref().map(|weights| row_major("sample_weight", weights)).transpose()?;
    let data = Data::new(x, weights).map_err(CoreError::from)?;
    let cancellation = flag(cancellation);
    let sums = run(py, &cancellation, |executor| {
        cluster::seed_potentials(data, seeds, trials, Context::new(executor, &cancellation))
    })?;
    Ok(sums.into_pyarray(py))
}

#[pyfunction]
#[pyo3(signature = (X, seeds, before, target, sample_weight=None))]
#[allow(non_snake_case, reason = "scikit-learn's name")]
pub fn draw_seed(
    X: Samples<'_>,
    seeds: Matrix<'_>,
    before: f64,
    target: f64,
    sample_weight: Option<Vector<'_>>,
) -> PyResult<Option<usize>> {
    let (x, seeds) = (X.row_major()?, row_major("seeds", &seeds)?);
    let weights = sample_weight.as_ref().map(|weights| row_major("sample_weight", weights)).transpose()?;
    let data = Data::new(x, weights).map_err(CoreError::from)?;
    Ok(cluster::draw_seed(data, seeds, before, target).map_err(CoreError::from)?)
}
