//! The parts of results, as Python takes them.

use iterscope::dynamics::{Misiurewicz, Nucleus};
use iterscope::number::Scaled;
use num_complex::Complex64;
use numpy::PyArray1;
use pyo3::prelude::*;

/// Points of the plane.
pub type Points<'py> = Bound<'py, PyArray1<Complex64>>;
/// Real and imaginary part as decimal strings.
pub type Decimals = (String, String);
/// Mantissa and exponent of two.
pub type Wide = (Complex64, i32);
/// Period, parameter, and size.
pub type NucleusParts = (u32, Decimals, Wide);
/// Preperiod, period, parameter and multiplier.
pub type MisiurewiczParts = (u32, u32, Decimals, Wide);

pub fn wide(number: Scaled) -> Wide {
    (number.mantissa(), number.exponent())
}

pub fn nucleus_parts(nucleus: &Nucleus) -> NucleusParts {
    (nucleus.period, nucleus.c.to_decimals(nucleus.digits), wide(nucleus.size))
}

pub fn misiurewicz_parts(point: &Misiurewicz) -> MisiurewiczParts {
    (point.preperiod, point.period, point.c.to_decimals(point.digits), wide(point.multiplier))
}
