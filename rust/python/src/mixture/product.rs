//! Mixtures with a table of parameters: a class of parameters and one of statistics for each family.

use iterscope::mixture::{Mixture, bernoulli, categorical, poisson};
use iterscope::{Context, Result};
use numpy::ndarray::{Array1, Array2};
use numpy::{IntoPyArray, PyArray1, PyArray2, PyArray3, PyReadonlyArray3};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::arrays::{Matrix, Samples, Vector, contiguous, row_major};
use crate::cancellation::{Cancellation, flag};
use crate::error::CoreError;
use crate::pickle::{Reduced, reduced};
use crate::runtime::run;

/// One entry a family: its module in the core, its classes, its table with the arrays that it comes and goes as, and what
/// else its M step is told, from which the family follows.
macro_rules! families {
    ($($module:ident: $parameters:ident($table:ident: $given:ty => $taken:ident), $statistics:ident,
       [$($more:ident: $type:ty),*] $family:expr;)+) => {$(
        /// Weights and a table of parameters, validated once.
        #[pyclass(frozen, module = "iterscope._core")]
        pub struct $parameters(pub $module::Parameters);

        #[pymethods]
        impl $parameters {
            #[classattr]
            #[pyo3(name = "kind")]
            const KIND: &'static str = $module::Parameters::KIND;

            #[new]
            fn new(weights: Vector<'_>, $table: $given) -> PyResult<Self> {
                let weights = row_major("weights", &weights)?;
                let table = row_major(stringify!($table), &$table)?;
                Ok(Self($module::Parameters::new(weights, table).map_err(CoreError::from)?))
            }

            #[staticmethod]
            #[pyo3(signature = (
                X, responsibilities, sample_weight=None, *, $($more,)* floor=1e-10, cancellation=None
            ))]
            #[allow(non_snake_case, reason = "scikit-learn's name")]
            fn maximize(
                py: Python<'_>,
                X: Samples<'_>,
                responsibilities: Matrix<'_>,
                sample_weight: Option<Vector<'_>>,
                $($more: $type,)*
                floor: f64,
                cancellation: Option<&Bound<'_, Cancellation>>,
            ) -> PyResult<(Self, Vec<usize>)> {
                let family: Result<_> = $family;
                let family = family.map_err(CoreError::from)?;
                let x = X.row_major()?;
                let responsibilities = contiguous("responsibilities", &responsibilities)?;
                let weights =
                    sample_weight.as_ref().map(|weights| row_major("sample_weight", weights)).transpose()?;
                let (floor, stop) = ($module::Floor(floor), flag(cancellation));
                let maximized = run(py, &stop, |executor| {
                    let context = Context::new(executor, &stop);
                    $module::maximize_responsibilities(family, x, responsibilities, weights, floor, context)
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
                Ok(Self($module::Parameters::from_bytes(data).map_err(CoreError::from)?))
            }

            #[getter]
            fn weights<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<f64>> {
                self.0.weights().to_owned().into_pyarray(py)
            }

            #[getter]
            fn $table<'py>(&self, py: Python<'py>) -> Bound<'py, $taken<f64>> {
                self.0.$table().to_owned().into_pyarray(py)
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

        /// Weighted sums over samples, with the table whose E step made them.
        #[pyclass(frozen, module = "iterscope._core")]
        pub struct $statistics(pub $module::SufficientStatistics);

        #[pymethods]
        impl $statistics {
            #[getter]
            fn weight_sums<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<f64>> {
                let sums: Array1<f64> = self.0.weight_sums();
                sums.into_pyarray(py)
            }

            #[getter]
            fn first<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray2<f64>> {
                let sums: Array2<f64> = self.0.first();
                sums.into_pyarray(py)
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
            fn maximize(&self, floor: f64) -> PyResult<($parameters, Vec<usize>)> {
                let maximized = $module::maximize_statistics(&self.0, $module::Floor(floor));
                let maximized = maximized.map_err(CoreError::from)?;
                Ok(($parameters(maximized.parameters), maximized.degenerate))
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
                Ok(Self($module::SufficientStatistics::from_bytes(data).map_err(CoreError::from)?))
            }
        }
    )+};
}

families! {
    bernoulli: BernoulliParameters(probabilities: Matrix<'_> => PyArray2), BernoulliStatistics,
        [] Ok(bernoulli::Bernoulli);
    categorical: CategoricalParameters(probabilities: PyReadonlyArray3<'_, f64> => PyArray3), CategoricalStatistics,
        [n_categories: usize] categorical::Categorical::new(n_categories);
    poisson: PoissonParameters(rates: Matrix<'_> => PyArray2), PoissonStatistics, [] Ok(poisson::Poisson);
}
