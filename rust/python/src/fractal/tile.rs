//! The fields of tiles.

use iterscope::Context;
use iterscope::fractal::{self, Escape, TILE_SIZE};
use iterscope::quoted;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};

use crate::cancellation::{Cancellation, flag};
use crate::error::CoreError;
use crate::fractal::Formula;
use crate::fractal::plane::{self, Address};
use crate::runtime::run;

#[pyfunction]
#[pyo3(signature = (formula, tile, *, fields, max_iter, bailout, cancellation=None))]
pub fn tile_fields<'py>(
    py: Python<'py>,
    formula: &Bound<'py, Formula>,
    tile: Address,
    fields: Vec<String>,
    max_iter: u32,
    bailout: f64,
    cancellation: Option<&Bound<'py, Cancellation>>,
) -> PyResult<Bound<'py, PyDict>> {
    if let Some(unknown) = fields.iter().find(|field| *field != "count") {
        return Err(PyValueError::new_err(format!(
            "fields must be made of 'count', got {}",
            quoted(unknown)
        )));
    }
    let (formula, stop) = (&formula.get().0, flag(cancellation));
    let escape = Escape::new(bailout, max_iter).map_err(CoreError::from)?;
    let raster = plane::tile(tile)?.raster().map_err(CoreError::from)?;
    let png = run(py, &stop, |executor| {
        let counts = fractal::escape_counts(formula, escape, &raster, Context::new(executor, &stop))?;
        let mut png = Vec::new();
        fractal::write_counts(&mut png, &counts.into_raw_vec_and_offset().0, TILE_SIZE)?;
        Ok(png)
    })?;
    let found = PyDict::new(py);
    for field in fields {
        found.set_item(field, PyBytes::new(py, &png))?;
    }
    Ok(found)
}
