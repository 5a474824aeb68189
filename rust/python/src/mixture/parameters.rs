//! The parameters of a mixture.

use iterscope::mixture::{self, CovarianceType, Mixture};
use iterscope::{Context, Executor};
use numpy::{IntoPyArray, PyArray1, PyArray2, PyArrayDyn, PyReadonlyArrayDyn};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use super::brief::is_brief;
use crate::arrays::{Matrix, Vector, row_major};
use crate::cancellation::flag;
use crate::error::CoreError;
use crate::pickle::{Reduced, reduced};
use crate::runtime::{run, run_here};

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
        py: Python<'_>,
        weights: Vector<'_>,
        means: Matrix<'_>,
        covariances: PyReadonlyArrayDyn<'_, f64>,
        covariance_type: &str,
    ) -> PyResult<Self> {
        let covariance_type: CovarianceType = covariance_type.parse().map_err(CoreError::from)?;
        let (weights, means) = (row_major("weights", &weights)?, row_major("means", &means)?);
        let covariances = row_major("covariances", &covariances)?;
        factorize(py, means.dim(), |context| {
            mixture::Parameters::factorized(weights, means, covariances.to_owned(), covariance_type, context)
        })
    }

    #[staticmethod]
    fn from_precisions(
        py: Python<'_>,
        weights: Vector<'_>,
        means: Matrix<'_>,
        precisions: PyReadonlyArrayDyn<'_, f64>,
        covariance_type: &str,
    ) -> PyResult<Self> {
        let covariance_type: CovarianceType = covariance_type.parse().map_err(CoreError::from)?;
        let (weights, means) = (row_major("weights", &weights)?, row_major("means", &means)?);
        let precisions = row_major("precisions", &precisions)?;
        factorize(py, means.dim(), |context| {
            mixture::Parameters::from_precisions(weights, means, precisions, covariance_type, context)
        })
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

/// Parameters of so many components and features that are to be factorized: here, or where a signal can stop it.
fn factorize(
    py: Python<'_>,
    (k, d): (usize, usize),
    make: impl FnOnce(Context<'_>) -> iterscope::Result<mixture::Parameters> + Send,
) -> PyResult<Parameters> {
    let cancellation = flag(None);
    let job = |executor: &Executor| make(Context::new(executor, &cancellation));
    Ok(Parameters(if is_brief(k, d) { run_here(py, job)? } else { run(py, &cancellation, job)? }))
}
