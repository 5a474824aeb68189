//! The burning ship and its Julia sets.

use std::borrow::Cow;

use num_complex::Complex64;

use crate::Result;
use crate::fractal::formula::{Example, Formula, Given, Parameter, Value};
use crate::fractal::kernel::{Float64, Kernel, Map, Own, double_and_add, stays_outside};
use crate::fractal::plane::Disc;
use crate::fractal::{Escape, Field, Point, Raster};

/// The orbits of z -> (|Re z| + i |Im z|)² + c: those of 0, one for each sample c, or for one c those of the samples.
///
/// The imaginary axis points upwards, so the ship is upside down.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BurningShip {
    c: Option<Point>,
}

impl BurningShip {
    /// The ship itself, or its Julia set for this constant.
    #[must_use]
    pub const fn new(c: Option<Point>) -> Self {
        Self { c }
    }
}

impl Formula for BurningShip {
    const KIND: &'static str = "burning_ship";
    const TITLE: &'static str = "the burning ship";
    const PARAMETERS: &'static [Parameter] = &[Parameter {
        name: "c",
        help: "c, for its Julia set",
        example: Example::Complex(Complex64::new(-1.25, -0.04)),
        optional: true,
    }];
    const HOME: [f64; 4] = [-2.4, 1.4, -2.0, 1.0];
    const FIELDS: &'static [Field] = &[
        Field::Count,
        Field::Smooth,
        Field::Fraction,
        Field::Distance,
        Field::Angle,
        Field::FinalAngle,
        Field::Trap,
    ];

    fn from_parameters(given: Given<'_>) -> Result<Self> {
        Ok(Self { c: given.point("c")? })
    }

    fn values(&self) -> Vec<(&'static str, Value)> {
        self.c.iter().map(|c| ("c", c.into())).collect()
    }

    fn degree(&self) -> u32 {
        2
    }

    fn kernel<'a>(&self, escape: Escape, raster: Cow<'a, Raster>) -> Box<dyn Kernel + 'a> {
        let c = self.c.as_ref().map(Point::rounded);
        Box::new(Float64::new(Orbits { c }, escape, raster))
    }
}

/// What the kernel iterates, in both planes alike.
#[derive(Clone, Copy, Debug)]
struct Orbits {
    /// That of a Julia set.
    c: Option<Complex64>,
}

impl Map for Orbits {
    const CONFORMAL: bool = false;

    type Constants<const N: usize> = Own<N>;

    #[inline(always)]
    fn orbit(&self, sample: Complex64) -> (Complex64, Complex64) {
        self.c.map_or((Complex64::ZERO, sample), |c| (sample, c))
    }

    #[inline]
    fn map(z: Complex64, c: Complex64) -> Complex64 {
        let z = Complex64::new(z.re.abs(), z.im.abs());
        z * z + c
    }

    #[inline(always)]
    fn step<const LANES: usize>((x, y): (f64, f64), (xx, yy): (f64, f64), c: (f64, f64)) -> (f64, f64) {
        ((xx - yy) + c.0, double_and_add::<LANES>((x * y).abs(), c.1))
    }

    fn tangent(&self) -> (f64, f64) {
        if self.c.is_some() { (1.0, 0.0) } else { (0.0, 1.0) }
    }

    /// 2 [[X, -Y], [Y, X]] diag(sgn x, sgn y) v with X = |x| and Y = |y|.
    #[inline(always)]
    fn push((x, y): (f64, f64), (u, v): (f64, f64)) -> (f64, f64) {
        (2.0 * (x * u - y * v), 1.0_f64.copysign(x) * 1.0_f64.copysign(y) * (2.0 * (x * v + y * u)))
    }

    fn image(Disc { center, radius }: Disc, c: Complex64) -> Disc {
        Disc { center: Self::map(center, c), radius: radius * (2.0 * center.norm() + radius) }
    }

    fn suffices(&self, bailout: f64, _xs: &[f64], _ys: &[f64]) -> bool {
        self.c.is_some_and(|c| stays_outside(2, c, bailout))
    }
}
