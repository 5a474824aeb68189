//! Pickling of objects that can be written as bytes.

use pyo3::prelude::*;
use pyo3::types::PyBytes;

/// The result of `__reduce__`: a function, and the arguments that make the object again.
pub type Reduced<'py> = (Bound<'py, PyAny>, (Bound<'py, PyBytes>,));

/// The class's `from_bytes`, and `bytes`.
pub fn reduced<'py, T>(object: &Bound<'py, T>, bytes: &[u8]) -> PyResult<Reduced<'py>> {
    Ok((object.as_any().get_type().getattr("from_bytes")?, (PyBytes::new(object.py(), bytes),)))
}
