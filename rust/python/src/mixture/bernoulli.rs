//! Mixtures of Bernoulli distributions.

use iterscope::Context;
use iterscope::mixture::{Mixture, bernoulli};
use numpy::{IntoPyArray, PyArray1, PyArray2};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::arrays::{Matrix, Samples, Vector, contiguous, row_major};
use crate::cancellation::{Cancellation, flag};
use crate::error::CoreError;
use crate::pickle::{Reduced, reduced};
use crate::runtime::run;

/// Weights and probabilities of success, validated once.
#[pyclass(frozen, module = "iterscope._core")]
pub struct BernoulliParameters(pub bernoulli::Parameters);

#[pymethods]
impl BernoulliParameters {
    #[classattr]
    #[pyo3(name = "kind")]
    const KIND: &'static str = bernoulli::Parameters::KIND;

    #[new]
    fn new(weights: Vector<'_>, probabilities: Matrix<'_>) -> PyResult<Self> {
        let (weights, probabilities) =
            (row_major("weights", &weights)?, row_major("probabilities", &probabilities)?);
        Ok(Self(bernoulli::Parameters::new(weights, probabilities).map_err(CoreError::from)?))
    }

    #[staticmethod]
    #[pyo3(signature = (X, responsibilities, sample_weight=None, *, floor=1e-10, cancellation=None))]
    #[allow(non_snake_case, reason = "scikit-learn's name")]
    fn maximize(
        py: Python<'_>,
        X: Samples<'_>,
        responsibilities: Matrix<'_>,
        sample_weight: Option<Vector<'_>>,
        floor: f64,
        cancellation: Option<&Bound<'_, Cancellation>>,
    ) -> PyResult<(Self, Vec<usize>)> {
        let (x, responsibilities) = (X.row_major()?, contiguous("responsibilities", &responsibilities)?);
        let weights =
            sample_weight.as_ref().map(|weights| row_major("sample_weight", weights)).transpose()?;
        let (floor, stop) = (bernoulli::Floor(floor), flag(cancellation));
        let maximized = run(py, &stop, |executor| {
            let context = Context::new(executor, &stop);
            bernoulli::maximize_responsibilities(x, responsibilities, weights, floor, context)
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
        Ok(Self(bernoulli::Parameters::from_bytes(data).map_err(CoreError::from)?))
    }

    #[getter]
    fn weights<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<f64>> {
        self.0.weights().to_owned().into_pyarray(py)
    }

    #[getter]
    fn probabilities<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray2<f64>> {
        self.0.probabilities().to_owned().into_pyarray(py)
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

/// Weighted sums over samples, with the probabilities whose E step made them.
#[pyclass(frozen, module = "iterscope._core")]
pub struct BernoulliStatistics(pub bernoulli::SufficientStatistics);

#[pymethods]
impl BernoulliStatistics {
    #[getter]
    fn weight_sums<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<f64>> {
        self.0.weight_sums().to_owned().into_pyarray(py)
    }

    #[getter]
    fn first<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray2<f64>> {
        self.0.first().into_pyarray(py)
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

    #[pyo3(signature = (*, floor=1e-10))]
    fn maximize(&self, floor: f64) -> PyResult<(BernoulliParameters, Vec<usize>)> {
        let maximized =
            bernoulli::maximize_statistics(&self.0, bernoulli::Floor(floor)).map_err(CoreError::from)?;
        Ok((BernoulliParameters(maximized.parameters), maximized.degenerate))
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
        Ok(Self(bernoulli::SufficientStatistics::from_bytes(data).map_err(CoreError::from)?))
    }
}
