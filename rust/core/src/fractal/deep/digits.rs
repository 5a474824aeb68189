//! How many digits orbits take, and points with as many.

use crate::fractal::deep::iteration::Iteration;
use crate::fractal::{Frame, Point};
use crate::number::{Fixed, FixedComplex};

/// Binary digits of an orbit beyond those that pixels and constants have.
pub const GUARD: u32 = 96;

/// Words of 64 binary places that the orbits of a frame need.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small positive number")]
pub fn words(iteration: &Iteration, frame: &Frame) -> usize {
    let places = |c: &Point| c.re().fractional_digit_count().max(c.im().fractional_digit_count());
    let digits = iteration.c.as_ref().map_or(0, places) as f64 * 10.0_f64.log2();
    let bits = digits.max(-frame.log2_pixel()).max(0.0) + f64::from(GUARD);
    (bits / 64.0).ceil() as usize
}

/// A point in fixed-point numbers.
pub fn fixed(point: &Point, words: usize) -> FixedComplex {
    FixedComplex { re: Fixed::from_decimal(point.re(), words), im: Fixed::from_decimal(point.im(), words) }
}
