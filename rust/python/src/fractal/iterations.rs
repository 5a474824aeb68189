//! The number of iterations that a place needs.

use iterscope::Context;
use iterscope::fractal::{self, TILE_SIZE};
use pyo3::prelude::*;

use crate::cancellation::flag;
use crate::fractal::Formula;
use crate::fractal::plane::{Address, Area, Samples, Shape};
use crate::runtime::run;

#[pyfunction]
pub fn level_max_iter(level: i32) -> u32 {
    fractal::level_max_iter(level)
}

#[pyfunction]
pub fn auto_max_iter(
    py: Python<'_>,
    formula: &Bound<'_, Formula>,
    region: Area,
    shape: Shape,
) -> PyResult<u32> {
    max_iter(py, formula, &Samples::new(region, shape, "pixel")?)
}

#[pyfunction]
pub fn tile_max_iter(py: Python<'_>, formula: &Bound<'_, Formula>, tile: Address) -> PyResult<u32> {
    max_iter(py, formula, &Samples::of_tile(tile, (TILE_SIZE, TILE_SIZE))?)
}

fn max_iter(py: Python<'_>, formula: &Bound<'_, Formula>, samples: &Samples) -> PyResult<u32> {
    let (formula, stop) = (&formula.get().0, flag(None));
    run(py, &stop, |executor| fractal::auto_max_iter(formula, samples.place(), Context::new(executor, &stop)))
}
