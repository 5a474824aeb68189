//! The parameters of a mixture.

use iterscope::mixture::{self, CovarianceType, Mixture};
use numpy::{IntoPyArray, PyArray1, PyArray2, PyArrayDyn, PyReadonlyArrayDyn};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::arrays::{Matrix, Vector, row_major};
use crate::error::CoreError;
use crate::pickle::{Reduced, reduced};

/// Weights, means and covariances of a Gaussian mixture, validated and factorised once.
#[pyclass(frozen, module = "iterscope._core")]
pub struct Parameters(pub mixture::Parameters);

#[pymethods]
impl Parameters {
    #[classattr]
    #[pyo3(name = "kind")]
    const KIND: &'static str = mixture::Parameters::KIND;

    #[new]
    fn new(
        weights: Vector<'_>,
        means: Matrix<'_>,
        covariances: PyReadonlyArrayDyn<'_, f64>,
        covariance_type: &str,
    ) -> PyResult<Self> {
        let covariance_type: CovarianceType = covariance_type.parse().map_err(CoreError::from)?;
        let parameters = mixture::Parameters::new(
            row_major("weights", &weights)?,
            row_major("means", &means)?,
            row_major("covariances", &covariances)?,
            covariance_type,
        );
        Ok(Self(parameters.map_err(CoreError::from)?))
    }

    #[staticmethod]
    fn from_precisions(
        weights: Vector<'_>,
        means: Matrix<'_>,
        precisions: PyReadonlyArrayDyn<'_, f64>,
        covariance_type: &str,
    ) -> PyResult<Self> {
        let covariance_type: CovarianceType = covariance_type.parse().map_err(CoreError::from)?;
        let parameters = mixture::Parameters::from_precisions(
            row_major("weights", &weights)?,
            row_major("means", &means)?,
            row_major("precisions", &precisions)?,
            covariance_type,
        );
        Ok(Self(parameters.map_err(CoreError::from)?))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Reduced<'py>> {
        reduced(slf, &slf.get().0.to_bytes())
    }

    fn to_bytes<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.0.to_bytes())
    }

    #[staticmethod]
    fn from_bytes(data: &[u8]) -> PyResult<Self> {
        Ok(Self(mixture::Parameters::from_bytes(data).map_err(CoreError::from)?))
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
    fn covariances<'py>(&self, py: Python<'py>) -> Bound<'py, PyArrayDyn<f64>> {
        self.0.covariances().to_owned().into_pyarray(py)
    }

    #[getter]
    fn precisions_cholesky<'py>(&self, py: Python<'py>) -> Bound<'py, PyArrayDyn<f64>> {
        self.0.precisions_cholesky().to_owned().into_pyarray(py)
    }

    #[getter]
    fn covariance_type(&self) -> &'static str {
        self.0.covariance_type().name()
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
