//! The fields of pixels.

use iterscope::Context;
use iterscope::fractal::{self, Escape, Field, Frame, Place, TILE_SIZE, Values};
use numpy::ndarray::Array2;
use numpy::{IntoPyArray, PyReadonlyArray2, PyUntypedArrayMethods};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};

use crate::cancellation::{Cancellation, flag};
use crate::error::CoreError;
use crate::fractal::Formula;
use crate::fractal::plane::{self, Address, Area, Samples, Shape};
use crate::runtime::run;

fn named(names: &[String]) -> Result<Vec<Field>, CoreError> {
    Ok(names.iter().map(|name| Field::named(name)).collect::<iterscope::Result<_>>()?)
}

#[pyfunction]
#[pyo3(signature = (formula, region, shape, *, fields, max_iter, bailout, grid, cancellation=None))]
pub fn fields<'py>(
    py: Python<'py>,
    formula: &Bound<'py, Formula>,
    region: Area,
    shape: Shape,
    fields: Vec<String>,
    max_iter: u32,
    bailout: f64,
    grid: &str,
    cancellation: Option<&Bound<'py, Cancellation>>,
) -> PyResult<Bound<'py, PyDict>> {
    let (formula, wanted, stop) = (&formula.get().0, named(&fields)?, flag(cancellation));
    let samples = Samples::new(region, shape, grid)?;
    let escape = Escape::new(bailout, max_iter).map_err(CoreError::from)?;
    let arrays = run(py, &stop, |executor| {
        fractal::fields(formula, escape, samples.place(), &wanted, Context::new(executor, &stop))
    })?;
    let found = PyDict::new(py);
    for (field, values) in wanted.iter().zip(arrays) {
        match values {
            Values::Whole(values) => found.set_item(field.name(), values.into_pyarray(py))?,
            Values::Real(values) => found.set_item(field.name(), values.into_pyarray(py))?,
        }
    }
    Ok(found)
}

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
    let (formula, wanted, stop) = (&formula.get().0, named(&fields)?, flag(cancellation));
    let escape = Escape::new(bailout, max_iter).map_err(CoreError::from)?;
    let frame = Frame::of_tile(&plane::tile(tile)?, (TILE_SIZE, TILE_SIZE)).map_err(CoreError::from)?;
    let files = run(py, &stop, |executor| {
        let levels = fractal::levels(formula, escape, &frame, &wanted, Context::new(executor, &stop))?;
        let encode = |levels: Array2<u32>| {
            let mut png = Vec::new();
            fractal::write_levels(&mut png, &levels.into_raw_vec_and_offset().0, TILE_SIZE)?;
            Ok(png)
        };
        levels.into_iter().map(encode).collect::<iterscope::Result<Vec<_>>>()
    })?;
    let found = PyDict::new(py);
    for (field, png) in wanted.iter().zip(files) {
        found.set_item(field.name(), PyBytes::new(py, &png))?;
    }
    Ok(found)
}

#[pyfunction]
#[pyo3(signature = (formula, tile, shape, *, fields, max_iter, bailout, cancellation=None))]
pub fn tile_levels<'py>(
    py: Python<'py>,
    formula: &Bound<'py, Formula>,
    tile: Address,
    shape: Shape,
    fields: Vec<String>,
    max_iter: u32,
    bailout: f64,
    cancellation: Option<&Bound<'py, Cancellation>>,
) -> PyResult<Bound<'py, PyDict>> {
    let frame = Frame::of_tile(&plane::tile(tile)?, shape).map_err(CoreError::from)?;
    integers(py, formula, (&frame).into(), &fields, (max_iter, bailout), cancellation)
}

#[pyfunction]
#[pyo3(signature = (formula, region, shape, *, fields, max_iter, bailout, cancellation=None))]
pub fn levels<'py>(
    py: Python<'py>,
    formula: &Bound<'py, Formula>,
    region: Area,
    shape: Shape,
    fields: Vec<String>,
    max_iter: u32,
    bailout: f64,
    cancellation: Option<&Bound<'py, Cancellation>>,
) -> PyResult<Bound<'py, PyDict>> {
    let samples = Samples::new(region, shape, "pixel")?;
    integers(py, formula, samples.place(), &fields, (max_iter, bailout), cancellation)
}

fn integers<'py>(
    py: Python<'py>,
    formula: &Bound<'py, Formula>,
    place: Place<'_>,
    fields: &[String],
    (max_iter, bailout): (u32, f64),
    cancellation: Option<&Bound<'py, Cancellation>>,
) -> PyResult<Bound<'py, PyDict>> {
    let (formula, wanted, stop) = (&formula.get().0, named(fields)?, flag(cancellation));
    let escape = Escape::new(bailout, max_iter).map_err(CoreError::from)?;
    let arrays = run(py, &stop, |executor| {
        fractal::levels(formula, escape, place, &wanted, Context::new(executor, &stop))
    })?;
    let found = PyDict::new(py);
    for (field, levels) in wanted.iter().zip(arrays) {
        found.set_item(field.name(), levels.into_pyarray(py))?;
    }
    Ok(found)
}

#[pyfunction]
pub fn encode_levels<'py>(
    py: Python<'py>,
    levels: PyReadonlyArray2<'py, u32>,
) -> PyResult<Bound<'py, PyBytes>> {
    let (values, width) = (levels.as_slice()?, levels.shape()[1]);
    let mut png = Vec::new();
    py.detach(|| fractal::write_levels(&mut png, values, width)).map_err(CoreError::from)?;
    Ok(PyBytes::new(py, &png))
}
