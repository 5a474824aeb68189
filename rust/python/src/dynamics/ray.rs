//! External rays.

use iterscope::dynamics::{DynamicRay, Landing, ParameterRay, Unicritical};
use num_complex::Complex64;
use numpy::{IntoPyArray, PyArray1};
use pyo3::prelude::*;

use crate::cancellation::flag;
use crate::dynamics::angle::{self, Fraction};
use crate::dynamics::parts::{
    Decimals, MisiurewiczParts, NucleusParts, Points, misiurewicz_parts, nucleus_parts, wide,
};
use crate::error::CoreError;
use crate::runtime::run;

/// Where a ray lands, and the nucleus or the Misiurewicz point that this belongs to.
type LandingParts = (Decimals, Option<NucleusParts>, Option<MisiurewiczParts>);

/// Points; their offsets from the last one as mantissas and exponents of 2; where the ray lands.
type RayParts<'py> = (Points<'py>, (Points<'py>, Bound<'py, PyArray1<i32>>), LandingParts);

fn landing_parts(landing: &Landing) -> LandingParts {
    match landing {
        Landing::Root { root, nucleus } => {
            (root.c.to_decimals(root.digits), Some(nucleus_parts(nucleus)), None)
        }
        Landing::Misiurewicz(point) => {
            (point.c.to_decimals(point.digits), None, Some(misiurewicz_parts(point)))
        }
    }
}

#[pyfunction]
pub fn parameter_ray(
    py: Python<'_>,
    angle: Fraction,
    degree: u32,
    log2_distance: f64,
) -> PyResult<RayParts<'_>> {
    let (angle, stop) = (angle::angle(&angle)?, flag(None));
    let ray = run(py, &stop, |_| ParameterRay::new(&angle, degree, log2_distance, &stop))?;
    let (mantissas, exponents): (Vec<_>, Vec<_>) = ray.offsets.into_iter().map(wide).unzip();
    let offsets = (mantissas.into_pyarray(py), exponents.into_pyarray(py));
    Ok((ray.points.into_pyarray(py), offsets, landing_parts(&ray.landing)))
}

#[pyfunction]
pub fn landing_point(py: Python<'_>, angle: Fraction, degree: u32, digits: u32) -> PyResult<LandingParts> {
    let (angle, stop) = (angle::angle(&angle)?, flag(None));
    let landing = run(py, &stop, |_| Landing::of(&angle, degree, digits, &stop))?;
    Ok(landing_parts(&landing))
}

#[pyfunction]
pub fn dynamic_ray(
    py: Python<'_>,
    c: Complex64,
    angle: Fraction,
    degree: u32,
    levels: u32,
) -> PyResult<(Points<'_>, Option<Complex64>)> {
    let (angle, stop) = (angle::angle(&angle)?, flag(None));
    let map = Unicritical::new(c, degree).map_err(CoreError::from)?;
    let ray = run(py, &stop, |_| DynamicRay::new(&map, &angle, levels, &stop))?;
    Ok((ray.points.into_pyarray(py), ray.landing))
}
