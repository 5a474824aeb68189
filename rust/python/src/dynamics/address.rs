//! Internal addresses.

use iterscope::dynamics::InternalAddress;
use num_bigint::BigUint;
use pyo3::prelude::*;

use crate::cancellation::flag;
use crate::dynamics::angle::{self, Fraction};
use crate::error::CoreError;
use crate::runtime::run;

/// The address as text; the periods on the way and the internal angles behind them; the last period.
type Parts = (String, Vec<(usize, usize, usize)>, usize);

fn parts(address: &InternalAddress) -> Parts {
    let way = address.way().iter().map(|entry| (entry.period, entry.numerator, entry.denominator));
    (address.to_string(), way.collect(), address.period())
}

#[pyfunction]
pub fn parse_internal_address(py: Python<'_>, text: &str) -> PyResult<Parts> {
    Ok(parts(&py.detach(|| InternalAddress::parse(text)).map_err(CoreError::from)?))
}

#[pyfunction]
pub fn internal_address(py: Python<'_>, angle: Fraction, max_period: usize) -> PyResult<Parts> {
    let angle = angle::angle(&angle)?;
    Ok(parts(&py.detach(|| InternalAddress::of(&angle, max_period)).map_err(CoreError::from)?))
}

#[pyfunction]
pub fn address_angles(py: Python<'_>, text: &str) -> PyResult<[(BigUint, BigUint); 2]> {
    let (address, stop) = (InternalAddress::parse(text).map_err(CoreError::from)?, flag(None));
    let found = run(py, &stop, |_| address.angles(&stop))?;
    Ok(found.each_ref().map(angle::fraction))
}
