//! The power maps z -> z^d + c, which several formulas iterate.

use std::borrow::Cow;

use num_complex::Complex64;

use crate::fractal::formula::{Example, Parameter};
use crate::fractal::kernel::{Float64, Kernel, Map, Own, double_and_add, invariant_disc, stays_outside};
use crate::fractal::plane::Disc;
use crate::fractal::{Escape, Raster};

/// The parameter that says which.
pub const DEGREE: Parameter =
    Parameter { name: "degree", help: "Degree of the map", example: Example::Integer(2), optional: true };

/// z^d: the square of z^(d/2) where d is even, z times z^(d-1) where it is odd.
#[inline(always)]
fn power<const D: u32>((x, y): (f64, f64), (xx, yy): (f64, f64)) -> (f64, f64) {
    let square = |(x, y): (f64, f64)| (x * x - y * y, x * y + x * y);
    let times = |(u, v): (f64, f64)| (u * x - v * y, u * y + v * x);
    let second = (xx - yy, x * y + x * y);
    match D {
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

/// The derivative d z^(d-1) times a vector.
#[inline(always)]
pub fn push<const D: u32>(z: (f64, f64), v: (f64, f64)) -> (f64, f64) {
    let squares = (z.0 * z.0, z.1 * z.1);
    let (x, y) = match D {
        2 => z,
        3 => power::<2>(z, squares),
        4 => power::<3>(z, squares),
        5 => power::<4>(z, squares),
        6 => power::<5>(z, squares),
        7 => power::<6>(z, squares),
        _ => power::<7>(z, squares),
    };
    let d = f64::from(D);
    (d * (x * v.0 - y * v.1), d * (x * v.1 + y * v.0))
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

/// An expression for the orbits of a degree beyond 2.
macro_rules! of_degree {
    ($degree:expr, $c:expr, $orbits:ident => $value:expr) => {
        match $degree {
            3 => {
                let $orbits = Orbits::<3> { c: $c };
                $value
            }
            4 => {
                let $orbits = Orbits::<4> { c: $c };
                $value
            }
            5 => {
                let $orbits = Orbits::<5> { c: $c };
                $value
            }
            6 => {
                let $orbits = Orbits::<6> { c: $c };
                $value
            }
            7 => {
                let $orbits = Orbits::<7> { c: $c };
                $value
            }
            _ => {
                let $orbits = Orbits::<8> { c: $c };
                $value
            }
        }
    };
}

/// The kernel of a degree beyond 2: of the Julia set of c, or of the set of all c whose critical orbit stays.
pub fn kernel<'a>(
    degree: u32,
    c: Option<Complex64>,
    escape: Escape,
    raster: Cow<'a, Raster>,
) -> Box<dyn Kernel + 'a> {
    of_degree!(degree, c, orbits => Box::new(Float64::new(orbits, escape, raster)))
}

/// A disc that is proved to hold the orbits that enter it, for a degree beyond 2.
pub fn trap(degree: u32, c: Complex64, bailout: f64) -> Option<Disc> {
    of_degree!(degree, Some(c), orbits => orbits.trap(bailout))
}

/// What the kernel iterates for degrees beyond 2, in both planes alike.
#[derive(Clone, Copy, Debug)]
struct Orbits<const D: u32> {
    /// That of a Julia set.
    c: Option<Complex64>,
}

impl<const D: u32> Map for Orbits<D> {
    type Constants<const N: usize> = Own<N>;

    #[inline(always)]
    fn orbit(&self, sample: Complex64) -> (Complex64, Complex64) {
        self.c.map_or((Complex64::ZERO, sample), |c| (sample, c))
    }

    #[inline]
    fn map(z: Complex64, c: Complex64) -> Complex64 {
        map::<D>(z, c)
    }

    #[inline(always)]
    fn step<const LANES: usize>(z: (f64, f64), squares: (f64, f64), c: (f64, f64)) -> (f64, f64) {
        step::<D, LANES>(z, squares, c)
    }

    fn tangent(&self) -> (f64, f64) {
        if self.c.is_some() { (1.0, 0.0) } else { (0.0, 1.0) }
    }

    #[inline(always)]
    fn push(z: (f64, f64), v: (f64, f64)) -> (f64, f64) {
        push::<D>(z, v)
    }

    fn image(disc: Disc, c: Complex64) -> Disc {
        image::<D>(disc, c)
    }

    fn trap(&self, bailout: f64) -> Option<Disc> {
        invariant_disc::<Self>(self.c?, bailout)
    }

    fn suffices(&self, bailout: f64, _xs: &[f64], _ys: &[f64]) -> bool {
        self.c.is_some_and(|c| stays_outside(D, c, bailout))
    }
}
