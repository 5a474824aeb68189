//! The basins of a fit.

use std::sync::{Mutex, PoisonError};

use iterscope::cluster::KMeans;
use iterscope::em::{Data, End, Grid, Loop};
use iterscope::{Context, Executor, em, mixture};
use numpy::ndarray::Array2;
use numpy::{IntoPyArray, PyArray2};
use pyo3::prelude::*;

use crate::arrays::{Matrix, Samples, Vector, row_major};
use crate::cancellation::{Cancellation, flag};
use crate::error::CoreError;
use crate::mixture::{Parameters, regularization};
use crate::runtime::run;

/// Parameters whose optima have basins.
#[derive(FromPyObject)]
pub enum Start<'py> {
    Gaussian(Bound<'py, Parameters>),
    Centers(Matrix<'py>),
}

#[derive(Clone)]
#[allow(clippy::large_enum_variant, reason = "there is one for each object")]
enum Known {
    Gaussian(em::Basins<mixture::Parameters>),
    Centers(em::Basins<KMeans>),
}

/// The same of either.
macro_rules! known {
    ($known:expr, $basins:ident => $value:expr) => {
        match $known {
            Known::Gaussian($basins) => $value,
            Known::Centers($basins) => $value,
        }
    };
}

/// The optima in which fits end that start with one mean at the points of a plane.
#[pyclass(frozen, module = "iterscope._core")]
pub struct Basins(Mutex<Known>);

impl Basins {
    fn get<T>(&self, value: impl FnOnce(&Known) -> T) -> T {
        value(&self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn array<'py, T: numpy::Element>(
        &self,
        py: Python<'py>,
        value: impl Fn(&End) -> T,
    ) -> Bound<'py, PyArray2<T>> {
        let array: Array2<T> = self.get(|known| known!(known, basins => basins.ends().map(value)));
        array.into_pyarray(py)
    }
}

#[pymethods]
impl Basins {
    #[new]
    fn new(
        start: Start<'_>,
        component: usize,
        origin: Vector<'_>,
        axes: Matrix<'_>,
        columns: Vector<'_>,
        rows: Vector<'_>,
    ) -> PyResult<Self> {
        let (origin, axes) = (row_major("origin", &origin)?, row_major("axes", &axes)?);
        let (columns, rows) = (row_major("columns", &columns)?, row_major("rows", &rows)?);
        let grid = Grid::new(origin, axes, columns, rows).map_err(CoreError::from)?;
        let known = match start {
            Start::Gaussian(start) => {
                em::Basins::new(start.get().0.clone(), component, grid).map(Known::Gaussian)
            }
            Start::Centers(centers) => {
                let start = KMeans::new(row_major("start", &centers)?.to_owned());
                em::Basins::new(start, component, grid).map(Known::Centers)
            }
        };
        Ok(Self(Mutex::new(known.map_err(CoreError::from)?)))
    }

    #[pyo3(signature = (
        X, sample_weight=None, *, reg_covar=1e-6, relative=false, tol=1e-10, max_iter=1000, cancellation=None
    ))]
    #[allow(non_snake_case, reason = "scikit-learn's name")]
    fn refine(
        &self,
        py: Python<'_>,
        X: Samples<'_>,
        sample_weight: Option<Vector<'_>>,
        reg_covar: f64,
        relative: bool,
        tol: f64,
        max_iter: u64,
        cancellation: Option<&Bound<'_, Cancellation>>,
    ) -> PyResult<bool> {
        let x = X.row_major()?;
        let weights =
            sample_weight.as_ref().map(|weights| row_major("sample_weight", weights)).transpose()?;
        let (data, cancellation) = (Data::new(x, weights).map_err(CoreError::from)?, flag(cancellation));
        let mut known = self.get(Known::clone);
        let more = run(py, &cancellation, |executor: &Executor| {
            let context = Context::new(executor, &cancellation);
            match &mut known {
                Known::Gaussian(basins) => {
                    let prior = regularization(reg_covar, relative);
                    basins.refine(&Loop { data, prior, tol, max_iter, half_steps: false, context })
                }
                Known::Centers(basins) => {
                    basins.refine(&Loop { data, prior: (), tol: 0.0, max_iter, half_steps: false, context })
                }
            }
        })?;
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = known;
        Ok(more)
    }

    #[getter]
    #[allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap, reason = "there are few optima")]
    fn optimum<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray2<i16>> {
        self.array(py, |end| end.optimum.map_or(-1, |number| number as i16))
    }

    #[getter]
    #[allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap, reason = "as many as components")]
    fn component<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray2<i32>> {
        self.array(py, |end| end.component as i32)
    }

    #[getter]
    fn iterations<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray2<u64>> {
        self.array(py, |end| end.iterations)
    }

    #[getter]
    fn log_likelihoods(&self) -> Vec<f64> {
        self.get(|known| {
            known!(known, basins => basins.optima().iter().map(|optimum| optimum.log_likelihood).collect())
        })
    }

    #[getter]
    fn optima(&self, py: Python<'_>) -> PyResult<Vec<Py<PyAny>>> {
        let known = self.get(Known::clone);
        match known {
            Known::Gaussian(basins) => basins
                .optima()
                .iter()
                .map(|optimum| {
                    Ok(Bound::new(py, Parameters(optimum.parameters.clone()))?.into_any().unbind())
                })
                .collect(),
            Known::Centers(basins) => {
                let centers = |optimum: &em::Step<KMeans>| optimum.parameters.centers().to_owned();
                Ok(basins
                    .optima()
                    .iter()
                    .map(|optimum| centers(optimum).into_pyarray(py).into_any().unbind())
                    .collect())
            }
        }
    }

    #[getter]
    fn progress(&self) -> f64 {
        self.get(|known| known!(known, basins => basins.progress()))
    }
}
