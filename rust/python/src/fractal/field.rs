//! The fields of pixels.

use iterscope::fractal::{self, Field, TILE_SIZE, Values};
use numpy::ndarray::Array2;
use numpy::{IntoPyArray, PyReadonlyArray2, PyUntypedArrayMethods};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};

use crate::cancellation::Cancellation;
use crate::error::CoreError;
use crate::fractal::Formula;
use crate::fractal::job::Job;
use crate::fractal::plane::{Address, Area, Samples, Shape};

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
    let job = Job::new(formula, Samples::new(region, shape, grid)?, (max_iter, bailout), cancellation)?;
    let wanted = named(&fields)?;
    let arrays =
        job.run(py, |context| fractal::fields(job.formula, job.escape, job.place(), &wanted, context))?;
    by_name(py, &wanted, arrays, |values| match values {
        Values::Whole(values) => values.into_pyarray(py).into_any(),
        Values::Real(values) => values.into_pyarray(py).into_any(),
    })
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
    let samples = Samples::of_tile(tile, (TILE_SIZE, TILE_SIZE))?;
    let job = Job::new(formula, samples, (max_iter, bailout), cancellation)?;
    let wanted = named(&fields)?;
    let files = job.run(py, |context| {
        let levels = fractal::levels(job.formula, job.escape, job.place(), &wanted, context)?;
        let encode = |levels: Array2<u32>| {
            let mut png = Vec::new();
            fractal::write_levels(&mut png, &levels.into_raw_vec_and_offset().0, TILE_SIZE)?;
            Ok(png)
        };
        levels.into_iter().map(encode).collect::<iterscope::Result<Vec<_>>>()
    })?;
    by_name(py, &wanted, files, |png| PyBytes::new(py, &png).into_any())
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
    let job = Job::new(formula, Samples::of_tile(tile, shape)?, (max_iter, bailout), cancellation)?;
    let wanted = named(&fields)?;
    let arrays =
        job.run(py, |context| fractal::levels(job.formula, job.escape, job.place(), &wanted, context))?;
    by_name(py, &wanted, arrays, |levels| levels.into_pyarray(py).into_any())
}

fn named(names: &[String]) -> Result<Vec<Field>, CoreError> {
    Ok(names.iter().map(|name| Field::named(name)).collect::<iterscope::Result<_>>()?)
}

/// What was found of fields, by their names.
fn by_name<'py, T>(
    py: Python<'py>,
    fields: &[Field],
    found: Vec<T>,
    value: impl Fn(T) -> Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyDict>> {
    let named = PyDict::new(py);
    for (field, found) in fields.iter().zip(found) {
        named.set_item(field.name(), value(found))?;
    }
    Ok(named)
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
