//! Pictures by any field.

use iterscope::fractal::Painting;
use numpy::{IntoPyArray, PyArray3, PyArrayMethods};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::cancellation::Cancellation;
use crate::fractal::job::Job;
use crate::fractal::plane::{Area, Samples, Shape};
use crate::fractal::{Formula, Look};

fn painting<'a>(job: &'a Job<'_>, look: &'a Bound<'_, Look>, antialias: usize) -> Painting<'a> {
    Painting { formula: job.formula, escape: job.escape, place: job.place(), look: &look.get().0, antialias }
}

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
    let samples = Samples::finer(region, shape, grid, antialias)?;
    let job = Job::new(formula, samples, (max_iter, bailout), cancellation)?;
    let painting = painting(&job, look, antialias);
    let (top, bottom) = rows.unwrap_or((0, shape.0));
    let pixels = job.run(py, |context| painting.strip(top..bottom, context))?;
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
    let samples = Samples::finer(region, shape, grid, antialias)?;
    let job = Job::new(formula, samples, (max_iter, bailout), cancellation)?;
    let painting = painting(&job, look, antialias);
    let mut png = Vec::new();
    job.run(py, |context| painting.write_png(&mut png, context))?;
    Ok(PyBytes::new(py, &png))
}
