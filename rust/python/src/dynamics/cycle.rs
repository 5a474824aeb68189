//! Orbits and attracting cycles.

use iterscope::dynamics::{Cycle, Orbit, Unicritical};
use num_complex::Complex64;
use numpy::{IntoPyArray, PyArray1};
use pyo3::prelude::*;

use crate::error::CoreError;

/// Points of the plane.
pub type Points<'py> = Bound<'py, PyArray1<Complex64>>;

#[pyfunction]
pub fn orbit(
    py: Python<'_>,
    c: Complex64,
    z: Complex64,
    steps: usize,
    degree: u32,
) -> PyResult<(Points<'_>, Points<'_>, bool)> {
    let map = Unicritical::new(c, degree).map_err(CoreError::from)?;
    let orbit = py.detach(|| Orbit::new(&map, z, steps)).map_err(CoreError::from)?;
    Ok((orbit.points.into_pyarray(py), orbit.derivatives.into_pyarray(py), orbit.escapes))
}

#[pyfunction]
pub fn attracting_cycle(
    py: Python<'_>,
    c: Complex64,
    degree: u32,
    max_iter: u32,
) -> PyResult<Option<(Points<'_>, Complex64, f64, f64)>> {
    let map = Unicritical::new(c, degree).map_err(CoreError::from)?;
    let cycle = py.detach(|| Cycle::attracting(&map, max_iter));
    Ok(cycle.map(|cycle| {
        let points = cycle.points(&map).into_pyarray(py);
        (points, cycle.multiplier, cycle.internal_angle(), cycle.conformal_radius(&map))
    }))
}
