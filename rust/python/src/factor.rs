//! Factor models.

use iterscope::factor;
use numpy::{IntoPyArray, PyArray1, PyArray2};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::arrays::{Matrix, Vector, row_major};
use crate::cancellation::{Cancellation, flag};
use crate::error::CoreError;
use crate::pickle::{Reduced, reduced};
use crate::runtime::run_told;

/// The parameters of a factor model, validated once.
#[pyclass(frozen, module = "iterscope._core")]
pub struct Factors(pub factor::Factors);

#[pymethods]
impl Factors {
    #[new]
    fn new(mean: Vector<'_>, loadings: Matrix<'_>, noise_variance: Vector<'_>) -> PyResult<Self> {
        let factors = factor::Factors::new(
            row_major("mean", &mean)?,
            row_major("loadings", &loadings)?,
            row_major("noise_variance", &noise_variance)?,
        );
        Ok(Self(factors.map_err(CoreError::from)?))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Reduced<'py>> {
        reduced(slf, &slf.get().0.to_bytes())
    }

    fn to_bytes<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.0.to_bytes())
    }

    #[staticmethod]
    fn from_bytes(data: &[u8]) -> PyResult<Self> {
        Ok(Self(factor::Factors::from_bytes(data).map_err(CoreError::from)?))
    }

    #[getter]
    fn mean<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<f64>> {
        self.0.mean().to_owned().into_pyarray(py)
    }

    #[getter]
    fn loadings<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray2<f64>> {
        self.0.loadings().to_owned().into_pyarray(py)
    }

    #[getter]
    fn noise_variance<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<f64>> {
        self.0.noise().to_owned().into_pyarray(py)
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

/// What samples say of the factors.
#[pyclass(frozen, module = "iterscope._core")]
pub struct FactorStatistics(factor::FactorStatistics);

#[pymethods]
impl FactorStatistics {
    #[getter]
    fn log_density(&self) -> f64 {
        self.0.log_density()
    }

    #[pyo3(signature = (noise, *, floor))]
    fn maximize(&self, noise: &str, floor: f64) -> PyResult<(Factors, Vec<usize>)> {
        let noise = noise.parse().map_err(CoreError::from)?;
        let maximized = factor::maximize(&self.0, noise, floor).map_err(CoreError::from)?;
        Ok((Factors(maximized.parameters), maximized.degenerate))
    }
}

#[pyfunction]
#[pyo3(signature = (covariance, factors, *, cancellation=None))]
pub fn factor_statistics(
    py: Python<'_>,
    covariance: Matrix<'_>,
    factors: &Bound<'_, Factors>,
    cancellation: Option<&Bound<'_, Cancellation>>,
) -> PyResult<FactorStatistics> {
    let covariance = row_major("covariance", &covariance)?;
    let (factors, stop) = (&factors.get().0, flag(cancellation));
    let statistics = run_told(py, &stop, |context| factor::expect(covariance, factors, context))?;
    Ok(FactorStatistics(statistics))
}
