//! Hidden Markov models: a class of parameters and one of statistics for each emission.

use iterscope::em::{Data, Model, Statistics};
use iterscope::mixture::{self, Held, bernoulli, categorical, poisson};
use iterscope::sequence::hmm;
use iterscope::{Context, Executor};
use numpy::{IntoPyArray, PyArray1, PyArray2};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::arrays::{Integers, Matrix, Samples, Vector, row_major};
use crate::cancellation::{Cancellation, flag};
use crate::error::CoreError;
use crate::mixture::{
    BernoulliParameters, CategoricalParameters, Parameters, PoissonParameters, regularization,
};
use crate::pickle::{Reduced, reduced};
use crate::runtime::{run, run_here};

/// One entry an emission: the class of its parameters, what the core calls them, the chain's classes, and what its M step
/// is told, of which its prior is made.
macro_rules! chains {
    ($($emission:ident($core:path): $parameters:ident, $statistics:ident,
       [$($more:ident: $type:ty = $default:tt),*] $prior:expr;)+) => {$(
        /// A chain of states and what they emit, validated once.
        #[pyclass(frozen, module = "iterscope._core")]
        pub struct $parameters(pub hmm::Parameters<$core>);

        #[pymethods]
        impl $parameters {
            #[classattr]
            #[pyo3(name = "kind")]
            const KIND: &'static str = <hmm::Parameters<$core> as Model>::KIND;

            #[new]
            fn new(
                start: Vector<'_>,
                transition: Matrix<'_>,
                emission: &Bound<'_, $emission>,
            ) -> PyResult<Self> {
                let (start, transition) = (row_major("start", &start)?, row_major("transition", &transition)?);
                let parameters = hmm::Parameters::new(start, transition, emission.get().0.clone());
                Ok(Self(parameters.map_err(CoreError::from)?))
            }

            #[pyo3(signature = (X, sample_weight=None, lengths=None, *, cancellation=None))]
            #[allow(non_snake_case, reason = "scikit-learn's name")]
            fn expect(
                &self,
                py: Python<'_>,
                X: Samples<'_>,
                sample_weight: Option<Vector<'_>>,
                lengths: Option<Integers<'_>>,
                cancellation: Option<&Bound<'_, Cancellation>>,
            ) -> PyResult<$statistics> {
                let data = sequences(&X, sample_weight.as_ref(), lengths.as_ref())?;
                let stop = flag(cancellation);
                let statistics = run(py, &stop, |executor| {
                    self.0.expect(data, &mut (), Context::new(executor, &stop))
                })?;
                Ok($statistics(statistics))
            }

            #[pyo3(signature = (X, lengths=None, *, cancellation=None))]
            #[allow(non_snake_case, reason = "scikit-learn's name")]
            fn log_likelihoods<'py>(
                &self,
                py: Python<'py>,
                X: Samples<'py>,
                lengths: Option<Integers<'py>>,
                cancellation: Option<&Bound<'py, Cancellation>>,
            ) -> PyResult<Bound<'py, PyArray1<f64>>> {
                let (data, stop) = (sequences(&X, None, lengths.as_ref())?, flag(cancellation));
                let logs = run(py, &stop, |executor| {
                    hmm::log_likelihoods(data, &self.0, Context::new(executor, &stop))
                })?;
                Ok(logs.into_pyarray(py))
            }

            #[pyo3(signature = (X, lengths=None, *, cancellation=None))]
            #[allow(non_snake_case, reason = "scikit-learn's name")]
            fn posteriors<'py>(
                &self,
                py: Python<'py>,
                X: Samples<'py>,
                lengths: Option<Integers<'py>>,
                cancellation: Option<&Bound<'py, Cancellation>>,
            ) -> PyResult<Posteriors<'py>> {
                let (data, stop) = (sequences(&X, None, lengths.as_ref())?, flag(cancellation));
                let (shares, logs) = run(py, &stop, |executor| {
                    hmm::posteriors(data, &self.0, Context::new(executor, &stop))
                })?;
                Ok((shares.into_pyarray(py), logs.into_pyarray(py)))
            }

            #[pyo3(signature = (X, lengths=None, *, cancellation=None))]
            #[allow(non_snake_case, reason = "scikit-learn's name")]
            fn decode<'py>(
                &self,
                py: Python<'py>,
                X: Samples<'py>,
                lengths: Option<Integers<'py>>,
                cancellation: Option<&Bound<'py, Cancellation>>,
            ) -> PyResult<Decoded<'py>> {
                let (data, stop) = (sequences(&X, None, lengths.as_ref())?, flag(cancellation));
                let (states, logs) = run(py, &stop, |executor| {
                    hmm::decode(data, &self.0, Context::new(executor, &stop))
                })?;
                Ok((states.into_pyarray(py), logs.into_pyarray(py)))
            }

            #[getter]
            fn start<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<f64>> {
                self.0.start().to_owned().into_pyarray(py)
            }

            #[getter]
            fn transition<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray2<f64>> {
                self.0.transition().to_owned().into_pyarray(py)
            }

            #[getter]
            fn emission(&self) -> $emission {
                $emission(self.0.emission().clone())
            }

            #[getter]
            fn n_components(&self) -> usize {
                self.0.n_components()
            }

            #[getter]
            fn n_features(&self) -> usize {
                self.0.emission().n_features()
            }

            fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Reduced<'py>> {
                reduced(slf, &slf.get().0.to_bytes())
            }

            fn to_bytes<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
                PyBytes::new(py, &self.0.to_bytes())
            }

            #[staticmethod]
            fn from_bytes(data: &[u8]) -> PyResult<Self> {
                Ok(Self(hmm::Parameters::from_bytes(data).map_err(CoreError::from)?))
            }
        }

        /// Weighted sums over sequences, with the parameters whose E step made them.
        #[pyclass(frozen, module = "iterscope._core")]
        pub struct $statistics(pub hmm::ChainStatistics<$core>);

        #[pymethods]
        impl $statistics {
            #[getter]
            fn start<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<f64>> {
                self.0.start().into_pyarray(py)
            }

            #[getter]
            fn transitions<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray2<f64>> {
                self.0.transitions().into_pyarray(py)
            }

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

            #[pyo3(signature = (
                *, $($more=$default,)* start=false, transition=false, levels=false, covariances=false
            ))]
            fn maximize(
                &self,
                py: Python<'_>,
                $($more: $type,)*
                start: bool,
                transition: bool,
                levels: bool,
                covariances: bool,
            ) -> PyResult<($parameters, Vec<usize>)> {
                let held = Held { levels, covariances };
                let prior =
                    hmm::Prior { emission: $prior, holds_start: start, holds_transition: transition, held };
                let stop = flag(None);
                let maximized = run_here(py, |executor: &Executor| {
                    hmm::maximize_statistics(&self.0, &prior, Context::new(executor, &stop))
                })?;
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
                Ok(Self(hmm::ChainStatistics::from_bytes(data).map_err(CoreError::from)?))
            }
        }
    )+};
}

chains! {
    Parameters(mixture::Parameters): GaussianChain, GaussianChainStatistics,
        [reg_covar: f64 = 1e-6, relative: bool = false] regularization(reg_covar, relative);
    BernoulliParameters(bernoulli::Parameters): BernoulliChain, BernoulliChainStatistics,
        [floor: f64 = 1e-10] bernoulli::Floor(floor);
    CategoricalParameters(categorical::Parameters): CategoricalChain, CategoricalChainStatistics,
        [floor: f64 = 1e-10] categorical::Floor(floor);
    PoissonParameters(poisson::Parameters): PoissonChain, PoissonChainStatistics,
        [floor: f64 = 1e-10] poisson::Floor(floor);
}

/// The states' shares of rows, and log-likelihoods of sequences.
type Posteriors<'py> = (Bound<'py, PyArray2<f64>>, Bound<'py, PyArray1<f64>>);

/// States of rows, and logarithms of how likely those of each sequence are.
type Decoded<'py> = (Bound<'py, PyArray1<i64>>, Bound<'py, PyArray1<f64>>);

/// Samples as sequences.
fn sequences<'a>(
    samples: &'a Samples<'_>,
    weights: Option<&'a Vector<'_>>,
    lengths: Option<&'a Integers<'_>>,
) -> PyResult<Data<'a>> {
    let weights = weights.map(|weights| row_major("sample_weight", weights)).transpose()?;
    let lengths = lengths.map(|lengths| row_major("lengths", lengths)).transpose()?;
    let data = Data::new(samples.row_major()?, weights).and_then(|data| data.of_lengths(lengths));
    Ok(data.map_err(CoreError::from)?)
}
