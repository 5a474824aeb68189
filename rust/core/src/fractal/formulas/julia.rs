//! Julia sets: one map for all points.

use num_complex::Complex64;

use crate::fractal::formula::{Formula, Parameter, Shared, stays_outside};
use crate::fractal::formulas::quadratic;
use crate::fractal::kernel::invariant_disc;
use crate::fractal::plane::Disc;
use crate::{Error, Result};

/// The orbits of z -> z² + c for one c, each started at its sample.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Julia {
    c: Complex64,
}

impl Julia {
    /// The map with this constant.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `c` unless it is finite.
    pub fn new(c: Complex64) -> Result<Self> {
        if !c.is_finite() {
            return Err(Error::invalid("c", "finite", c));
        }
        Ok(Self { c })
    }

    /// The constant.
    #[must_use]
    pub const fn c(&self) -> Complex64 {
        self.c
    }
}

impl Formula for Julia {
    const KIND: &'static str = "julia";
    const TITLE: &'static str = "the Julia set of z -> z² + c";
    const PARAMETERS: &'static [Parameter] =
        &[Parameter { name: "c", example: Complex64::new(-0.835, -0.2321) }];
    const HOME: [f64; 4] = [-1.6, 1.6, -1.0, 1.0];
    const DEGREE: i32 = quadratic::DEGREE;
    const CRITICAL_POINTS: &'static [Complex64] = quadratic::CRITICAL_POINTS;

    type Constants<const N: usize> = Shared;

    fn from_values(values: &[Complex64]) -> Result<Self> {
        Self::new(values[0])
    }

    fn values(&self) -> Vec<Complex64> {
        vec![self.c]
    }

    #[inline(always)]
    fn orbit(&self, sample: Complex64) -> (Complex64, Complex64) {
        (sample, self.c)
    }

    #[inline]
    fn map(z: Complex64, c: Complex64) -> Complex64 {
        quadratic::map(z, c)
    }

    #[inline(always)]
    fn step<const LANES: usize>(z: (f64, f64), squares: (f64, f64), c: (f64, f64)) -> (f64, f64) {
        quadratic::step::<LANES>(z, squares, c)
    }

    fn image(disc: Disc, c: Complex64) -> Disc {
        quadratic::image(disc, c)
    }

    fn trap(&self, bailout: f64) -> Option<Disc> {
        invariant_disc::<Self>(self.c, bailout)
    }

    fn suffices(&self, bailout: f64, _xs: &[f64], _ys: &[f64]) -> bool {
        stays_outside(Self::DEGREE, self.c, bailout)
    }
}
