//! Points of the parameter plane.

use iterscope::dynamics::{self, Exterior, Misiurewicz, Nucleus, ParameterDisc, parameter};
use num_complex::Complex64;
use numpy::IntoPyArray;
use pyo3::prelude::*;

use crate::cancellation::flag;
use crate::dynamics::parts::{
    Decimals, MisiurewiczParts, NucleusParts, Points, misiurewicz_parts, nucleus_parts,
};
use crate::runtime::run;

#[pyfunction]
pub fn lowest_nucleus(
    py: Python<'_>,
    center: Decimals,
    log2_radius: f64,
    degree: u32,
    max_period: u32,
    digits: Option<u32>,
) -> PyResult<Option<NucleusParts>> {
    let stop = flag(None);
    let found = run(py, &stop, |_| {
        let disc = ParameterDisc::new((&center.0, &center.1), log2_radius)?;
        Nucleus::lowest(&disc, degree, max_period, digits, &stop)
    })?;
    Ok(found.as_ref().map(nucleus_parts))
}

#[pyfunction]
pub fn nucleus_near(
    py: Python<'_>,
    start: Decimals,
    period: u32,
    degree: u32,
    digits: Option<u32>,
) -> PyResult<Option<NucleusParts>> {
    let stop = flag(None);
    let found = run(py, &stop, |_| {
        Nucleus::near(&parameter("center", (&start.0, &start.1))?, period, degree, digits, &stop)
    })?;
    Ok(found.as_ref().map(nucleus_parts))
}

#[pyfunction]
pub fn component_point(
    py: Python<'_>,
    c: Decimals,
    period: u32,
    degree: u32,
    multiplier: Complex64,
    branch: u32,
) -> PyResult<Option<Decimals>> {
    let stop = flag(None);
    run(py, &stop, |_| {
        let start = parameter("c", (&c.0, &c.1))?;
        let Some(nucleus) = Nucleus::near(&start, period, degree, None, &stop)? else { return Ok(None) };
        Ok(Some(nucleus.component_point(multiplier, branch, &stop)?.to_decimals(nucleus.digits)))
    })
}

#[pyfunction]
pub fn misiurewicz_near(
    py: Python<'_>,
    start: Decimals,
    preperiod: u32,
    period: u32,
    degree: u32,
    digits: u32,
) -> PyResult<Option<MisiurewiczParts>> {
    let stop = flag(None);
    let found = run(py, &stop, |_| {
        let start = parameter("near", (&start.0, &start.1))?;
        Misiurewicz::near(&start, preperiod, period, degree, digits, &stop)
    })?;
    Ok(found.as_ref().map(misiurewicz_parts))
}

#[pyfunction]
pub fn lowest_misiurewicz(
    py: Python<'_>,
    center: Decimals,
    log2_radius: f64,
    degree: u32,
    max_steps: u32,
    digits: u32,
) -> PyResult<Option<MisiurewiczParts>> {
    let stop = flag(None);
    let found = run(py, &stop, |_| {
        let disc = ParameterDisc::new((&center.0, &center.1), log2_radius)?;
        Misiurewicz::lowest(&disc, degree, max_steps, digits, &stop)
    })?;
    Ok(found.as_ref().map(misiurewicz_parts))
}

#[pyfunction]
pub fn exterior(py: Python<'_>, c: Complex64) -> PyResult<Option<(f64, Vec<bool>, f64)>> {
    let stop = flag(None);
    let found = run(py, &stop, |_| Exterior::new(c, &stop))?;
    Ok(found.map(|exterior| (exterior.turns, exterior.digits, exterior.potential)))
}

#[pyfunction]
pub fn equipotential(py: Python<'_>, potential: f64, count: usize) -> PyResult<Points<'_>> {
    let stop = flag(None);
    let curve = run(py, &stop, |_| dynamics::equipotential(potential, count, &stop))?;
    Ok(curve.into_pyarray(py))
}
