//! Newton's method for a polynomial, by its zeros: z -> z - 1 / sum(m / (z - r)), since p' / p is that sum.

use std::array;
use std::borrow::Cow;
use std::ops::Range;

use num_complex::Complex64;

use crate::fractal::kernel::{Ends, Kernel};
use crate::fractal::plane::Part;
use crate::fractal::{Escape, Raster};
use crate::{Cancellation, Context, Result, Vectorized};

/// The radius around a zero within which an orbit has arrived, relative to its distance from the next zero.
const ARRIVED: f64 = 1e-3;
/// Steps between two looks at the cancellation.
const PATIENCE: u32 = 1024;

/// A zero and what becomes of orbits near it.
#[derive(Clone, Copy, Debug)]
struct Zero {
    at: Complex64,
    /// How often the polynomial has it.
    times: f64,
    /// The radius within which an orbit has arrived.
    radius: f64,
    /// p'' / 2p' there: close to a simple zero an error e becomes that times e².
    squeeze: f64,
}

impl Zero {
    /// A number w outside the unit circle that goes to infinity like w² where orbits go to the zero: so ln |w| doubles
    /// with each step, as far out under z -> z².
    fn outward(&self, z: Complex64) -> Complex64 {
        let e = z - self.at;
        let error = e.norm().max(f64::MIN_POSITIVE);
        let modulus = if self.times > 1.0 {
            // An error becomes 1 - 1/m times as large with each step.
            let steps = (self.radius / error).ln() / -(-1.0 / self.times).ln_1p();
            steps.min(9.0).exp2().exp()
        } else if self.squeeze * self.radius > 1e-9 {
            (self.squeeze * error).recip()
        } else {
            // Where p'' is 0, too, an error is cubed, and ln grows threefold.
            (ARRIVED * error / self.radius).recip().ln().powf(3.0_f64.log2().recip()).exp()
        };
        Complex64::from_polar(modulus, -e.arg())
    }
}

/// Newton's method from the samples of a raster, until it has arrived at a zero.
pub struct Attraction<'a> {
    zeros: Vec<Zero>,
    max_iter: u32,
    raster: Cow<'a, Raster>,
}

impl<'a> Attraction<'a> {
    /// That for a polynomial with these zeros, each so many times.
    pub fn new(zeros: &[(Complex64, u32)], escape: Escape, raster: Cow<'a, Raster>) -> Self {
        let zero = |&(at, times): &(Complex64, u32)| {
            let others = zeros.iter().filter(|(other, _)| *other != at);
            let gap = others.clone().map(|(other, _)| (other - at).norm()).fold(f64::INFINITY, f64::min);
            let squeeze: Complex64 = others.map(|(other, times)| f64::from(*times) / (at - other)).sum();
            let radius = ARRIVED * if gap.is_finite() { gap } else { at.norm().max(1.0) };
            Zero { at, times: times.into(), radius, squeeze: squeeze.norm() }
        };
        Self { zeros: zeros.iter().map(zero).collect(), max_iter: escape.max_iter(), raster }
    }

    /// Goes on from `N` samples until all have arrived; returns where they are then, and their steps before.
    #[inline(always)]
    fn follow<const N: usize>(
        &self,
        mut x: [f64; N],
        mut y: [f64; N],
        cancellation: &Cancellation,
    ) -> ([f64; N], [f64; N], [u32; N]) {
        // All ones where a point has arrived; as wide as the numbers, so that all fit into the same registers.
        let (mut count, mut done) = ([0_u64; N], [0_u64; N]);
        for step in 0..self.max_iter {
            if step % PATIENCE == PATIENCE - 1 && cancellation.is_cancelled() {
                break;
            }
            self.step(&mut x, &mut y, &mut done, step == 0);
            self.look(&x, &y, &mut done);
            let mut all = u64::MAX;
            for k in 0..N {
                count[k] += !done[k] & 1;
                all &= done[k];
            }
            if all == u64::MAX {
                break;
            }
        }
        #[allow(clippy::cast_possible_truncation, reason = "at most `max_iter`")]
        let count = count.map(|count| count as u32);
        (x, y, count)
    }

    /// Takes a step with the points that have not arrived.
    #[inline(always)]
    fn step<const N: usize>(&self, x: &mut [f64; N], y: &mut [f64; N], done: &mut [u64; N], first: bool) {
        let (mut re, mut im) = ([0.0; N], [0.0; N]);
        for zero in &self.zeros {
            for k in 0..N {
                let (dx, dy) = (x[k] - zero.at.re, y[k] - zero.at.im);
                let norm = dx * dx + dy * dy;
                let share = zero.times / norm;
                (re[k], im[k]) = (re[k] + dx * share, im[k] - dy * share);
                // A start at a zero stays there.
                done[k] |= if first && norm == 0.0 { u64::MAX } else { 0 };
            }
        }
        for k in 0..N {
            let norm = re[k] * re[k] + im[k] * im[k];
            let (u, v) = (x[k] - re[k] / norm, y[k] + im[k] / norm);
            x[k] = if done[k] == 0 { u } else { x[k] };
            y[k] = if done[k] == 0 { v } else { y[k] };
        }
    }

    /// Notes which points have arrived.
    #[inline(always)]
    fn look<const N: usize>(&self, x: &[f64; N], y: &[f64; N], done: &mut [u64; N]) {
        for zero in &self.zeros {
            let limit = zero.radius * zero.radius;
            for k in 0..N {
                let (dx, dy) = (x[k] - zero.at.re, y[k] - zero.at.im);
                done[k] |= if dx * dx + dy * dy <= limit { u64::MAX } else { 0 };
            }
        }
    }

    fn end(&self, place: usize, z: Complex64, count: u32, ends: &mut Ends<'_>) {
        let arrived = |zero: &Zero| (z - zero.at).norm_sqr() <= zero.radius * zero.radius;
        let index = if count < self.max_iter { self.zeros.iter().position(arrived) } else { None };
        let outward = index.map_or(Complex64::ZERO, |index| self.zeros[index].outward(z));
        let root = index.and_then(|index| u32::try_from(index + 1).ok()).unwrap_or(0);
        ends.set(place, count, outward, Complex64::ZERO, f64::NAN);
        ends.set_root(place, root);
    }
}

impl Kernel for Attraction<'_> {
    fn fill(&self, part: &Part, ends: Ends<'_>, context: Context<'_>) {
        let (xs, ys) = (self.raster.columns(part.columns.clone()), self.raster.rows(part.rows.clone()));
        context.run(Patch { kernel: self, xs: &xs, ys: &ys, ends, cancellation: context.cancellation });
    }

    fn fill_one_by_one(
        &self,
        rows: Range<usize>,
        mut ends: Ends<'_>,
        cancellation: &Cancellation,
    ) -> Result<()> {
        let raster = &self.raster;
        let samples =
            rows.flat_map(|row| (0..raster.width()).map(move |column| raster.sample((row, column))));
        for (place, sample) in samples.enumerate() {
            cancellation.check()?;
            let ([x], [y], [count]) = self.follow([sample.re], [sample.im], cancellation);
            self.end(place, Complex64::new(x, y), count, &mut ends);
        }
        Ok(())
    }
}

/// A part of a picture, a register of points at a time.
struct Patch<'a> {
    kernel: &'a Attraction<'a>,
    xs: &'a [f64],
    ys: &'a [f64],
    ends: Ends<'a>,
    cancellation: &'a Cancellation,
}

impl Vectorized for Patch<'_> {
    type Output = ();

    #[inline(always)]
    fn run<const LANES: usize>(self) {
        match LANES {
            8 => self.fill::<16>(),
            4 => self.fill::<8>(),
            _ => self.fill::<4>(),
        }
    }
}

impl Patch<'_> {
    #[inline(always)]
    fn fill<const N: usize>(mut self) {
        let xs = self.xs;
        for (row, &y) in self.ys.iter().enumerate() {
            for (block, columns) in xs.chunks(N).enumerate() {
                if self.cancellation.is_cancelled() {
                    return;
                }
                // The last sample stands for those that a block lacks.
                let last = columns[columns.len() - 1];
                let x = array::from_fn(|k| columns.get(k).copied().unwrap_or(last));
                let (x, y, count) = self.kernel.follow::<N>(x, [y; N], self.cancellation);
                for k in 0..columns.len() {
                    let z = Complex64::new(x[k], y[k]);
                    self.kernel.end(row * xs.len() + block * N + k, z, count[k], &mut self.ends);
                }
            }
        }
    }
}
