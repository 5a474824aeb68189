//! M steps.

use iterscope::Executor;
use iterscope::mixture::{self, CovarianceType, Maximized, Regularization};
use iterscope::textbook::Style;
use numpy::{IntoPyArray, PyArray1, PyArray2, PyArray3};
use pyo3::prelude::*;

use super::parameters::Parameters;
use super::statistics::SufficientStatistics;
use crate::arrays::{Matrix, Vector, contiguous, row_major};
use crate::cancellation::{Cancellation, flag};
use crate::error::CoreError;
use crate::runtime::{run, run_here};

/// Multiplications that take a few milliseconds.
const BRIEF: usize = 1 << 22;

#[pyfunction]
#[pyo3(signature = (statistics, *, reg_covar, relative=false))]
pub fn maximize_statistics(
    py: Python<'_>,
    statistics: &Bound<'_, SufficientStatistics>,
    reg_covar: f64,
    relative: bool,
) -> PyResult<(Parameters, Vec<usize>)> {
    let (statistics, regularization) = (&statistics.get().0, regularization(reg_covar, relative));
    let cancellation = flag(None);
    let job = |executor: &Executor| {
        mixture::maximize_statistics(statistics, regularization, executor, &cancellation)
    };
    let brief = statistics.n_components().saturating_mul(statistics.n_features().saturating_pow(3)) < BRIEF;
    Ok(wrap(if brief { run_here(py, job)? } else { run(py, &cancellation, job)? }))
}

#[pyfunction]
#[pyo3(signature = (
    X, responsibilities, sample_weight=None, *, covariance_type, reg_covar, relative=false, cancellation=None
))]
#[allow(non_snake_case, reason = "scikit-learn's name")]
#[allow(clippy::too_many_arguments, reason = "they are keywords in Python")]
pub fn maximize_responsibilities(
    py: Python<'_>,
    X: Matrix<'_>,
    responsibilities: Matrix<'_>,
    sample_weight: Option<Vector<'_>>,
    covariance_type: &str,
    reg_covar: f64,
    relative: bool,
    cancellation: Option<&Bound<'_, Cancellation>>,
) -> PyResult<(Parameters, Vec<usize>)> {
    let x = row_major("X", &X)?;
    let responsibilities = contiguous("responsibilities", &responsibilities)?;
    let weights = sample_weight.as_ref().map(|weights| row_major("sample_weight", weights)).transpose()?;
    let covariance_type: CovarianceType = covariance_type.parse().map_err(CoreError::from)?;
    let regularization = regularization(reg_covar, relative);
    let cancellation = flag(cancellation);
    let maximized = run(py, &cancellation, |executor| {
        mixture::maximize_responsibilities(
            x,
            responsibilities,
            weights,
            covariance_type,
            regularization,
            executor,
            &cancellation,
        )
    })?;
    Ok(wrap(maximized))
}

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
    let (weights, means, covariances) =
        run(py, &cancellation, |executor| style.maximize(x, responsibilities, executor, &cancellation))?;
    Ok((weights.into_pyarray(py), means.into_pyarray(py), covariances.into_pyarray(py)))
}

const fn regularization(reg_covar: f64, relative: bool) -> Regularization {
    if relative { Regularization::Relative(reg_covar) } else { Regularization::Absolute(reg_covar) }
}

fn wrap(maximized: Maximized) -> (Parameters, Vec<usize>) {
    (Parameters(maximized.parameters), maximized.degenerate)
}
