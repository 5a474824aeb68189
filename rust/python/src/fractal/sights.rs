//! What a picture shows, for colors to follow.

use iterscope::fractal;
use numpy::PyArray1;
use pyo3::prelude::*;

use crate::cancellation::Cancellation;
use crate::fractal::Formula;
use crate::fractal::job::Job;
use crate::fractal::plane::{Area, Samples, Shape};

/// Smooth counts, as levels, and their fractions.
type Sight<'py> = (Bound<'py, PyArray1<u32>>, Option<Bound<'py, PyArray1<u32>>>);

#[pyfunction]
#[pyo3(signature = (formula, region, shape, *, max_iter, bailout, antialias, grid, cancellation=None))]
pub fn sight<'py>(
    py: Python<'py>,
    formula: &Bound<'py, Formula>,
    region: Area,
    shape: Shape,
    max_iter: u32,
    bailout: f64,
    antialias: usize,
    grid: &str,
    cancellation: Option<&Bound<'py, Cancellation>>,
) -> PyResult<Sight<'py>> {
    let samples = Samples::finer(region, shape, grid, antialias)?;
    let job = Job::new(formula, samples, (max_iter, bailout), cancellation)?;
    let found = job.run(py, |context| fractal::Sight::of(job.formula, job.escape, job.place(), context))?;
    let (smooth, fractions) = found.levels();
    let array = |levels: &[u32]| PyArray1::from_slice(py, levels);
    Ok((array(smooth), fractions.map(array)))
}
