//! A disc of the complex plane.

use num_complex::Complex64;

/// A closed disc of the plane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Disc {
    /// Its center.
    pub center: Complex64,
    /// Its radius.
    pub radius: f64,
}
