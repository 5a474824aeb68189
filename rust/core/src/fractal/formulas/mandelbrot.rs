//! The Mandelbrot set: a map of its own for each point.

use num_complex::Complex64;

use crate::Result;
use crate::fractal::formula::{Formula, Own, Parameter, stays_outside};
use crate::fractal::formulas::quadratic;
use crate::fractal::plane::Disc;

/// The largest multiplier of a cycle that counts as attracting. The rest outweighs all rounding: an attracting cycle
/// of multiplier 1 - m holds what comes within m / 2, against steps of m² / 4 = 2.5e-13.
const ATTRACTING: f64 = 1.0 - 1e-6;

/// The orbits of the critical point 0 under z -> z² + c, one for each sample c.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mandelbrot;

impl Formula for Mandelbrot {
    const KIND: &'static str = "mandelbrot";
    const TITLE: &'static str = "the Mandelbrot set";
    const PARAMETERS: &'static [Parameter] = &[];
    const HOME: [f64; 4] = [-2.25, 0.75, -1.25, 1.25];
    const DEGREE: i32 = quadratic::DEGREE;
    const CRITICAL_POINTS: &'static [Complex64] = quadratic::CRITICAL_POINTS;

    type Constants<const N: usize> = Own<N>;

    fn from_values(_values: &[Complex64]) -> Result<Self> {
        Ok(Self)
    }

    fn values(&self) -> Vec<Complex64> {
        Vec::new()
    }

    #[inline(always)]
    fn orbit(&self, sample: Complex64) -> (Complex64, Complex64) {
        (Complex64::ZERO, sample)
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
    fn suffices(&self, bailout: f64, xs: &[f64], ys: &[f64]) -> bool {
        xs.iter().all(|&x| {
            ys.iter().all(|&y| {
                let c = Complex64::new(x, y);
                (bailout >= 2.0 && c.norm() > bailout * (1.0 + 1e-9))
                    || stays_outside(Self::DEGREE, c, bailout)
            })
        })
    }
}
