//! E steps that keep something of each sample.

use numpy::{IntoPyArray, PyArray1, PyArray2};
use pyo3::prelude::*;

use super::registry::AnyParameters;
use crate::arrays::Samples;
use crate::cancellation::{Cancellation, flag};
use crate::runtime::run_told;

#[pyfunction]
#[pyo3(signature = (X, parameters, *, cancellation=None))]
#[allow(non_snake_case, reason = "scikit-learn's name")]
pub fn log_densities<'py>(
    py: Python<'py>,
    X: Samples<'py>,
    parameters: AnyParameters<'py>,
    cancellation: Option<&Bound<'py, Cancellation>>,
) -> PyResult<Bound<'py, PyArray1<f64>>> {
    let (x, parameters, cancellation) = (X.row_major()?, parameters.get(), flag(cancellation));
    let densities = run_told(py, &cancellation, |context| parameters.log_densities(x, context))?;
    Ok(densities.into_pyarray(py))
}

/// Responsibilities and log densities.
type Responsibilities<'py> = (Bound<'py, PyArray2<f64>>, Bound<'py, PyArray1<f64>>);

#[pyfunction]
#[pyo3(signature = (X, parameters, *, cancellation=None))]
#[allow(non_snake_case, reason = "scikit-learn's name")]
pub fn responsibilities<'py>(
    py: Python<'py>,
    X: Samples<'py>,
    parameters: AnyParameters<'py>,
    cancellation: Option<&Bound<'py, Cancellation>>,
) -> PyResult<Responsibilities<'py>> {
    let (x, parameters, cancellation) = (X.row_major()?, parameters.get(), flag(cancellation));
    let (responsibilities, densities) =
        run_told(py, &cancellation, |context| parameters.responsibilities(x, context))?;
    Ok((responsibilities.into_pyarray(py), densities.into_pyarray(py)))
}

#[pyfunction]
#[pyo3(signature = (X, parameters, *, cancellation=None))]
#[allow(non_snake_case, reason = "scikit-learn's name")]
pub fn predict<'py>(
    py: Python<'py>,
    X: Samples<'py>,
    parameters: AnyParameters<'py>,
    cancellation: Option<&Bound<'py, Cancellation>>,
) -> PyResult<Bound<'py, PyArray1<i64>>> {
    let (x, parameters, cancellation) = (X.row_major()?, parameters.get(), flag(cancellation));
    let labels = run_told(py, &cancellation, |context| parameters.predict(x, context))?;
    Ok(labels.into_pyarray(py))
}
