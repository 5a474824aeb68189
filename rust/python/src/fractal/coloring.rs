//! The coloring of escape counts.

use iterscope::image::{self, Rgb, Scale};
use iterscope::quoted;
use numpy::{PyReadonlyArray2, PyUntypedArrayMethods};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::error::CoreError;

/// A palette, and the scale by which counts find their color in it.
#[pyclass(frozen, eq, module = "iterscope._core")]
#[derive(PartialEq)]
pub struct Coloring(pub image::Coloring);

#[pymethods]
impl Coloring {
    #[new]
    #[pyo3(signature = (palette, scale, *, min_iter=0))]
    fn new(palette: PyReadonlyArray2<'_, u8>, scale: &str, min_iter: u32) -> PyResult<Self> {
        let colors = colors(&palette)?;
        let scale = match scale {
            "range" => Scale::Range { min_iter },
            "cycle" => Scale::Cycle,
            _ => {
                return Err(PyValueError::new_err(format!(
                    "scale must be 'range' or 'cycle', got {}",
                    quoted(scale)
                )));
            }
        };
        Ok(Self(image::Coloring::new(colors, scale).map_err(CoreError::from)?))
    }
}

/// The colors of an array of shape (n, 3).
pub fn colors(palette: &PyReadonlyArray2<'_, u8>) -> PyResult<Vec<Rgb>> {
    if palette.shape()[1] != 3 {
        return Err(PyValueError::new_err("palette must have shape (n, 3)"));
    }
    Ok(palette.as_slice()?.as_chunks().0.to_vec())
}
