//! The Mandelbrot set and those of higher degree: a map of its own for each point.

use std::borrow::Cow;

use num_complex::Complex64;

use crate::fractal::basin::{self, Finder};
use crate::fractal::deep::{Deep, Iteration};
use crate::fractal::formula::{Formula, Given, Parameter, Value, check_degree};
use crate::fractal::formulas::power;
use crate::fractal::kernel::{Float64, Kernel, Map, Own, stays_outside};
use crate::fractal::plane::Disc;
use crate::fractal::symmetry::Symmetry;
use crate::fractal::{Escape, Field, Frame, Raster};
use crate::{Context, Result};

/// The largest multiplier of a cycle that counts as attracting. The rest outweighs all rounding: an attracting cycle
/// of multiplier 1 - m holds what comes within m / 2, against steps of m² / 4 = 2.5e-13.
const ATTRACTING: f64 = 1.0 - 1e-6;

/// The orbits of the critical point 0 under z -> z^d + c, one for each sample c.
#[derive(Clone, Debug, PartialEq)]
pub struct Mandelbrot {
    degree: u32,
}

impl Mandelbrot {
    /// The orbits under z -> z^`degree` + c.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`](crate::Error::InvalidArgument) naming `degree` unless it is from 2 to
    /// [`MAX_DEGREE`](crate::fractal::MAX_DEGREE).
    pub fn new(degree: u32) -> Result<Self> {
        Ok(Self { degree: check_degree(degree)? })
    }

    const fn iteration(&self) -> Iteration {
        Iteration { degree: self.degree, c: None }
    }

    /// Whether the orbit of a sample is proved never to pass the bailout radius.
    #[must_use]
    pub fn is_interior(&self, sample: (f64, f64), bailout: f64) -> bool {
        self.degree == 2 && Orbits.is_interior(sample, bailout)
    }
}

impl Default for Mandelbrot {
    /// That of z -> z² + c.
    fn default() -> Self {
        Self { degree: 2 }
    }
}

impl Formula for Mandelbrot {
    const KIND: &'static str = "mandelbrot";
    const TITLE: &'static str = "the Mandelbrot set";
    const PARAMETERS: &'static [Parameter] = &[power::DEGREE];
    const HOME: [f64; 4] = [-2.25, 0.75, -1.25, 1.25];
    const FIELDS: &'static [Field] = &[
        Field::Count,
        Field::Smooth,
        Field::Fraction,
        Field::Distance,
        Field::Angle,
        Field::FinalAngle,
        Field::Trap,
        Field::Period,
        Field::InteriorDistance,
        Field::InternalAngle,
    ];

    fn from_parameters(given: Given<'_>) -> Result<Self> {
        Ok(Self { degree: given.degree()? })
    }

    fn values(&self) -> Vec<(&'static str, Value)> {
        (self.degree != 2).then(|| ("degree", self.degree.into())).into_iter().collect()
    }

    fn degree(&self) -> u32 {
        self.degree
    }

    fn basins(&self, max_iter: u32) -> Option<Finder> {
        Some(basin::of_parameters(self.degree, max_iter))
    }

    fn deep_basins(&self, max_iter: u32, frame: &Frame, context: Context<'_>) -> Result<Option<basin::Deep>> {
        basin::Deep::new(&self.iteration(), max_iter, frame, context)
    }

    fn symmetries(&self) -> &'static [Symmetry] {
        &[Symmetry::Conjugation]
    }

    fn deep_kernel(&self, escape: Escape, frame: &Frame, context: Context<'_>) -> Result<Option<Deep>> {
        Deep::new(self.iteration(), escape, frame, None, context).map(Some)
    }

    fn kernel<'a>(&self, escape: Escape, raster: Cow<'a, Raster>) -> Box<dyn Kernel + 'a> {
        match self.degree {
            2 => Box::new(Float64::new(Orbits, escape, raster)),
            degree => power::kernel(degree, None, escape, raster),
        }
    }
}

/// What the kernel iterates for degree 2.
#[derive(Clone, Copy, Debug)]
struct Orbits;

impl Map for Orbits {
    const COUNTED: bool = true;

    type Constants<const N: usize> = Own<N>;

    #[inline(always)]
    fn orbit(&self, sample: Complex64) -> (Complex64, Complex64) {
        (Complex64::ZERO, sample)
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
        (0.0, 1.0)
    }

    #[inline(always)]
    fn push(z: (f64, f64), v: (f64, f64)) -> (f64, f64) {
        power::push::<2>(z, v)
    }

    fn image(disc: Disc, c: Complex64) -> Disc {
        power::image::<2>(disc, c)
    }

    /// In the cardioid a fixed point is attracting, of multiplier 1 - √(1 - 4c); in the disc to its left a cycle of
    /// period 2, of multiplier 4 (c + 1). An attracting cycle attracts the critical orbit (Fatou), and no orbit of a
    /// point of the set passes radius 2.
    #[inline(always)]
    #[allow(clippy::needless_bitwise_bool, reason = "without a branch the points are tested side by side")]
    fn is_interior(&self, (x, y): (f64, f64), bailout: f64) -> bool {
        // |1 - s|² = 1 - 2 Re s + |w| for a square root s of w, whose real part is √((|w| + Re w) / 2).
        let (u, v) = (1.0 - 4.0 * x, 4.0 * y);
        let modulus = (u * u + v * v).sqrt();
        let fixed = 1.0 + modulus - (2.0 * (modulus + u)).sqrt();
        let (p, q) = (4.0 * (x + 1.0), 4.0 * y);
        let limit = ATTRACTING * ATTRACTING;
        bailout >= 2.0 && (fixed <= limit) | (p * p + q * q <= limit)
    }

    /// Far enough out, |c| > 2 itself is the first to escape, and |z| then only grows.
    #[allow(clippy::needless_bitwise_bool, reason = "without a branch the samples are tested side by side")]
    fn suffices(&self, bailout: f64, xs: &[f64], ys: &[f64]) -> bool {
        let farthest = |axis: &[f64]| axis.iter().fold(0.0_f64, |far, x| far.max(x.abs()));
        if stays_outside(2, Complex64::new(farthest(xs), farthest(ys)), bailout) {
            return true;
        }
        // A little less and more than the squares of both bounds of |c|.
        let near = (bailout * bailout * (1.0 - 1e-9) - bailout).max(0.0).powi(2) * (1.0 - 1e-9);
        let beyond = if bailout >= 2.0 { (bailout * (1.0 + 1e-9)).powi(2) } else { f64::INFINITY };
        ys.iter().all(|&y| {
            xs.iter().fold(true, |all, &x| {
                let square = x * x + y * y;
                all & ((square < near) | (square > beyond))
            })
        })
    }
}
