//! The power maps z -> z^d + c, which several formulas iterate.

use num_complex::Complex64;

use crate::fractal::Field;
use crate::fractal::formula::{Example, Parameter};
use crate::fractal::kernel::double_and_add;
use crate::fractal::plane::Disc;

/// The parameter that says which.
pub const DEGREE: Parameter =
    Parameter { name: "degree", help: "Degree of the map", example: Example::Integer(2), optional: true };

/// The fields of what escapes.
pub const ESCAPING: &[Field] =
    &[Field::Count, Field::Smooth, Field::Distance, Field::Angle, Field::FinalAngle, Field::Trap];

/// An expression of a degree as a constant, for a degree that was checked.
macro_rules! of_degree {
    ($degree:expr, $constant:ident => $value:expr) => {{
        macro_rules! of {
            ($number:literal) => {{
                const $constant: u32 = $number;
                $value
            }};
        }
        match $degree {
            2 => of!(2),
            3 => of!(3),
            4 => of!(4),
            5 => of!(5),
            6 => of!(6),
            7 => of!(7),
            _ => of!(8),
        }
    }};
}
pub(in crate::fractal) use of_degree;

/// z^d: the square of z^(d/2) where d is even, z times z^(d-1) where it is odd.
#[inline(always)]
fn power<const D: u32>((x, y): (f64, f64), (xx, yy): (f64, f64)) -> (f64, f64) {
    let square = |(x, y): (f64, f64)| (x * x - y * y, x * y + x * y);
    let times = |(u, v): (f64, f64)| (u * x - v * y, u * y + v * x);
    let second = (xx - yy, x * y + x * y);
    match D {
        1 => (x, y),
        2 => second,
        3 => times(second),
        4 => square(second),
        5 => times(square(second)),
        6 => square(times(second)),
        7 => times(square(times(second))),
        _ => square(square(second)),
    }
}

/// The map.
#[inline]
pub fn map<const D: u32>(z: Complex64, c: Complex64) -> Complex64 {
    let (x, y) = power::<D>((z.re, z.im), (z.re * z.re, z.im * z.im));
    Complex64::new(x, y) + c
}

/// The map, given the squares.
#[inline(always)]
pub fn step<const D: u32, const LANES: usize>(
    (x, y): (f64, f64),
    (xx, yy): (f64, f64),
    c: (f64, f64),
) -> (f64, f64) {
    if D == 2 {
        return ((xx - yy) + c.0, double_and_add::<LANES>(x * y, c.1));
    }
    let (u, v) = power::<D>((x, y), (xx, yy));
    (u + c.0, v + c.1)
}

/// The derivative d z^(d-1).
#[inline(always)]
pub fn slope<const D: u32>(z: Complex64) -> Complex64 {
    let (x, y, squares) = (z.re, z.im, (z.re * z.re, z.im * z.im));
    let (x, y) = match D {
        2 => power::<1>((x, y), squares),
        3 => power::<2>((x, y), squares),
        4 => power::<3>((x, y), squares),
        5 => power::<4>((x, y), squares),
        6 => power::<5>((x, y), squares),
        7 => power::<6>((x, y), squares),
        _ => power::<7>((x, y), squares),
    };
    Complex64::new(f64::from(D) * x, f64::from(D) * y)
}

/// A disc onto which the map takes D(a, r), or around it: |(a + h)^d - a^d| <= (|a| + r)^d - |a|^d.
pub fn image<const D: u32>(Disc { center, radius }: Disc, c: Complex64) -> Disc {
    // (|a| + r)^(k+1) - |a|^(k+1) = ((|a| + r)^k - |a|^k) (|a| + r) + |a|^k r.
    let modulus = center.norm();
    let (mut growth, mut power) = (radius, modulus);
    for _ in 1..D {
        growth = growth * (modulus + radius) + power * radius;
        power *= modulus;
    }
    Disc { center: map::<D>(center, c), radius: growth }
}
