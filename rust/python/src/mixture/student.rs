//! Mixtures of t distributions.

use iterscope::mixture::{Mixture, student};
use iterscope::{Context, Executor};
use numpy::ndarray::Array1;
use numpy::{IntoPyArray, PyArray1};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use super::brief::is_brief;
use super::parameters::Parameters;
use super::regularization::regularization;
use crate::arrays::{Vector, row_major};
use crate::cancellation::flag;
use crate::error::CoreError;
use crate::pickle::{Reduced, reduced};
use crate::runtime::{run, run_here};

/// Weights, means, scale matrices and degrees of freedom, validated and factorised once.
#[pyclass(frozen, module = "iterscope._core")]
pub struct StudentParameters(pub student::Parameters);

#[pymethods]
impl StudentParameters {
    #[classattr]
    #[pyo3(name = "kind")]
    const KIND: &'static str = student::Parameters::KIND;

    #[new]
    fn new(gaussian: &Bound<'_, Parameters>, degrees_of_freedom: Vector<'_>) -> PyResult<Self> {
        let freedom = row_major("degrees_of_freedom", &degrees_of_freedom)?;
        let gaussian = gaussian.get().0.clone();
        Ok(Self(student::Parameters::new(gaussian, freedom).map_err(CoreError::from)?))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Reduced<'py>> {
        reduced(slf, &slf.get().0.to_bytes())
    }

    fn to_bytes<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.0.to_bytes())
    }

    #[staticmethod]
    fn from_bytes(data: &[u8]) -> PyResult<Self> {
        Ok(Self(student::Parameters::from_bytes(data).map_err(CoreError::from)?))
    }

    #[getter]
    fn gaussian(&self) -> Parameters {
        Parameters(self.0.gaussian().clone())
    }

    #[getter]
    fn degrees_of_freedom<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<f64>> {
        let freedom: Array1<f64> = self.0.degrees_of_freedom().to_vec().into();
        freedom.into_pyarray(py)
    }

    #[getter]
    fn n_components(&self) -> usize {
        self.0.gaussian().n_components()
    }

    #[getter]
    fn n_features(&self) -> usize {
        self.0.gaussian().n_features()
    }
}

/// Weighted sums over samples, about the means of the parameters whose E step made them.
#[pyclass(frozen, module = "iterscope._core")]
pub struct StudentStatistics(pub student::SufficientStatistics);

#[pymethods]
impl StudentStatistics {
    #[getter]
    fn weight_sums<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<f64>> {
        self.0.weight_sums().into_pyarray(py)
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

    #[pyo3(signature = (*, reg_covar, relative=false, degrees_of_freedom=None))]
    fn maximize(
        &self,
        py: Python<'_>,
        reg_covar: f64,
        relative: bool,
        degrees_of_freedom: Option<Vec<f64>>,
    ) -> PyResult<(StudentParameters, Vec<usize>)> {
        let regularization = regularization(reg_covar, relative);
        let (statistics, prior) = (&self.0, student::Prior { regularization, degrees_of_freedom });
        let cancellation = flag(None);
        let job = |executor: &Executor| {
            student::maximize_statistics(statistics, &prior, Context::new(executor, &cancellation))
        };
        let brief = is_brief(statistics.n_components(), statistics.n_features());
        let maximized = if brief { run_here(py, job)? } else { run(py, &cancellation, job)? };
        Ok((StudentParameters(maximized.parameters), maximized.degenerate))
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
        Ok(Self(student::SufficientStatistics::from_bytes(data).map_err(CoreError::from)?))
    }
}
