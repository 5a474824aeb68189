//! Orbits near a known one, by perturbation: as precise as float64, however small what tells them apart.

use std::ops::{Add, Div, Mul, Sub};

use num_complex::Complex64;

use crate::fractal::deep::OrbitPoints;
use crate::number::Scaled;

/// Orbits beyond this radius have left all cycles.
const BEYOND: f64 = 16.0;

/// The numbers in which differences are computed: float64, or with exponents of their own.
pub trait Number:
    Copy
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + From<f64>
    + From<Complex64>
{
    /// A point of an orbit.
    fn of(points: &OrbitPoints, m: usize) -> Self;

    /// 2^`logarithm` times a number.
    fn scaled(number: Complex64, logarithm: f64) -> Self;

    /// In float64.
    fn rounded(self) -> Complex64;

    /// log2 of its absolute value.
    fn log2(self) -> f64;

    /// Whether it is smaller than another, in the maximum norm.
    fn is_below(self, other: Self) -> bool;
}

impl Number for Complex64 {
    #[inline]
    fn of(points: &OrbitPoints, m: usize) -> Self {
        points.z[m]
    }

    fn scaled(number: Complex64, logarithm: f64) -> Self {
        Scaled::power_of_two(logarithm).to_complex64() * number
    }

    fn rounded(self) -> Complex64 {
        self
    }

    fn log2(self) -> f64 {
        self.norm().log2()
    }

    #[inline]
    fn is_below(self, other: Self) -> bool {
        self.re.abs().max(self.im.abs()) < other.re.abs().max(other.im.abs())
    }
}

impl Number for Scaled {
    fn of(points: &OrbitPoints, m: usize) -> Self {
        points.scaled(m)
    }

    fn scaled(number: Complex64, logarithm: f64) -> Self {
        Self::power_of_two(logarithm) * number.into()
    }

    fn rounded(self) -> Complex64 {
        self.to_complex64()
    }

    fn log2(self) -> f64 {
        self.log2()
    }

    fn is_below(self, other: Self) -> bool {
        let size = |number: Self| {
            let Complex64 { re, im } = number.mantissa();
            let size = re.abs().max(im.abs());
            (if size > 0.0 { number.exponent() } else { i32::MIN }, size)
        };
        size(self) < size(other)
    }
}

/// z -> z^d + C + dc, next to the map whose critical orbit is known.
pub struct Map<'a, T> {
    /// The critical orbit of z -> z^d + C.
    pub critical: &'a OrbitPoints,
    /// The degree d.
    pub degree: u32,
    /// The difference of the constants.
    pub dc: T,
}

/// A point on its way: `Z_m` + d.
#[derive(Clone, Copy)]
pub struct Walk<'a, T> {
    /// The orbit that it follows.
    points: &'a OrbitPoints,
    m: usize,
    d: T,
    /// The point itself.
    pub z: T,
}

impl<'a, T: Number> Map<'a, T> {
    /// From this point on.
    pub fn walk(&self, z: T) -> Walk<'a, T> {
        Walk { points: self.critical, m: 0, d: z, z }
    }

    /// From the point that differs by `d` from point m of an orbit under z -> z^d + C.
    pub fn walk_along(&self, points: &'a OrbitPoints, m: usize, d: T) -> Walk<'a, T> {
        self.rebased(points, m, d)
    }

    /// One step further.
    #[inline]
    pub fn step(&self, walk: &Walk<'a, T>) -> Walk<'a, T> {
        // z^d - Z^d is their difference times this sum.
        let start = T::of(walk.points, walk.m);
        let (mut sum, mut power) = (start + walk.z, walk.z);
        for _ in 2..self.degree {
            power = power * walk.z;
            sum = sum * start + power;
        }
        self.rebased(walk.points, walk.m + 1, sum * walk.d + self.dc)
    }

    /// z^(d - 2): of which the slope and the curvature of the map are multiples.
    #[inline]
    pub fn power(&self, z: T) -> T {
        match self.degree {
            2 => T::from(1.0),
            degree => (3..degree).fold(z, |power, _| power * z),
        }
    }

    /// The slope d z^(d - 1) of the map.
    #[inline]
    pub fn slope(&self, z: T) -> T {
        self.power(z) * z * T::from(f64::from(self.degree))
    }

    /// Goes on from the start of the critical orbit where the difference is larger than the point, or no other is known.
    #[inline]
    fn rebased(&self, points: &'a OrbitPoints, m: usize, d: T) -> Walk<'a, T> {
        let z = T::of(points, m) + d;
        if z.is_below(d) || m + 1 == points.z.len() {
            return self.walk(z);
        }
        Walk { points, m, d, z }
    }
}

impl<T: Number> Walk<'_, T> {
    /// Whether it is where no cycle is.
    pub fn is_beyond(&self) -> bool {
        !self.z.is_below(T::from(BEYOND))
    }
}
