//! Julia sets: one map for all points.

use std::borrow::Cow;

use bigdecimal::Zero;
use num_complex::Complex64;

use crate::fractal::basin::{self, Finder};
use crate::fractal::deep::{Deep, Iteration};
use crate::fractal::formula::{Example, Formula, Given, Parameter, Value, check_degree};
use crate::fractal::formulas::power;
use crate::fractal::kernel::{Float64, Kernel, Map, Shared, invariant_disc, stays_outside};
use crate::fractal::plane::Disc;
use crate::fractal::symmetry::Symmetry;
use crate::fractal::{Escape, Field, Frame, Point, Raster};
use crate::{Context, Error, Result};

/// The orbits of z -> z^d + c for one c, each started at its sample.
#[derive(Clone, Debug, PartialEq)]
pub struct Julia {
    c: Point,
    degree: u32,
}

impl Julia {
    /// The map z -> z² + c.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `c` unless it is finite.
    pub fn new(c: Complex64) -> Result<Self> {
        Ok(Self::exact(Point::new("c", c)?))
    }

    /// The map z -> z² + c, with all the digits of c.
    #[must_use]
    pub const fn exact(c: Point) -> Self {
        Self { c, degree: 2 }
    }

    /// The map z -> z^`degree` + c.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `degree` unless it is from 2 to [`MAX_DEGREE`](crate::fractal::MAX_DEGREE).
    pub fn with_degree(self, degree: u32) -> Result<Self> {
        Ok(Self { degree: check_degree(degree)?, ..self })
    }

    /// The constant.
    #[must_use]
    pub const fn c(&self) -> &Point {
        &self.c
    }

    fn iteration(&self) -> Iteration {
        Iteration { degree: self.degree, c: Some(self.c.clone()) }
    }

    /// A disc that is proved to hold, for ever, the orbits that enter it.
    #[must_use]
    pub fn trap(&self, bailout: f64) -> Option<Disc> {
        match self.degree {
            2 => Orbits { c: self.c.rounded() }.trap(bailout),
            degree => power::trap(degree, self.c.rounded(), bailout),
        }
    }
}

impl Formula for Julia {
    const KIND: &'static str = "julia";
    const TITLE: &'static str = "the Julia set of z -> z² + c";
    const PARAMETERS: &'static [Parameter] = &[
        Parameter {
            name: "c",
            help: "c",
            example: Example::Complex(Complex64::new(-0.835, -0.2321)),
            optional: false,
        },
        power::DEGREE,
    ];
    const HOME: [f64; 4] = [-1.6, 1.6, -1.0, 1.0];
    const FIELDS: &'static [Field] = &[
        Field::Count,
        Field::Smooth,
        Field::Fraction,
        Field::Distance,
        Field::Angle,
        Field::FinalAngle,
        Field::Trap,
        Field::Period,
        Field::InternalAngle,
    ];

    fn from_parameters(given: Given<'_>) -> Result<Self> {
        let c = given.point("c")?.ok_or_else(|| Error::invalid("c", "a complex number", "none"))?;
        Ok(Self { c, degree: given.degree()? })
    }

    fn values(&self) -> Vec<(&'static str, Value)> {
        let degree = (self.degree != 2).then(|| ("degree", self.degree.into()));
        [("c", Value::from(&self.c))].into_iter().chain(degree).collect()
    }

    fn degree(&self) -> u32 {
        self.degree
    }

    fn basins(&self, max_iter: u32) -> Option<Finder> {
        basin::of_points(self.c.rounded(), self.degree, max_iter)
    }

    fn deep_basins(&self, max_iter: u32, frame: &Frame, context: Context<'_>) -> Result<Option<basin::Deep>> {
        basin::Deep::new(&self.iteration(), max_iter, frame, context)
    }

    fn symmetries(&self) -> &'static [Symmetry] {
        match (self.degree.is_multiple_of(2), self.c.im().is_zero()) {
            (true, true) if self.degree.is_multiple_of(4) => {
                &[Symmetry::HalfTurn, Symmetry::Conjugation, Symmetry::Reflection, Symmetry::QuarterTurn]
            }
            (true, false) if self.degree.is_multiple_of(4) => &[Symmetry::HalfTurn, Symmetry::QuarterTurn],
            (true, true) => &[Symmetry::HalfTurn, Symmetry::Conjugation, Symmetry::Reflection],
            (true, false) => &[Symmetry::HalfTurn],
            (false, true) => &[Symmetry::Conjugation],
            (false, false) => &[],
        }
    }

    fn deep_kernel(&self, escape: Escape, frame: &Frame, context: Context<'_>) -> Result<Option<Deep>> {
        let trap = if escape.proofs() { self.trap(escape.bailout()) } else { None };
        Deep::new(self.iteration(), escape, frame, trap, context).map(Some)
    }

    fn kernel<'a>(&self, escape: Escape, raster: Cow<'a, Raster>) -> Box<dyn Kernel + 'a> {
        let c = self.c.rounded();
        match self.degree {
            2 => Box::new(Float64::new(Orbits { c }, escape, raster)),
            degree => power::kernel(degree, Some(c), escape, raster),
        }
    }
}

/// What the kernel iterates for degree 2.
#[derive(Clone, Copy, Debug)]
struct Orbits {
    c: Complex64,
}

impl Map for Orbits {
    const COUNTED: bool = true;

    type Constants<const N: usize> = Shared;

    #[inline(always)]
    fn orbit(&self, sample: Complex64) -> (Complex64, Complex64) {
        (sample, self.c)
    }

    #[inline]
    fn map(z: Complex64, c: Complex64) -> Complex64 {
        power::map::<2>(z, c)
    }

    #[inline(always)]
    fn step<const LANES: usize>(z: (f64, f64), squares: (f64, f64), c: (f64, f64)) -> (f64, f64) {
        power::step::<2, LANES>(z, squares, c)
    }

    fn tangent(&self) -> (f64, f64) {
        (1.0, 0.0)
    }

    #[inline(always)]
    fn push(z: (f64, f64), v: (f64, f64)) -> (f64, f64) {
        power::push::<2>(z, v)
    }

    fn image(disc: Disc, c: Complex64) -> Disc {
        power::image::<2>(disc, c)
    }

    fn trap(&self, bailout: f64) -> Option<Disc> {
        invariant_disc::<Self>(self.c, bailout)
    }

    fn suffices(&self, bailout: f64, _xs: &[f64], _ys: &[f64]) -> bool {
        stays_outside(2, self.c, bailout)
    }
}
