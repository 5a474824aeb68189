//! One iteration of a self-organizing map.

use iterscope::Error;
use iterscope::cluster::{self, Lattice, SelfOrganizingMap, Shrinking, Topology, Winner};
use iterscope::em::{Data, Statistics};
use numpy::{IntoPyArray, PyArray1, PyArray2, PyArrayMethods};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::arrays::{Matrix, Samples, Vector, row_major};
use crate::cancellation::{Cancellation, flag};
use crate::error::CoreError;
use crate::pickle::{Reduced, reduced};
use crate::runtime::run_told;

/// Sums over the samples of each node.
#[pyclass(frozen, module = "iterscope._core")]
pub struct MapStatistics(cluster::MapStatistics);

/// Places, shares of the samples, radius.
type Maximized<'py> = (Bound<'py, PyArray2<f64>>, Bound<'py, PyArray1<f64>>, f64);

#[pymethods]
impl MapStatistics {
    #[getter]
    fn energy(&self) -> f64 {
        self.0.energy()
    }

    #[getter]
    fn quantization_error(&self) -> f64 {
        self.0.quantization_error()
    }

    #[getter]
    fn topographic_error(&self) -> f64 {
        self.0.topographic_error()
    }

    #[getter]
    fn weight(&self) -> f64 {
        self.0.weight()
    }

    #[pyo3(signature = (*, factor=1.0, least=0.0))]
    fn maximize<'py>(&self, py: Python<'py>, factor: f64, least: f64) -> Maximized<'py> {
        let map = self.0.maximize(Shrinking { factor, least });
        let (means, weights) = (map.means().to_owned(), map.weights().to_owned());
        (means.into_pyarray(py), weights.into_pyarray(py), map.radius())
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
        Ok(Self(cluster::MapStatistics::from_bytes(data).map_err(CoreError::from)?))
    }
}

#[pyfunction]
#[pyo3(signature = (X, means, sample_weight=None, *, shape, topology, winner, radius, first_row=0, cancellation=None))]
#[allow(non_snake_case, reason = "scikit-learn's name")]
pub fn map_statistics<'py>(
    py: Python<'py>,
    X: Samples<'py>,
    means: Matrix<'py>,
    sample_weight: Option<Vector<'py>>,
    shape: (usize, usize),
    topology: &str,
    winner: &str,
    radius: f64,
    first_row: u64,
    cancellation: Option<&Bound<'py, Cancellation>>,
) -> PyResult<(Bound<'py, PyArray1<i32>>, MapStatistics)> {
    let (x, means) = (X.row_major()?, row_major("means", &means)?);
    let weights = sample_weight.as_ref().map(|weights| row_major("sample_weight", weights)).transpose()?;
    let prepare = || -> Result<_, Error> {
        let lattice = Lattice::new(shape.0, shape.1, Topology::named(topology)?)?;
        let map = SelfOrganizingMap::new(means.to_owned(), lattice, radius, Winner::named(winner)?)?;
        Ok((map, Data::new(x, weights)?.from_row(first_row)?))
    };
    let (map, data) = prepare().map_err(CoreError::from)?;
    let cancellation = flag(cancellation);
    let labels = PyArray1::zeros(py, X.len(), false);
    let statistics = {
        let mut labels = labels.readwrite();
        let labels = labels.as_slice_mut()?;
        run_told(py, &cancellation, |context| map.assign(data, labels, context))?
    };
    Ok((labels, MapStatistics(statistics)))
}
