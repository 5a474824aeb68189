//! One iteration of k-means.

use std::sync::{Mutex, PoisonError};

use iterscope::cluster;
use iterscope::em::Data;
use numpy::{IntoPyArray, PyArray1, PyArray2, PyArrayMethods};
use pyo3::prelude::*;

use crate::arrays::{Matrix, Samples, Vector, row_major};
use crate::cancellation::{Cancellation, flag};
use crate::error::CoreError;
use crate::runtime::run_told;

/// What tells from one iteration that the next one need not compare a sample with all centers.
#[pyclass(frozen, module = "iterscope._core")]
pub struct ClusterBounds(Mutex<cluster::Bounds>);

#[pymethods]
impl ClusterBounds {
    #[new]
    #[pyo3(signature = (*, always=false))]
    fn new(always: bool) -> Self {
        Self(Mutex::new(cluster::Bounds::new(always)))
    }
}

impl ClusterBounds {
    /// Takes them away while they are used: who comes meanwhile begins anew, and so does who follows an interrupt.
    fn take(&self) -> cluster::Bounds {
        let mut bounds = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let anew = bounds.anew();
        std::mem::replace(&mut *bounds, anew)
    }

    fn put(&self, bounds: cluster::Bounds) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = bounds;
    }
}

/// Labels, new centers, inertia, weight in clusters.
type LloydStep<'py> = (Bound<'py, PyArray1<i32>>, Bound<'py, PyArray2<f64>>, f64, Bound<'py, PyArray1<f64>>);

#[pyfunction]
#[pyo3(signature = (X, centers, sample_weight=None, *, bounds=None, cancellation=None))]
#[allow(non_snake_case, reason = "scikit-learn's name")]
pub fn lloyd_step<'py>(
    py: Python<'py>,
    X: Samples<'py>,
    centers: Matrix<'py>,
    sample_weight: Option<Vector<'py>>,
    bounds: Option<&Bound<'py, ClusterBounds>>,
    cancellation: Option<&Bound<'py, Cancellation>>,
) -> PyResult<LloydStep<'py>> {
    let (x, centers) = (X.row_major()?, row_major("centers", &centers)?);
    let weights = sample_weight.as_ref().map(|weights| row_major("sample_weight", weights)).transpose()?;
    let data = Data::new(x, weights).map_err(CoreError::from)?;
    let cancellation = flag(cancellation);
    let labels = PyArray1::zeros(py, X.len(), false);
    let mut known = bounds.map(|bounds| bounds.get().take());
    let statistics = {
        let mut labels = labels.readwrite();
        let labels = labels.as_slice_mut()?;
        run_told(py, &cancellation, |context| match &mut known {
            Some(bounds) => bounds.assign(data, centers, labels, context),
            None => cluster::assign(data, centers, labels, context),
        })?
    };
    if let (Some(bounds), Some(known)) = (bounds, known) {
        bounds.get().put(known);
    }
    let (centers, weights) = statistics.means();
    Ok((labels, centers.into_pyarray(py), statistics.inertia(), weights.into_pyarray(py)))
}
