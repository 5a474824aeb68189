//! Pictures by any field.

use iterscope::Context;
use iterscope::fractal::{Escape, Painting};
use numpy::{IntoPyArray, PyArray3, PyArrayMethods};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::cancellation::{Cancellation, flag};
use crate::error::CoreError;
use crate::fractal::plane::{Area, Samples, Shape};
use crate::fractal::{Formula, Look};
use crate::runtime::run;

#[pyfunction]
#[pyo3(signature = (formula, region, shape, *, max_iter, bailout, look, antialias, grid, rows=None, cancellation=None))]
pub fn paint<'py>(
    py: Python<'py>,
    formula: &Bound<'py, Formula>,
    region: Area,
    shape: Shape,
    max_iter: u32,
    bailout: f64,
    look: &Bound<'py, Look>,
    antialias: usize,
    grid: &str,
    rows: Option<(usize, usize)>,
    cancellation: Option<&Bound<'py, Cancellation>>,
) -> PyResult<Bound<'py, PyArray3<u8>>> {
    let (samples, stop) = (Samples::finer(region, shape, grid, antialias)?, flag(cancellation));
    let escape = Escape::new(bailout, max_iter).map_err(CoreError::from)?;
    let (formula, look) = (&formula.get().0, &look.get().0);
    let painting = Painting { formula, escape, place: samples.place(), look, antialias };
    let (top, bottom) = rows.unwrap_or((0, shape.0));
    let pixels = run(py, &stop, |executor| painting.strip(top..bottom, Context::new(executor, &stop)))?;
    pixels.into_flattened().into_pyarray(py).reshape([bottom - top, shape.1, 3])
}

#[pyfunction]
#[pyo3(signature = (formula, region, shape, *, max_iter, bailout, look, antialias, grid, cancellation=None))]
pub fn paint_png<'py>(
    py: Python<'py>,
    formula: &Bound<'py, Formula>,
    region: Area,
    shape: Shape,
    max_iter: u32,
    bailout: f64,
    look: &Bound<'py, Look>,
    antialias: usize,
    grid: &str,
    cancellation: Option<&Bound<'py, Cancellation>>,
) -> PyResult<Bound<'py, PyBytes>> {
    let (samples, stop) = (Samples::finer(region, shape, grid, antialias)?, flag(cancellation));
    let escape = Escape::new(bailout, max_iter).map_err(CoreError::from)?;
    let (formula, look) = (&formula.get().0, &look.get().0);
    let painting = Painting { formula, escape, place: samples.place(), look, antialias };
    let mut png = Vec::new();
    run(py, &stop, |executor| painting.write_png(&mut png, Context::new(executor, &stop)))?;
    Ok(PyBytes::new(py, &png))
}
