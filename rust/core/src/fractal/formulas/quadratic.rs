//! The quadratic map z -> z² + c, which several formulas iterate.

use num_complex::Complex64;

use crate::fractal::formula::double_and_add;
use crate::fractal::plane::Disc;

/// Its degree.
pub const DEGREE: i32 = 2;

/// Its critical point.
pub const CRITICAL_POINTS: &[Complex64] = &[Complex64::ZERO];

/// The map.
#[inline]
pub fn map(z: Complex64, c: Complex64) -> Complex64 {
    z * z + c
}

/// The map, given the squares.
#[inline(always)]
pub fn step<const LANES: usize>((x, y): (f64, f64), (xx, yy): (f64, f64), c: (f64, f64)) -> (f64, f64) {
    ((xx - yy) + c.0, double_and_add::<LANES>(x * y, c.1))
}

/// The disc D(a² + c, 2|a|r + r²), onto which the map takes D(a, r).
pub fn image(Disc { center, radius }: Disc, c: Complex64) -> Disc {
    Disc { center: map(center, c), radius: radius * (2.0 * center.norm() + radius) }
}
