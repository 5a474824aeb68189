//! Bayesian mixtures of Gaussians.

use iterscope::mixture::bayesian::{self, Concentration};
use iterscope::mixture::{CovarianceType, Mixture};
use iterscope::{Context, Executor};
use numpy::ndarray::Array1;
use numpy::{IntoPyArray, PyArray1, PyReadonlyArrayDyn};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use super::brief::is_brief;
use super::parameters::Parameters;
use super::regularization::regularization;
use super::statistics::SufficientStatistics;
use crate::arrays::{Matrix, Vector, row_major};
use crate::cancellation::flag;
use crate::error::CoreError;
use crate::pickle::{Reduced, reduced};
use crate::runtime::{run, run_here};

/// What is known of the parameters before the samples.
#[pyclass(frozen, module = "iterscope._core")]
pub struct BayesianPrior(pub bayesian::Prior);

#[pymethods]
impl BayesianPrior {
    #[new]
    #[pyo3(signature = (
        *, process, weight_concentration, mean_precision, mean, degrees_of_freedom, covariance, covariance_type,
        reg_covar, relative=false
    ))]
    #[allow(clippy::too_many_arguments, reason = "they are keywords in Python")]
    fn new(
        process: bool,
        weight_concentration: f64,
        mean_precision: f64,
        mean: Vector<'_>,
        degrees_of_freedom: f64,
        covariance: PyReadonlyArrayDyn<'_, f64>,
        covariance_type: &str,
        reg_covar: f64,
        relative: bool,
    ) -> PyResult<Self> {
        let prior = bayesian::Prior::new(
            if process { Concentration::process } else { Concentration::distribution },
            weight_concentration,
            mean_precision,
            row_major("mean_prior", &mean)?,
            degrees_of_freedom,
            row_major("covariance_prior", &covariance)?,
            covariance_type.parse().map_err(CoreError::from)?,
            regularization(reg_covar, relative),
        );
        Ok(Self(prior.map_err(CoreError::from)?))
    }

    fn posterior(
        &self,
        py: Python<'_>,
        masses: Vector<'_>,
        means: Matrix<'_>,
        covariances: PyReadonlyArrayDyn<'_, f64>,
    ) -> PyResult<BayesianParameters> {
        let (masses, means) = (row_major("masses", &masses)?, row_major("means", &means)?);
        let covariances = row_major("covariances", &covariances)?;
        made(py, means.dim(), |context| bayesian::posterior(&self.0, masses, means, covariances, context))
    }

    fn maximize(
        &self,
        py: Python<'_>,
        before: &Bound<'_, BayesianParameters>,
        statistics: &Bound<'_, SufficientStatistics>,
    ) -> PyResult<(BayesianParameters, f64)> {
        let (before, statistics) = (&before.get().0, &statistics.get().0);
        let shape = (statistics.n_components(), statistics.n_features());
        let after = made(py, shape, |context| bayesian::maximize_statistics(statistics, &self.0, context))?;
        let bound = bayesian::lower_bound(before, statistics, &after.0).map_err(CoreError::from)?;
        Ok((after, bound))
    }
}

/// What is known of the parameters after the samples, factorised once.
#[pyclass(frozen, module = "iterscope._core")]
pub struct BayesianParameters(pub bayesian::Parameters);

#[pymethods]
impl BayesianParameters {
    #[classattr]
    #[pyo3(name = "kind")]
    const KIND: &'static str = bayesian::Parameters::KIND;

    #[new]
    fn new(
        py: Python<'_>,
        weight_concentration: Vec<Vec<f64>>,
        mean_precision: Vector<'_>,
        means: Matrix<'_>,
        degrees_of_freedom: Vector<'_>,
        covariances: PyReadonlyArrayDyn<'_, f64>,
        covariance_type: &str,
    ) -> PyResult<Self> {
        let concentration = match <[Vec<f64>; 2]>::try_from(weight_concentration) {
            Ok([first, second]) if first.len() == second.len() => Concentration::Process(first, second),
            Ok(_) => return Err(PyValueError::new_err("weight_concentration must be of two equal lengths")),
            Err(mut single) => Concentration::Distribution(single.pop().unwrap_or_default()),
        };
        let precision = row_major("mean_precision", &mean_precision)?;
        let means = row_major("means", &means)?;
        let freedom = row_major("degrees_of_freedom", &degrees_of_freedom)?;
        let covariances = row_major("covariances", &covariances)?;
        let kind: CovarianceType = covariance_type.parse().map_err(CoreError::from)?;
        made(py, means.dim(), |context| {
            bayesian::Parameters::new(concentration, precision, means, freedom, covariances, kind, context)
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
        Ok(Self(bayesian::Parameters::from_bytes(data).map_err(CoreError::from)?))
    }

    #[getter]
    fn gaussian(&self) -> Parameters {
        Parameters(self.0.gaussian().clone())
    }

    #[getter]
    fn weight_concentration<'py>(&self, py: Python<'py>) -> Vec<Bound<'py, PyArray1<f64>>> {
        let concentration = self.0.concentration();
        let values: Vec<f64> = concentration.values().copied().collect();
        let parts = values.chunks_exact(concentration.n_components());
        parts.map(|part| vector(py, part)).collect()
    }

    #[getter]
    fn log_weights<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<f64>> {
        vector(py, &self.0.log_weights())
    }

    #[getter]
    fn mean_precision<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<f64>> {
        vector(py, self.0.mean_precision())
    }

    #[getter]
    fn degrees_of_freedom<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<f64>> {
        vector(py, self.0.degrees_of_freedom())
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

fn vector<'py>(py: Python<'py>, values: &[f64]) -> Bound<'py, PyArray1<f64>> {
    Array1::from(values.to_vec()).into_pyarray(py)
}

/// Parameters of so many components and features: here, or where a signal can stop it.
fn made(
    py: Python<'_>,
    (k, d): (usize, usize),
    make: impl FnOnce(Context<'_>) -> iterscope::Result<bayesian::Parameters> + Send,
) -> PyResult<BayesianParameters> {
    let cancellation = flag(None);
    let job = |executor: &Executor| make(Context::new(executor, &cancellation));
    Ok(BayesianParameters(if is_brief(k, d) { run_here(py, job)? } else { run(py, &cancellation, job)? }))
}
