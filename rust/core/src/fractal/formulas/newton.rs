//! Newton's method for polynomials.

use std::borrow::Cow;

use num_complex::Complex64;

use crate::error::short;
use crate::fractal::formula::{Example, Formula, Given, Parameter, Value};
use crate::fractal::formulas::polynomial;
use crate::fractal::kernel::{Attraction, Kernel};
use crate::fractal::{Escape, Field, Raster};
use crate::{Error, Result};

/// Most roots of a polynomial.
pub const MAX_ROOTS: usize = 32;

/// Largest magnitude of a zero; its inverse is the smallest distance of two.
const FARTHEST: f64 = 1e100;

/// z³ - 1: by its zeros, and by its coefficients.
const ZEROS: Example = Example::List(&[
    Complex64::new(1.0, 0.0),
    Complex64::new(-0.5, 0.866_025_403_784_438_6),
    Complex64::new(-0.5, -0.866_025_403_784_438_6),
]);
const COEFFICIENTS: Example =
    Example::List(&[Complex64::ONE, Complex64::ZERO, Complex64::ZERO, Complex64::new(-1.0, 0.0)]);

/// Newton's method z -> z - p(z) / p'(z) for a polynomial p, from each sample: to which root it leads, and how fast.
#[derive(Clone, Debug, PartialEq)]
pub struct Newton {
    /// The name of the parameter that was given, and its numbers.
    given: (&'static str, Vec<Complex64>),
    /// The zeros of p, each once, and how often p has them.
    zeros: Vec<(Complex64, u32)>,
}

impl Newton {
    /// That of the polynomial with these zeros; one that comes twice is a double root.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `roots` unless they are 2 to 32 numbers of magnitude at most 1e100, and none is within
    /// 1e-100 of another one.
    pub fn of_roots(roots: &[Complex64]) -> Result<Self> {
        check("roots", roots, 2, MAX_ROOTS)?;
        let mut zeros: Vec<(Complex64, u32)> = Vec::new();
        for &root in roots {
            match zeros.iter_mut().find(|(known, _)| *known == root) {
                Some((_, times)) => *times += 1,
                None => zeros.push((root, 1)),
            }
        }
        check_scale("roots", &zeros, roots)?;
        Ok(Self { given: ("roots", roots.to_vec()), zeros })
    }

    /// That of the polynomial with these coefficients, the highest power first.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `coefficients` unless they are 3 to 33 finite numbers, the first
    /// not 0, of a polynomial whose zeros float64 finds, and that are as [`of_roots`](Self::of_roots) needs them.
    pub fn of_coefficients(coefficients: &[Complex64]) -> Result<Self> {
        check("coefficients", coefficients, 3, MAX_ROOTS + 1)?;
        let zeros = polynomial::zeros(coefficients).ok_or_else(|| {
            let expected =
                "those of a polynomial whose zeros float64 finds, the highest power first and not 0";
            Error::invalid("coefficients", expected, listed(coefficients))
        })?;
        check_scale("coefficients", &zeros, coefficients)?;
        Ok(Self { given: ("coefficients", coefficients.to_vec()), zeros })
    }

    /// The zeros of the polynomial, in the order in which [`Field::Root`] counts them, and how often it has them.
    #[must_use]
    pub fn zeros(&self) -> &[(Complex64, u32)] {
        &self.zeros
    }
}

impl Formula for Newton {
    const KIND: &'static str = "newton";
    const TITLE: &'static str = "Newton's method for a polynomial";
    const PARAMETERS: &'static [Parameter] = &[
        Parameter { name: "roots", help: "Zeros of the polynomial", example: ZEROS, optional: true },
        Parameter {
            name: "coefficients",
            help: "Coefficients of the polynomial instead, the highest power first",
            example: COEFFICIENTS,
            optional: true,
        },
    ];
    const HOME: [f64; 4] = [-2.0, 2.0, -1.5, 1.5];
    const FIELDS: &'static [Field] = &[Field::Count, Field::Smooth, Field::Root];

    fn from_parameters(given: Given<'_>) -> Result<Self> {
        match (given.list("roots")?, given.list("coefficients")?) {
            (Some(roots), None) => Self::of_roots(roots),
            (None, Some(coefficients)) => Self::of_coefficients(coefficients),
            _ => Err(Error::invalid("parameters", "roots or coefficients, one of them", "none or both")),
        }
    }

    fn values(&self) -> Vec<(&'static str, Value)> {
        let (name, numbers) = &self.given;
        vec![(name, numbers.as_slice().into())]
    }

    /// At a simple zero the error is squared with each step.
    fn degree(&self) -> u32 {
        2
    }

    fn pace(&self) -> f64 {
        6.0
    }

    fn kernel<'a>(&self, escape: Escape, raster: Cow<'a, Raster>) -> Box<dyn Kernel + 'a> {
        Box::new(Attraction::new(&self.zeros, escape, raster))
    }
}

fn check(name: &'static str, numbers: &[Complex64], fewest: usize, most: usize) -> Result<()> {
    if (fewest..=most).contains(&numbers.len()) && numbers.iter().all(|number| number.is_finite()) {
        return Ok(());
    }
    Err(Error::invalid(name, format!("{fewest} to {most} finite numbers"), listed(numbers)))
}

/// Whether the squares of all distances from zeros are numbers.
fn check_scale(name: &'static str, zeros: &[(Complex64, u32)], given: &[Complex64]) -> Result<()> {
    let far = zeros.iter().any(|(zero, _)| zero.norm() > FARTHEST);
    let pairs =
        zeros.iter().enumerate().flat_map(|(index, (a, _))| zeros[..index].iter().map(move |(b, _)| a - b));
    let close = pairs.map(Complex64::norm).any(|distance| distance < FARTHEST.recip());
    if far || close {
        let expected = format!("those of zeros within {FARTHEST:e} of 0, {:e} apart", FARTHEST.recip());
        return Err(Error::invalid(name, expected, listed(given)));
    }
    Ok(())
}

/// A number without hundreds of zeros.
fn listed(numbers: &[Complex64]) -> String {
    let complex = |number: &Complex64| {
        let sign = if number.im.is_sign_negative() { '-' } else { '+' };
        format!("{}{sign}{}i", short(number.re), short(number.im.abs()))
    };
    let first: Vec<_> = numbers.iter().take(4).map(complex).collect();
    let more = if numbers.len() > 4 { format!(", ... {} in all", numbers.len()) } else { String::new() };
    format!("[{}{more}]", first.join(", "))
}
