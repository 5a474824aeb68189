//! Colored pictures.

use iterscope::fractal::Render;
use iterscope::image;
use numpy::{IntoPyArray, PyArray3, PyArrayMethods, PyReadonlyArray2};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::cancellation::{Cancellation, flag};
use crate::error::CoreError;
use crate::fractal::job::Job;
use crate::fractal::plane::{Area, Samples, Shape};
use crate::fractal::{Coloring, Formula};
use crate::runtime::run;

fn picture<'a>(job: &'a Job<'_>, coloring: &'a Bound<'_, Coloring>) -> Render<'a> {
    Render { formula: job.formula, escape: job.escape, place: job.place(), coloring: &coloring.get().0 }
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
    let job = Job::new(formula, Samples::new(region, shape, grid)?, (max_iter, bailout), cancellation)?;
    let picture = picture(&job, coloring);
    let pixels = job.run(py, |context| picture.pixels(context))?;
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
    let job = Job::new(formula, Samples::new(region, shape, grid)?, (max_iter, bailout), cancellation)?;
    let picture = picture(&job, coloring);
    let mut png = Vec::new();
    job.run(py, |context| picture.write_png(&mut png, context))?;
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
