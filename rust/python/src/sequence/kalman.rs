//! Linear dynamical systems.

use iterscope::sequence::kalman::{self, Given, Initial, Noise, Prior};
use iterscope::{Context, em};
use numpy::ndarray::Array2;
use numpy::{IntoPyArray, PyArray1, PyArray2, PyArray3, PyReadonlyArray2};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::arrays::{Matrix, Samples, Vector, row_major};
use crate::cancellation::{Cancellation, flag};
use crate::error::CoreError;
use crate::pickle::{Reduced, reduced};
use crate::runtime::run;

/// The parameters of a linear dynamical system, validated once.
#[pyclass(frozen, module = "iterscope._core")]
pub struct LinearSystem(pub kalman::LinearSystem);

#[pymethods]
impl LinearSystem {
    #[new]
    #[pyo3(signature = (
        transition, transition_covariance, observation, observation_covariance, initial_mean=None,
        initial_covariance=None
    ))]
    fn new(
        transition: Matrix<'_>,
        transition_covariance: Matrix<'_>,
        observation: Matrix<'_>,
        observation_covariance: Matrix<'_>,
        initial_mean: Option<Vector<'_>>,
        initial_covariance: Option<Matrix<'_>>,
    ) -> PyResult<Self> {
        let initial = match initial_mean.as_ref().zip(initial_covariance.as_ref()) {
            Some((mean, covariance)) => Initial::Known(
                row_major("initial_mean", mean)?.to_owned(),
                row_major("initial_covariance", covariance)?.to_owned(),
            ),
            None => Initial::Diffuse,
        };
        let system = kalman::LinearSystem::new(
            row_major("transition", &transition)?,
            row_major("transition_covariance", &transition_covariance)?,
            row_major("observation", &observation)?,
            row_major("observation_covariance", &observation_covariance)?,
            initial,
        );
        Ok(Self(system.map_err(CoreError::from)?))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Reduced<'py>> {
        reduced(slf, &slf.get().0.to_bytes())
    }

    fn to_bytes<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.0.to_bytes())
    }

    #[staticmethod]
    fn from_bytes(data: &[u8]) -> PyResult<Self> {
        Ok(Self(kalman::LinearSystem::from_bytes(data).map_err(CoreError::from)?))
    }

    #[getter]
    fn transition<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray2<f64>> {
        self.0.transition().to_owned().into_pyarray(py)
    }

    #[getter]
    fn transition_covariance<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray2<f64>> {
        self.0.transition_covariance().to_owned().into_pyarray(py)
    }

    #[getter]
    fn observation<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray2<f64>> {
        self.0.observation().to_owned().into_pyarray(py)
    }

    #[getter]
    fn observation_covariance<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray2<f64>> {
        self.0.observation_covariance().to_owned().into_pyarray(py)
    }

    #[getter]
    fn initial_mean<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<f64>> {
        self.0.initial_mean().to_owned().into_pyarray(py)
    }

    #[getter]
    fn initial_covariance<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray2<f64>> {
        self.0.initial_covariance().to_owned().into_pyarray(py)
    }

    #[getter]
    fn diffuse(&self) -> bool {
        self.0.is_diffuse()
    }

    #[getter]
    fn n_states(&self) -> usize {
        self.0.n_states()
    }

    #[getter]
    fn n_features(&self) -> usize {
        self.0.n_features()
    }
}

/// Expected sums over sequences, with the parameters whose E step made them.
#[pyclass(frozen, module = "iterscope._core")]
pub struct KalmanStatistics(pub kalman::KalmanStatistics);

#[pymethods]
impl KalmanStatistics {
    #[getter]
    fn log_likelihood(&self) -> f64 {
        self.0.log_likelihood()
    }

    #[getter]
    fn weight(&self) -> f64 {
        self.0.weight()
    }

    #[getter]
    fn n_sequences(&self) -> u64 {
        self.0.n_sequences()
    }

    #[pyo3(signature = (frozen, covariance_types=("full".into(), "full".into())))]
    fn maximize(
        &self,
        frozen: [PyReadonlyArray2<'_, bool>; 6],
        covariance_types: (String, String),
    ) -> PyResult<(LinearSystem, Vec<usize>)> {
        let noises: iterscope::Result<[Noise; 2]> =
            covariance_types.0.parse().and_then(|first| Ok([first, covariance_types.1.parse()?]));
        let prior = Prior {
            frozen: frozen.map(|mask| -> Array2<bool> { mask.as_array().to_owned() }),
            noises: noises.map_err(CoreError::from)?,
        };
        let maximized = kalman::maximize_statistics(&self.0, &prior).map_err(CoreError::from)?;
        Ok((LinearSystem(maximized.parameters), maximized.degenerate))
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
        Ok(Self(kalman::KalmanStatistics::from_bytes(data).map_err(CoreError::from)?))
    }
}

#[pyfunction]
#[pyo3(signature = (X, lengths, system, sample_weight=None, *, cancellation=None))]
#[allow(non_snake_case, reason = "scikit-learn's name")]
pub fn kalman_statistics(
    py: Python<'_>,
    X: Samples<'_>,
    lengths: Vec<usize>,
    system: &Bound<'_, LinearSystem>,
    sample_weight: Option<Vector<'_>>,
    cancellation: Option<&Bound<'_, Cancellation>>,
) -> PyResult<KalmanStatistics> {
    let x = X.row_major()?;
    let weights = sample_weight.as_ref().map(|weights| row_major("sample_weight", weights)).transpose()?;
    let (system, stop) = (&system.get().0, flag(cancellation));
    let statistics = run(py, &stop, |executor| {
        let data = em::Data::new(x, weights)?;
        kalman::expect_statistics(data, &lengths, system, Context::new(executor, &stop))
    })?;
    Ok(KalmanStatistics(statistics))
}

/// Means, covariances, log densities.
type Paths<'py> = (Bound<'py, PyArray2<f64>>, Bound<'py, PyArray3<f64>>, Bound<'py, PyArray1<f64>>);

#[pyfunction]
#[pyo3(signature = (X, lengths, system, *, smooth, cancellation=None))]
#[allow(non_snake_case, reason = "scikit-learn's name")]
pub fn kalman_paths<'py>(
    py: Python<'py>,
    X: Samples<'py>,
    lengths: Vec<usize>,
    system: &Bound<'py, LinearSystem>,
    smooth: bool,
    cancellation: Option<&Bound<'py, Cancellation>>,
) -> PyResult<Paths<'py>> {
    let x = X.row_major()?;
    let (system, stop) = (&system.get().0, flag(cancellation));
    let given = if smooth { Given::All } else { Given::Before };
    let found = run(py, &stop, |executor| {
        let data = em::Data::new(x, None)?;
        kalman::paths(data, &lengths, system, given, Context::new(executor, &stop))
    })?;
    Ok((
        found.means.into_pyarray(py),
        found.covariances.into_pyarray(py),
        found.log_densities.into_pyarray(py),
    ))
}
