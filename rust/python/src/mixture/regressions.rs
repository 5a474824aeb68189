//! Mixtures of linear regressions.

use iterscope::mixture::{Mixture, regressions};
use iterscope::{Context, Executor};
use numpy::{IntoPyArray, PyArray1, PyArray2};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use super::statistics::SufficientStatistics;
use crate::arrays::{Matrix, Vector, row_major};
use crate::cancellation::flag;
use crate::error::CoreError;
use crate::pickle::{Reduced, reduced};
use crate::runtime::run;

/// Weights, lines and the variances about them, validated once.
#[pyclass(frozen, module = "iterscope._core")]
pub struct RegressionParameters(pub regressions::Parameters);

#[pymethods]
impl RegressionParameters {
    #[classattr]
    #[pyo3(name = "kind")]
    const KIND: &'static str = regressions::Parameters::KIND;

    #[new]
    fn new(
        weights: Vector<'_>,
        means: Matrix<'_>,
        coefficients: Matrix<'_>,
        variances: Vector<'_>,
    ) -> PyResult<Self> {
        let parameters = regressions::Parameters::new(
            row_major("weights", &weights)?,
            row_major("means", &means)?,
            row_major("coefficients", &coefficients)?,
            row_major("variances", &variances)?,
        );
        Ok(Self(parameters.map_err(CoreError::from)?))
    }

    #[staticmethod]
    #[pyo3(signature = (statistics, *, reg_covar))]
    fn maximize(
        py: Python<'_>,
        statistics: &Bound<'_, SufficientStatistics>,
        reg_covar: f64,
    ) -> PyResult<(Self, Vec<usize>)> {
        let (statistics, cancellation) = (&statistics.get().0, flag(None));
        let maximized = run(py, &cancellation, |executor: &Executor| {
            regressions::maximize_statistics(statistics, reg_covar, Context::new(executor, &cancellation))
        })?;
        Ok((Self(maximized.parameters), maximized.degenerate))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Reduced<'py>> {
        reduced(slf, &slf.get().0.to_bytes())
    }

    fn to_bytes<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.0.to_bytes())
    }

    #[staticmethod]
    fn from_bytes(data: &[u8]) -> PyResult<Self> {
        Ok(Self(regressions::Parameters::from_bytes(data).map_err(CoreError::from)?))
    }

    #[getter]
    fn weights<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<f64>> {
        self.0.weights().to_owned().into_pyarray(py)
    }

    #[getter]
    fn means<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray2<f64>> {
        self.0.means().to_owned().into_pyarray(py)
    }

    #[getter]
    fn coefficients<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray2<f64>> {
        self.0.coefficients().to_owned().into_pyarray(py)
    }

    #[getter]
    fn variances<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<f64>> {
        self.0.variances().to_owned().into_pyarray(py)
    }

    #[getter]
    fn n_components(&self) -> usize {
        self.0.n_components()
    }

    #[getter]
    fn n_features(&self) -> usize {
        self.0.n_features()
    }
}
