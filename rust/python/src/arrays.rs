//! Arrays that are safe to read: the Python gate makes them so, this is the second look.

use numpy::ndarray::{ArrayView, Dimension, Ix1, Ix2};
use numpy::{PyReadonlyArray, PyUntypedArrayMethods};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

/// A vector given by Python.
pub type Vector<'py> = PyReadonlyArray<'py, f64, Ix1>;
/// A matrix given by Python.
pub type Matrix<'py> = PyReadonlyArray<'py, f64, Ix2>;

/// `array`, if it is aligned and contiguous in row-major order.
pub fn row_major<'a, D: Dimension>(
    name: &str,
    array: &'a PyReadonlyArray<'_, f64, D>,
) -> PyResult<ArrayView<'a, f64, D>> {
    checked(name, array, array.is_c_contiguous(), "C-contiguous")
}

/// `array`, if it is aligned and contiguous in either order.
pub fn contiguous<'a, D: Dimension>(
    name: &str,
    array: &'a PyReadonlyArray<'_, f64, D>,
) -> PyResult<ArrayView<'a, f64, D>> {
    checked(name, array, array.is_contiguous(), "contiguous")
}

fn checked<'a, D: Dimension>(
    name: &str,
    array: &'a PyReadonlyArray<'_, f64, D>,
    allowed: bool,
    order: &str,
) -> PyResult<ArrayView<'a, f64, D>> {
    if allowed && array.is_aligned() {
        return Ok(array.as_array());
    }
    Err(PyValueError::new_err(format!("{name} must be an aligned {order} array, got one of other strides")))
}
