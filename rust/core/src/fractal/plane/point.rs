//! A point of the plane, exact to all its digits.

use std::fmt;

use bigdecimal::BigDecimal;
use num_complex::Complex64;

use crate::number::{decimal, to_float64};
use crate::{Error, Result};

/// A complex number as it was written, and the float64 next to it.
///
/// A float64 stands for the shortest decimal number that is read as it, so that -0.8 means -8/10 at any depth.
#[derive(Clone, PartialEq)]
pub struct Point {
    re: BigDecimal,
    im: BigDecimal,
    rounded: Complex64,
}

impl Point {
    /// The point with these decimal numbers as its parts.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] calling it `name` unless they are finite and of at most 2^16 digits before and
    /// after the point.
    pub fn parse(name: &'static str, (re, im): (&str, &str)) -> Result<Self> {
        Ok(Self::exact(decimal(name, re)?, decimal(name, im)?))
    }

    /// The point that a float64 stands for.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] calling it `name` unless it is finite.
    pub fn new(name: &'static str, rounded: Complex64) -> Result<Self> {
        let part = |part: f64| {
            let digits = format!("{part:e}").parse().ok();
            digits.ok_or_else(|| Error::invalid(name, "finite", rounded))
        };
        Ok(Self { re: part(rounded.re)?, im: part(rounded.im)?, rounded })
    }

    /// The point with these parts.
    #[must_use]
    pub fn exact(re: BigDecimal, im: BigDecimal) -> Self {
        let rounded = Complex64::new(to_float64(&re), to_float64(&im));
        Self { re, im, rounded }
    }

    /// The real part.
    #[must_use]
    pub const fn re(&self) -> &BigDecimal {
        &self.re
    }

    /// The imaginary part.
    #[must_use]
    pub const fn im(&self) -> &BigDecimal {
        &self.im
    }

    /// The nearest float64.
    #[must_use]
    pub const fn rounded(&self) -> Complex64 {
        self.rounded
    }

    /// Whether a float64 stands for it.
    #[must_use]
    pub fn is_float64(&self) -> bool {
        Self::new("", self.rounded).is_ok_and(|point| point == *self)
    }

    /// Its parts, written out.
    #[must_use]
    pub fn digits(&self) -> (String, String) {
        let digits = |part: &BigDecimal| part.normalized().to_string();
        (digits(&self.re), digits(&self.im))
    }
}

impl fmt::Debug for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (re, im) = self.digits();
        write!(f, "({re}, {im})")
    }
}
