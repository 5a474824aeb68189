//! E steps.

use iterscope::mixture;
use numpy::{IntoPyArray, PyArray1, PyArray2};
use pyo3::prelude::*;

use super::parameters::Parameters;
use super::statistics::SufficientStatistics;
use crate::arrays::{Matrix, Vector, row_major};
use crate::cancellation::{Cancellation, flag};
use crate::runtime::run;

#[pyfunction]
#[pyo3(signature = (X, parameters, sample_weight=None, *, cancellation=None))]
#[allow(non_snake_case, reason = "scikit-learn's name")]
pub fn expect_statistics(
    py: Python<'_>,
    X: Matrix<'_>,
    parameters: &Bound<'_, Parameters>,
    sample_weight: Option<Vector<'_>>,
    cancellation: Option<&Bound<'_, Cancellation>>,
) -> PyResult<SufficientStatistics> {
    let x = row_major("X", &X)?;
    let weights = sample_weight.as_ref().map(|weights| row_major("sample_weight", weights)).transpose()?;
    let parameters = &parameters.get().0;
    let cancellation = flag(cancellation);
    let statistics = run(py, &cancellation, |executor| {
        mixture::expect_statistics(x, parameters, weights, executor, &cancellation)
    })?;
    Ok(SufficientStatistics(statistics))
}

#[pyfunction]
#[pyo3(signature = (X, parameters, *, cancellation=None))]
#[allow(non_snake_case, reason = "scikit-learn's name")]
pub fn log_densities<'py>(
    py: Python<'py>,
    X: Matrix<'py>,
    parameters: &Bound<'py, Parameters>,
    cancellation: Option<&Bound<'py, Cancellation>>,
) -> PyResult<Bound<'py, PyArray1<f64>>> {
    let (x, parameters, cancellation) = (row_major("X", &X)?, &parameters.get().0, flag(cancellation));
    let densities =
        run(py, &cancellation, |executor| mixture::log_densities(x, parameters, executor, &cancellation))?;
    Ok(densities.into_pyarray(py))
}

/// Responsibilities and log densities.
type Responsibilities<'py> = (Bound<'py, PyArray2<f64>>, Bound<'py, PyArray1<f64>>);

#[pyfunction]
#[pyo3(signature = (X, parameters, *, cancellation=None))]
#[allow(non_snake_case, reason = "scikit-learn's name")]
pub fn responsibilities<'py>(
    py: Python<'py>,
    X: Matrix<'py>,
    parameters: &Bound<'py, Parameters>,
    cancellation: Option<&Bound<'py, Cancellation>>,
) -> PyResult<Responsibilities<'py>> {
    let (x, parameters, cancellation) = (row_major("X", &X)?, &parameters.get().0, flag(cancellation));
    let (responsibilities, densities) =
        run(py, &cancellation, |executor| mixture::responsibilities(x, parameters, executor, &cancellation))?;
    Ok((responsibilities.into_pyarray(py), densities.into_pyarray(py)))
}

#[pyfunction]
#[pyo3(signature = (X, parameters, *, cancellation=None))]
#[allow(non_snake_case, reason = "scikit-learn's name")]
pub fn predict<'py>(
    py: Python<'py>,
    X: Matrix<'py>,
    parameters: &Bound<'py, Parameters>,
    cancellation: Option<&Bound<'py, Cancellation>>,
) -> PyResult<Bound<'py, PyArray1<i64>>> {
    let (x, parameters, cancellation) = (row_major("X", &X)?, &parameters.get().0, flag(cancellation));
    let labels = run(py, &cancellation, |executor| mixture::predict(x, parameters, executor, &cancellation))?;
    Ok(labels.into_pyarray(py))
}
