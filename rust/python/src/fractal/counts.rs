//! Escape counts.

use iterscope::fractal::{self, Escape};
use numpy::{IntoPyArray, PyArray2};
use pyo3::prelude::*;

use crate::cancellation::{Cancellation, flag};
use crate::error::CoreError;
use crate::fractal::Formula;
use crate::fractal::job::Job;
use crate::fractal::plane::{Area, Bounds, Samples, Shape, raster};
use crate::runtime::run_told;

#[pyfunction]
#[pyo3(signature = (formula, region, shape, *, max_iter, bailout, grid, cancellation=None))]
pub fn escape_counts<'py>(
    py: Python<'py>,
    formula: &Bound<'py, Formula>,
    region: Area,
    shape: Shape,
    max_iter: u32,
    bailout: f64,
    grid: &str,
    cancellation: Option<&Bound<'py, Cancellation>>,
) -> PyResult<Bound<'py, PyArray2<u32>>> {
    let job = Job::new(formula, Samples::new(region, shape, grid)?, (max_iter, bailout), cancellation)?;
    let counts =
        job.run(py, |context| fractal::escape_counts(job.formula, job.escape, job.place(), context))?;
    Ok(counts.into_pyarray(py))
}

#[pyfunction]
#[pyo3(signature = (formula, region, shape, *, max_iter, bailout, grid, cancellation=None))]
pub fn scalar_escape_counts<'py>(
    py: Python<'py>,
    formula: &Bound<'py, Formula>,
    region: Bounds,
    shape: Shape,
    max_iter: u32,
    bailout: f64,
    grid: &str,
    cancellation: Option<&Bound<'py, Cancellation>>,
) -> PyResult<Bound<'py, PyArray2<u32>>> {
    let (formula, raster, stop) = (&formula.get().0, raster(region, shape, grid)?, flag(cancellation));
    let escape = Escape::new(bailout, max_iter).map_err(CoreError::from)?;
    let counts =
        run_told(py, &stop, |context| fractal::scalar_escape_counts(formula, escape, &raster, context))?;
    Ok(counts.into_pyarray(py))
}
