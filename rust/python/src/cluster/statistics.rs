//! Sums over the samples of clusters.

use iterscope::cluster;
use iterscope::em::{Data, Statistics};
use numpy::{IntoPyArray, PyArray1, PyArray2};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::arrays::{Matrix, Samples, Vector, row_major};
use crate::cancellation::{Cancellation, flag};
use crate::error::CoreError;
use crate::pickle::{Reduced, reduced};
use crate::runtime::run_told;

/// Centers, and the weight of the samples of each.
type Means<'py> = (Bound<'py, PyArray2<f64>>, Bound<'py, PyArray1<f64>>);

/// Sums over the samples of each cluster, about the centers that they were assigned to.
#[pyclass(frozen, module = "iterscope._core")]
pub struct ClusterStatistics(cluster::ClusterStatistics);

#[pymethods]
impl ClusterStatistics {
    #[getter]
    fn inertia(&self) -> f64 {
        self.0.inertia()
    }

    #[getter]
    fn weight(&self) -> f64 {
        self.0.weight()
    }

    #[getter]
    fn labels(&self) -> u64 {
        self.0.labels()
    }

    fn means<'py>(&self, py: Python<'py>) -> Means<'py> {
        let (centers, weights) = self.0.means();
        (centers.into_pyarray(py), weights.into_pyarray(py))
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
        Ok(Self(cluster::ClusterStatistics::from_bytes(data).map_err(CoreError::from)?))
    }
}

#[pyfunction]
#[pyo3(signature = (X, centers, sample_weight=None, *, first_row=0, cancellation=None))]
#[allow(non_snake_case, reason = "scikit-learn's name")]
pub fn cluster_statistics(
    py: Python<'_>,
    X: Samples<'_>,
    centers: Matrix<'_>,
    sample_weight: Option<Vector<'_>>,
    first_row: u64,
    cancellation: Option<&Bound<'_, Cancellation>>,
) -> PyResult<ClusterStatistics> {
    let (x, centers) = (X.row_major()?, row_major("centers", &centers)?);
    let weights = sample_weight.as_ref().map(|weights| row_major("sample_weight", weights)).transpose()?;
    let data = Data::new(x, weights).and_then(|data| data.from_row(first_row)).map_err(CoreError::from)?;
    let cancellation = flag(cancellation);
    let statistics =
        run_told(py, &cancellation, |context| cluster::cluster_statistics(data, centers, context))?;
    Ok(ClusterStatistics(statistics))
}
