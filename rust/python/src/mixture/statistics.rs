//! Sufficient statistics.

use iterscope::mixture;
use numpy::{IntoPyArray, PyArray1, PyArray2, PyArrayDyn};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use super::parameters::Parameters;
use super::regularization::regularization;
use crate::error::CoreError;
use crate::pickle::{Reduced, reduced};

/// Weighted sums over samples about the means of the parameters whose E step made them.
#[pyclass(frozen, module = "iterscope._core")]
pub struct SufficientStatistics(pub mixture::SufficientStatistics);

#[pymethods]
impl SufficientStatistics {
    #[staticmethod]
    #[pyo3(signature = (parameters, weight, *, reg_covar, relative=false))]
    fn of(parameters: &Bound<'_, Parameters>, weight: f64, reg_covar: f64, relative: bool) -> PyResult<Self> {
        let regularization = regularization(reg_covar, relative);
        let statistics = mixture::SufficientStatistics::of(&parameters.get().0, weight, regularization);
        Ok(Self(statistics.map_err(CoreError::from)?))
    }

    fn about(&self, parameters: &Bound<'_, Parameters>) -> PyResult<Self> {
        Ok(Self(self.0.about(&parameters.get().0).map_err(CoreError::from)?))
    }

    #[getter]
    fn shift<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray2<f64>> {
        self.0.shift().to_owned().into_pyarray(py)
    }

    #[getter]
    fn weight_sums<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<f64>> {
        self.0.weight_sums().into_pyarray(py)
    }

    #[getter]
    fn first<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray2<f64>> {
        self.0.first().into_pyarray(py)
    }

    #[getter]
    fn second<'py>(&self, py: Python<'py>) -> Bound<'py, PyArrayDyn<f64>> {
        self.0.second().into_pyarray(py)
    }

    #[getter]
    fn log_likelihood(&self) -> f64 {
        self.0.log_likelihood()
    }

    #[getter]
    fn weight(&self) -> f64 {
        self.0.weight()
    }

    #[getter]
    fn n_samples(&self) -> u64 {
        self.0.n_samples()
    }

    #[getter]
    fn covariance_type(&self) -> &'static str {
        self.0.covariance_type().name()
    }

    fn __add__(&self, other: &Self) -> PyResult<Self> {
        let mut sum = self.0.clone();
        sum.merge(&other.0).map_err(CoreError::from)?;
        Ok(Self(sum))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Reduced<'py>> {
        reduced(slf, &slf.get().0.to_bytes())
    }

    fn to_bytes<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.0.to_bytes())
    }

    #[staticmethod]
    fn from_bytes(data: &[u8]) -> PyResult<Self> {
        Ok(Self(mixture::SufficientStatistics::from_bytes(data).map_err(CoreError::from)?))
    }
}
