//! Colored pictures.

use iterscope::Context;
use iterscope::fractal::{Escape, Place, Render};
use iterscope::image;
use numpy::{IntoPyArray, PyArray3, PyArrayMethods, PyReadonlyArray2};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::cancellation::{Cancellation, flag};
use crate::error::CoreError;
use crate::fractal::plane::{Area, Samples, Shape};
use crate::fractal::{Coloring, Formula};
use crate::runtime::run;

fn picture<'a>(
    formula: &'a Bound<'_, Formula>,
    escape: Escape,
    place: Place<'a>,
    coloring: &'a Bound<'_, Coloring>,
) -> Render<'a> {
    Render { formula: &formula.get().0, escape, place, coloring: &coloring.get().0 }
}

#[pyfunction]
#[pyo3(signature = (formula, region, shape, *, max_iter, bailout, coloring, grid, cancellation=None))]
pub fn render<'py>(
    py: Python<'py>,
    formula: &Bound<'py, Formula>,
    region: Area,
    shape: Shape,
    max_iter: u32,
    bailout: f64,
    coloring: &Bound<'py, Coloring>,
    grid: &str,
    cancellation: Option<&Bound<'py, Cancellation>>,
) -> PyResult<Bound<'py, PyArray3<u8>>> {
    let (samples, stop) = (Samples::new(region, shape, grid)?, flag(cancellation));
    let escape = Escape::new(bailout, max_iter).map_err(CoreError::from)?;
    let picture = picture(formula, escape, samples.place(), coloring);
    let pixels = run(py, &stop, |executor| picture.pixels(Context::new(executor, &stop)))?;
    pixels.into_flattened().into_pyarray(py).reshape([shape.0, shape.1, 3])
}

#[pyfunction]
#[pyo3(signature = (formula, region, shape, *, max_iter, bailout, coloring, grid, cancellation=None))]
pub fn render_png<'py>(
    py: Python<'py>,
    formula: &Bound<'py, Formula>,
    region: Area,
    shape: Shape,
    max_iter: u32,
    bailout: f64,
    coloring: &Bound<'py, Coloring>,
    grid: &str,
    cancellation: Option<&Bound<'py, Cancellation>>,
) -> PyResult<Bound<'py, PyBytes>> {
    let (samples, stop) = (Samples::new(region, shape, grid)?, flag(cancellation));
    let escape = Escape::new(bailout, max_iter).map_err(CoreError::from)?;
    let picture = picture(formula, escape, samples.place(), coloring);
    let mut png = Vec::new();
    run(py, &stop, |executor| picture.write_png(&mut png, Context::new(executor, &stop)))?;
    Ok(PyBytes::new(py, &png))
}

#[pyfunction]
#[pyo3(signature = (counts, *, max_iter, coloring, cancellation=None))]
pub fn encode_png<'py>(
    py: Python<'py>,
    counts: PyReadonlyArray2<'py, u32>,
    max_iter: u32,
    coloring: &Bound<'py, Coloring>,
    cancellation: Option<&Bound<'py, Cancellation>>,
) -> PyResult<Bound<'py, PyBytes>> {
    let table = coloring.get().0.table(max_iter).map_err(CoreError::from)?;
    let (counts, stop) = (counts.as_array(), flag(cancellation));
    let mut png = Vec::new();
    run(py, &stop, |_| image::encode_png(&mut png, counts, &table, &stop))?;
    Ok(PyBytes::new(py, &png))
}
