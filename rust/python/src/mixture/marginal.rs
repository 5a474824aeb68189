//! E steps on samples that lack values.

use iterscope::mixture::marginal;
use numpy::{IntoPyArray, PyArray1, PyArray2};
use pyo3::prelude::*;

use super::parameters::Parameters;
use super::statistics::SufficientStatistics;
use crate::arrays::{Samples, Vector, row_major};
use crate::cancellation::{Cancellation, flag};
use crate::runtime::run_told;

#[pyfunction]
#[pyo3(signature = (X, parameters, sample_weight=None, *, cancellation=None))]
#[allow(non_snake_case, reason = "scikit-learn's name")]
pub fn marginal_statistics(
    py: Python<'_>,
    X: Samples<'_>,
    parameters: &Bound<'_, Parameters>,
    sample_weight: Option<Vector<'_>>,
    cancellation: Option<&Bound<'_, Cancellation>>,
) -> PyResult<SufficientStatistics> {
    let (x, parameters, cancellation) = (X.row_major()?, &parameters.get().0, flag(cancellation));
    let weights = sample_weight.as_ref().map(|weights| row_major("sample_weight", weights)).transpose()?;
    let statistics =
        run_told(py, &cancellation, |context| marginal::expect(x, parameters, weights, context))?;
    Ok(SufficientStatistics(statistics))
}

#[pyfunction]
#[pyo3(signature = (X, parameters, *, cancellation=None))]
#[allow(non_snake_case, reason = "scikit-learn's name")]
pub fn marginal_log_densities<'py>(
    py: Python<'py>,
    X: Samples<'py>,
    parameters: &Bound<'py, Parameters>,
    cancellation: Option<&Bound<'py, Cancellation>>,
) -> PyResult<Bound<'py, PyArray1<f64>>> {
    let (x, parameters, cancellation) = (X.row_major()?, &parameters.get().0, flag(cancellation));
    let densities = run_told(py, &cancellation, |context| marginal::log_densities(x, parameters, context))?;
    Ok(densities.into_pyarray(py))
}

#[pyfunction]
#[pyo3(signature = (X, parameters, *, cancellation=None))]
#[allow(non_snake_case, reason = "scikit-learn's name")]
pub fn marginal_responsibilities<'py>(
    py: Python<'py>,
    X: Samples<'py>,
    parameters: &Bound<'py, Parameters>,
    cancellation: Option<&Bound<'py, Cancellation>>,
) -> PyResult<Bound<'py, PyArray2<f64>>> {
    let (x, parameters, cancellation) = (X.row_major()?, &parameters.get().0, flag(cancellation));
    let responsibilities =
        run_told(py, &cancellation, |context| marginal::responsibilities(x, parameters, context))?;
    Ok(responsibilities.into_pyarray(py))
}

#[pyfunction]
#[pyo3(signature = (X, parameters, *, cancellation=None))]
#[allow(non_snake_case, reason = "scikit-learn's name")]
pub fn marginal_predict<'py>(
    py: Python<'py>,
    X: Samples<'py>,
    parameters: &Bound<'py, Parameters>,
    cancellation: Option<&Bound<'py, Cancellation>>,
) -> PyResult<Bound<'py, PyArray1<i64>>> {
    let (x, parameters, cancellation) = (X.row_major()?, &parameters.get().0, flag(cancellation));
    let labels = run_told(py, &cancellation, |context| marginal::predict(x, parameters, context))?;
    Ok(labels.into_pyarray(py))
}

#[pyfunction]
#[pyo3(signature = (X, parameters, *, cancellation=None))]
#[allow(non_snake_case, reason = "scikit-learn's name")]
pub fn impute<'py>(
    py: Python<'py>,
    X: Samples<'py>,
    parameters: &Bound<'py, Parameters>,
    cancellation: Option<&Bound<'py, Cancellation>>,
) -> PyResult<Bound<'py, PyArray2<f64>>> {
    let (x, parameters, cancellation) = (X.row_major()?, &parameters.get().0, flag(cancellation));
    let filled = run_told(py, &cancellation, |context| marginal::impute(x, parameters, context))?;
    Ok(filled.into_pyarray(py))
}
