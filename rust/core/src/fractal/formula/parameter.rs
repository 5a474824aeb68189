//! The parameters of formulas.

use num_complex::Complex64;

use crate::fractal::Point;
use crate::{Error, Result};

pub use crate::dynamics::MAX_DEGREE;

/// A parameter of a formula.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// What it is.
    pub help: &'static str,
    /// A value that makes a picture worth looking at.
    pub example: Example,
    /// Whether it may be left out.
    pub optional: bool,
}

/// An example of a value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Example {
    /// An integer.
    Integer(u32),
    /// A complex number.
    Complex(Complex64),
    /// Several complex numbers.
    List(&'static [Complex64]),
}

/// The value of a parameter, as it is given.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// An integer.
    Integer(i64),
    /// A complex number.
    Complex(Complex64),
    /// The decimal numbers that are the parts of a complex number.
    Decimal(String, String),
    /// Some complex numbers.
    List(Vec<Complex64>),
}

impl From<Example> for Value {
    fn from(example: Example) -> Self {
        match example {
            Example::Integer(integer) => Self::Integer(integer.into()),
            Example::Complex(number) => Self::Complex(number),
            Example::List(list) => Self::List(list.to_vec()),
        }
    }
}

impl From<u32> for Value {
    fn from(integer: u32) -> Self {
        Self::Integer(integer.into())
    }
}

impl From<Complex64> for Value {
    fn from(number: Complex64) -> Self {
        Self::Complex(number)
    }
}

impl From<&Point> for Value {
    fn from(point: &Point) -> Self {
        if point.is_float64() {
            return Self::Complex(point.rounded());
        }
        let (re, im) = point.digits();
        Self::Decimal(re, im)
    }
}

impl From<&[Complex64]> for Value {
    fn from(list: &[Complex64]) -> Self {
        Self::List(list.to_vec())
    }
}

/// Given values of parameters, by name.
#[derive(Clone, Copy, Debug)]
pub struct Given<'a>(pub(in crate::fractal) &'a [(&'a str, Value)]);

impl<'a> Given<'a> {
    fn get(self, name: &str) -> Option<&'a Value> {
        self.0.iter().find(|(given, _)| *given == name).map(|(_, value)| value)
    }

    /// The complex number of this name, if it is given.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming it unless it is finite, or if it is something else.
    pub fn point(self, name: &'static str) -> Result<Option<Point>> {
        match self.get(name) {
            None => Ok(None),
            Some(Value::Complex(number)) => Point::new(name, *number).map(Some),
            Some(Value::Decimal(re, im)) => Point::parse(name, (re, im)).map(Some),
            Some(_) => Err(Error::invalid(name, "a complex number", "something else")),
        }
    }

    /// The degree of a map; 2 if none is given.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `degree` unless it is an integer from 2 to [`MAX_DEGREE`].
    pub fn degree(self) -> Result<u32> {
        match self.get("degree") {
            None => Ok(2),
            Some(Value::Integer(degree)) => check_degree(*degree),
            Some(_) => Err(Error::invalid("degree", "an integer", "something else")),
        }
    }

    /// The complex numbers of this name, if they are given.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming them if they are something else.
    pub fn list(self, name: &'static str) -> Result<Option<&'a [Complex64]>> {
        match self.get(name) {
            None => Ok(None),
            Some(Value::List(list)) => Ok(Some(list)),
            Some(_) => Err(Error::invalid(name, "a list of complex numbers", "something else")),
        }
    }
}

/// `degree`, if the power maps have it.
pub(in crate::fractal) fn check_degree(degree: impl Into<i64>) -> Result<u32> {
    let degree = degree.into();
    let known = u32::try_from(degree).ok().filter(|degree| (2..=MAX_DEGREE).contains(degree));
    known.ok_or_else(|| Error::invalid("degree", format!("from 2 to {MAX_DEGREE}"), degree))
}
