//! Orbits and attracting cycles.

use iterscope::dynamics::{Component, Cycle, Orbit, Unicritical};
use num_bigint::BigUint;
use num_complex::Complex64;
use numpy::IntoPyArray;
use pyo3::prelude::*;

use crate::cancellation::flag;
use crate::dynamics::angle::fraction;
use crate::dynamics::parts::{Decimals, NucleusParts, Points, nucleus_parts};
use crate::error::CoreError;
use crate::runtime::run;

/// Points, multiplier, internal angle and conformal radius.
type CycleParts<'py> = (Points<'py>, Complex64, f64, f64);
/// The cycle, the nucleus, the root and whether it is a cusp, and the angles.
type ComponentParts<'py> = (CycleParts<'py>, NucleusParts, (Decimals, bool), Option<[(BigUint, BigUint); 2]>);

fn cycle_parts<'py>(py: Python<'py>, map: &Unicritical, cycle: &Cycle) -> CycleParts<'py> {
    let points = cycle.points(map).into_pyarray(py);
    (points, cycle.multiplier, cycle.internal_angle(), cycle.conformal_radius(map))
}

#[pyfunction]
pub fn orbit(
    py: Python<'_>,
    c: Complex64,
    z: Complex64,
    steps: usize,
    degree: u32,
) -> PyResult<(Points<'_>, Points<'_>, bool)> {
    let map = Unicritical::new(c, degree).map_err(CoreError::from)?;
    let stop = flag(None);
    let orbit = run(py, &stop, |_| Orbit::new(&map, z, steps, &stop))?;
    Ok((orbit.points.into_pyarray(py), orbit.derivatives.into_pyarray(py), orbit.escapes))
}

#[pyfunction]
pub fn attracting_cycle(
    py: Python<'_>,
    c: Complex64,
    degree: u32,
    max_iter: u32,
) -> PyResult<Option<CycleParts<'_>>> {
    let map = Unicritical::new(c, degree).map_err(CoreError::from)?;
    let stop = flag(None);
    let cycle = run(py, &stop, |_| Cycle::search(&map, max_iter, &stop))?;
    Ok(cycle.map(|cycle| cycle_parts(py, &map, &cycle)))
}

#[pyfunction]
pub fn component(
    py: Python<'_>,
    c: Complex64,
    degree: u32,
    max_iter: u32,
) -> PyResult<Option<ComponentParts<'_>>> {
    let (map, stop) = (Unicritical::new(c, degree).map_err(CoreError::from)?, flag(None));
    let found = run(py, &stop, |_| Component::of(&map, max_iter, &stop))?;
    Ok(found.map(|component| {
        let Component { cycle, nucleus, root, angles } = component;
        let root = (root.c.to_decimals(root.digits), root.is_cusp);
        let angles = angles.map(|pair| pair.each_ref().map(fraction));
        (cycle_parts(py, &map, &cycle), nucleus_parts(&nucleus), root, angles)
    }))
}
