//! External angles.

use iterscope::dynamics::{self, Angle, KneadingSequence};
use num_bigint::{BigInt, BigUint};
use pyo3::prelude::*;

use crate::cancellation::flag;
use crate::error::CoreError;
use crate::runtime::run;

/// Numerator and denominator.
pub type Fraction = (BigInt, BigInt);
/// Numerator and denominator in lowest terms, preperiod and period.
type Parts = (BigUint, BigUint, usize, usize);

pub fn angle((numerator, denominator): &Fraction) -> Result<Angle, CoreError> {
    Ok(Angle::new(numerator, denominator)?)
}

pub fn fraction(angle: &Angle) -> (BigUint, BigUint) {
    (angle.numerator().clone(), angle.denominator().clone())
}

fn parts(angle: &Angle) -> Parts {
    let (numerator, denominator) = fraction(angle);
    (numerator, denominator, angle.preperiod(), angle.period())
}

#[pyfunction]
pub fn make_angle(py: Python<'_>, fraction: Fraction) -> PyResult<Parts> {
    Ok(parts(&py.detach(|| angle(&fraction))?))
}

#[pyfunction]
pub fn parse_angle(py: Python<'_>, text: &str) -> PyResult<Parts> {
    Ok(parts(&py.detach(|| Angle::parse(text)).map_err(CoreError::from)?))
}

#[pyfunction]
pub fn kneading_sequence(py: Python<'_>, angle: Fraction) -> PyResult<String> {
    let angle = self::angle(&angle)?;
    Ok(py.detach(|| KneadingSequence::of(&angle).to_string()))
}

#[pyfunction]
pub fn conjugates(py: Python<'_>, angle: Fraction) -> PyResult<Vec<(BigUint, BigUint)>> {
    let (angle, stop) = (self::angle(&angle)?, flag(None));
    let found = run(py, &stop, |_| dynamics::conjugates(&angle, &stop))?;
    Ok(found.iter().map(fraction).collect())
}

#[pyfunction]
pub fn tune(py: Python<'_>, angle: Fraction, component: Fraction) -> PyResult<Vec<(BigUint, BigUint)>> {
    let (angle, component, stop) = (self::angle(&angle)?, self::angle(&component)?, flag(None));
    let found = run(py, &stop, |_| dynamics::tune(&angle, &component, &stop))?;
    Ok(found.iter().map(fraction).collect())
}

#[pyfunction]
pub fn bulb_angles(p: usize, q: usize) -> PyResult<[(BigUint, BigUint); 2]> {
    Ok(dynamics::bulb_angles(p, q).map_err(CoreError::from)?.each_ref().map(fraction))
}
