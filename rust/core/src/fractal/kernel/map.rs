//! The trait of maps, for which the float64 kernel is compiled.

use std::fmt::Debug;

use num_complex::Complex64;

use crate::fractal::plane::Disc;

/// A map of the plane and which of its orbits belongs to a sample, as the float64 kernel iterates them.
///
/// The kernel is compiled once for each map, so that its step costs what it would cost written into it.
pub trait Map: Copy + Debug + Send + Sync {
    /// Whether there is a kernel of its own for those who want nothing but counts.
    const COUNTED: bool = false;
    /// Whether the map is holomorphic, so that its derivative is a number; otherwise it is a real matrix.
    const CONFORMAL: bool = true;
    /// The zeros of the map's derivative.
    const CRITICAL_POINTS: &'static [Complex64] = &[Complex64::ZERO];

    /// The constants of points side by side: [`Shared`] or [`Own`].
    type Constants<const N: usize>: Constants;

    /// The start of the orbit of a sample of the picture, and the constant of its map.
    fn orbit(&self, sample: Complex64) -> (Complex64, Complex64);

    /// The map, as it is written: z -> f(z, c).
    fn map(z: Complex64, c: Complex64) -> Complex64;

    /// The same step to the bit, given also the squares of both parts, for registers of `LANES` doubles.
    ///
    /// To be marked `#[inline(always)]`: it stands in the innermost loop.
    fn step<const LANES: usize>(z: (f64, f64), squares: (f64, f64), c: (f64, f64)) -> (f64, f64);

    /// The derivatives of the start of an orbit and of the constant by the sample.
    fn tangent(&self) -> (f64, f64);

    /// The derivative of the map at z times a vector v.
    ///
    /// To be marked `#[inline(always)]`.
    fn push(z: (f64, f64), v: (f64, f64)) -> (f64, f64);

    /// A disc that holds the image of this one.
    fn image(disc: Disc, c: Complex64) -> Disc;

    /// A disc in which orbits stay once they have entered it, whatever the sample, if one can be proved.
    fn trap(&self, _bailout: f64) -> Option<Disc> {
        None
    }

    /// Whether the orbit of a sample is proved never to pass the bailout radius, with all rounding on its way.
    ///
    /// To be marked `#[inline(always)]`: it is compiled for the instruction set of the kernel.
    #[inline(always)]
    fn is_interior(&self, _sample: (f64, f64), _bailout: f64) -> bool {
        false
    }

    /// Whether the bailout radius suffices for these samples: no orbit that has passed it comes back inside.
    fn suffices(&self, bailout: f64, xs: &[f64], ys: &[f64]) -> bool;
}

/// The constants of points that are iterated side by side.
pub trait Constants: Copy {
    /// Those of the points; `constant` tells that of a lane.
    fn gather(constant: impl Fn(usize) -> Complex64) -> Self;

    /// The constant of a lane.
    fn at(&self, lane: usize) -> (f64, f64);
}

/// One constant for all points.
#[derive(Clone, Copy, Debug)]
pub struct Shared(f64, f64);

impl Constants for Shared {
    #[inline(always)]
    fn gather(constant: impl Fn(usize) -> Complex64) -> Self {
        let c = constant(0);
        Self(c.re, c.im)
    }

    #[inline(always)]
    fn at(&self, _lane: usize) -> (f64, f64) {
        (self.0, self.1)
    }
}

/// A constant for each of `N` points.
#[derive(Clone, Copy, Debug)]
pub struct Own<const N: usize> {
    re: [f64; N],
    im: [f64; N],
}

impl<const N: usize> Constants for Own<N> {
    #[inline(always)]
    fn gather(constant: impl Fn(usize) -> Complex64) -> Self {
        let mut gathered = Self { re: [0.0; N], im: [0.0; N] };
        for lane in 0..N {
            let c = constant(lane);
            (gathered.re[lane], gathered.im[lane]) = (c.re, c.im);
        }
        gathered
    }

    #[inline(always)]
    fn at(&self, lane: usize) -> (f64, f64) {
        (self.re[lane], self.im[lane])
    }
}

/// `2 xy + c` with one rounding of the product, for registers of `LANES` doubles.
///
/// The fused operation rounds like `(xy + xy) + c`, because doubling is exact; without the instruction it would be a
/// slow library call.
#[inline(always)]
pub fn double_and_add<const LANES: usize>(xy: f64, c: f64) -> f64 {
    if LANES > 2 { xy.mul_add(2.0, c) } else { (xy + xy) + c }
}

/// Whether every |z| beyond `bailout` has |`z^degree` + c| beyond it too, with a little to spare for rounding.
pub fn stays_outside(degree: u32, c: Complex64, bailout: f64) -> bool {
    c.norm() + bailout < bailout.powi(degree.cast_signed()) * (1.0 - 1e-9)
}
