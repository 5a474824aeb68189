//! Spiders.

use iterscope::dynamics;
use num_complex::Complex64;
use numpy::ndarray::Array2;
use numpy::{IntoPyArray, PyArray1, PyArray2};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;

use crate::dynamics::angle::{Fraction, angle};
use crate::error::CoreError;

/// A spider that walks.
#[pyclass(module = "iterscope._core")]
pub struct Spider(dynamics::Spider);

#[pymethods]
impl Spider {
    #[new]
    fn new(angle: Fraction) -> PyResult<Self> {
        Ok(Self(dynamics::Spider::new(&self::angle(&angle)?).map_err(CoreError::from)?))
    }

    fn step(&mut self, py: Python<'_>) {
        py.detach(|| self.0.step());
    }

    #[getter]
    fn iteration(&self) -> u64 {
        self.0.iteration()
    }

    #[getter]
    fn c(&self) -> Complex64 {
        self.0.c()
    }

    #[getter]
    fn change(&self) -> f64 {
        self.0.change()
    }

    #[getter]
    fn points<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<Complex64>> {
        PyArray1::from_slice(py, self.0.points())
    }

    #[getter]
    fn legs<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyArray2<Complex64>>> {
        let legs = self.0.legs();
        let shape = (legs.len(), legs.first().map_or(0, Vec::len));
        let legs = Array2::from_shape_vec(shape, legs.concat());
        Ok(legs.map_err(|error| PyRuntimeError::new_err(error.to_string()))?.into_pyarray(py))
    }
}
