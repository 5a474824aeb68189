//! Arrays that are safe to read: the Python gate makes them so, this is the second look.

use iterscope::em;
use numpy::ndarray::{ArrayView, Dimension, Ix1, Ix2};
use numpy::{Element, PyReadonlyArray, PyUntypedArrayMethods};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

/// A vector given by Python.
pub type Vector<'py> = PyReadonlyArray<'py, f64, Ix1>;
/// Whole numbers given by Python.
pub type Integers<'py> = PyReadonlyArray<'py, i64, Ix1>;
/// A matrix given by Python.
pub type Matrix<'py> = PyReadonlyArray<'py, f64, Ix2>;

/// Samples given by Python, of either precision.
#[derive(FromPyObject)]
pub enum Samples<'py> {
    Double(Matrix<'py>),
    Single(PyReadonlyArray<'py, f32, Ix2>),
}

impl Samples<'_> {
    /// These, if they are aligned and contiguous in row-major order.
    pub fn row_major(&self) -> PyResult<em::Samples<'_>> {
        match self {
            Self::Double(samples) => Ok(row_major("X", samples)?.into()),
            Self::Single(samples) => Ok(row_major("X", samples)?.into()),
        }
    }

    /// The number of samples.
    pub fn len(&self) -> usize {
        match self {
            Self::Double(samples) => samples.shape()[0],
            Self::Single(samples) => samples.shape()[0],
        }
    }
}

/// `array`, if it is aligned and contiguous in row-major order.
pub fn row_major<'a, T: Element, D: Dimension>(
    name: &str,
    array: &'a PyReadonlyArray<'_, T, D>,
) -> PyResult<ArrayView<'a, T, D>> {
    checked(name, array, array.is_c_contiguous(), "C-contiguous")
}

/// `array`, if it is aligned and contiguous in either order.
pub fn contiguous<'a, D: Dimension>(
    name: &str,
    array: &'a PyReadonlyArray<'_, f64, D>,
) -> PyResult<ArrayView<'a, f64, D>> {
    checked(name, array, array.is_contiguous(), "contiguous")
}

fn checked<'a, T: Element, D: Dimension>(
    name: &str,
    array: &'a PyReadonlyArray<'_, T, D>,
    allowed: bool,
    order: &str,
) -> PyResult<ArrayView<'a, T, D>> {
    if allowed && array.is_aligned() {
        return Ok(array.as_array());
    }
    Err(PyValueError::new_err(format!("{name} must be an aligned {order} array, got one of other strides")))
}
