//! Bindings of the pictures of data.

mod density;
mod figure;
mod samples;

use numpy::{PyReadonlyArray2, PyUntypedArrayMethods};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

pub use density::draw_density;
pub use figure::Figure;
pub use samples::draw_samples;

/// Left, right, bottom, top.
type Bounds = (f64, f64, f64, f64);
/// Height and width in pixels.
type Shape = (usize, usize);

/// The rows of an array of bytes.
fn colors<const N: usize>(name: &str, array: &PyReadonlyArray2<'_, u8>) -> PyResult<Vec<[u8; N]>> {
    if array.shape()[1] != N {
        return Err(PyValueError::new_err(format!("{name} must have shape (n, {N})")));
    }
    Ok(array.as_slice()?.as_chunks().0.to_vec())
}
