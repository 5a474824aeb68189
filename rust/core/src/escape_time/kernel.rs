//! The innermost loop: a block of pixels iterated side by side.
//!
//! Autovectorised arrays, compiled once for each instruction set. The bits are the same on all of them: the
//! only fused operation is `fma(xy, 2, cy)`, which rounds like `(xy + xy) + cy` because doubling is exact.

use num_complex::Complex64;

use crate::escape_time::{Disc, Julia};
use crate::{Cancellation, Vectorized};

/// Rows of a band: a block is this high and one register wide, which keeps neighbours, whose counts are
/// alike, together.
pub(super) const BAND: usize = 4;

/// Steps between two looks at whether a whole block has escaped.
const STRIDE: u32 = 4;
/// Steps between two looks at the cancellation.
const PATIENCE: u32 = 4096;

/// Up to [`BAND`] rows of a picture.
pub(super) struct Band<'a> {
    pub julia: &'a Julia,
    pub xs: &'a [f64],
    /// The ordinates; a band with fewer rows repeats one.
    pub ys: [f64; BAND],
    /// Row-major, `xs.len()` counts a row; its length says how many rows there are.
    pub counts: &'a mut [u32],
    /// The number of first steps whose escapes need not be told apart: they all count as this number.
    pub untested: u32,
    pub cancellation: &'a Cancellation,
}

impl Vectorized for Band<'_> {
    type Output = ();

    #[inline(always)]
    fn run<const LANES: usize>(self) {
        // A block is BAND registers; an expression of const parameters cannot be an array's length yet.
        match LANES {
            8 => self.fill::<8, 32>(),
            4 => self.fill::<4, 16>(),
            _ => self.fill::<2, 8>(),
        }
    }
}

impl Band<'_> {
    #[inline(always)]
    fn fill<const LANES: usize, const BLOCK: usize>(self) {
        let width = self.xs.len();
        for left in (0..width).step_by(LANES) {
            if self.cancellation.is_cancelled() {
                return;
            }
            let xs: [f64; LANES] = std::array::from_fn(|lane| self.xs[(left + lane).min(width - 1)]);
            let x = std::array::from_fn(|k| xs[k % LANES]);
            let y = std::array::from_fn(|k| self.ys[k / LANES]);
            let counts = match self.julia.trap() {
                None => self.block::<LANES, BLOCK, false>(NOWHERE, x, y),
                Some(trap) => self.block::<LANES, BLOCK, true>(trap, x, y),
            };
            let right = width.min(left + LANES);
            for (row, values) in self.counts.chunks_exact_mut(width).zip(counts.chunks_exact(LANES)) {
                row[left..right].copy_from_slice(&values[..right - left]);
            }
        }
    }

    /// The escape counts of `BLOCK` points.
    ///
    /// Orbits may come back inside a small bailout radius, so escaped lanes stay marked.
    #[inline(always)]
    fn block<const LANES: usize, const BLOCK: usize, const TRAPPED: bool>(
        &self,
        trap: Disc,
        mut x: [f64; BLOCK],
        mut y: [f64; BLOCK],
    ) -> [u32; BLOCK] {
        let c = self.julia.c();
        let limit = self.julia.bailout() * self.julia.bailout();
        let max_iter = self.julia.max_iter();
        for _ in 0..self.untested {
            for k in 0..BLOCK {
                (x[k], y[k]) = step::<LANES>(x[k], y[k], c);
            }
        }
        // All ones while the lane is inside, so that subtracting it counts: the lanes stay 64 bits wide.
        let mut inside = [u64::MAX; BLOCK];
        let mut count = [u64::from(self.untested); BLOCK];
        let mut caught = [0_u64; BLOCK];
        let mut steps = self.untested;
        while steps < max_iter {
            for _ in 0..STRIDE {
                for k in 0..BLOCK {
                    (x[k], y[k]) = step::<LANES>(x[k], y[k], c);
                    let norm = x[k] * x[k] + y[k] * y[k];
                    // NaN is an escape: it is not at most the limit.
                    inside[k] &= if norm <= limit { u64::MAX } else { 0 };
                    count[k] = count[k].wrapping_sub(inside[k]);
                }
            }
            if TRAPPED {
                for k in 0..BLOCK {
                    let (dx, dy) = (x[k] - trap.centre.re, y[k] - trap.centre.im);
                    let entered = if dx * dx + dy * dy <= trap.radius * trap.radius { u64::MAX } else { 0 };
                    caught[k] |= inside[k] & entered;
                    inside[k] &= !entered;
                }
            }
            if inside.iter().fold(0, |any, lane| any | lane) == 0 {
                break;
            }
            steps += STRIDE;
            if steps % PATIENCE < STRIDE && self.cancellation.is_cancelled() {
                break;
            }
        }
        // The last stride may overshoot `max_iter`; `caught` is all ones for points that never escape.
        let overshot = u64::from(max_iter);
        std::array::from_fn(|k| u32::try_from((count[k] | caught[k]).min(overshot)).unwrap_or(max_iter))
    }
}

/// Stands for the trap where there is none.
const NOWHERE: Disc = Disc { centre: Complex64::ZERO, radius: 0.0 };

/// One step of z -> z² + c.
#[inline(always)]
fn step<const LANES: usize>(x: f64, y: f64, c: Complex64) -> (f64, f64) {
    let xy = x * y;
    // Without the instruction, `mul_add` is a slow library call.
    let imaginary = if LANES > 2 { xy.mul_add(2.0, c.im) } else { (xy + xy) + c.im };
    ((x * x - y * y) + c.re, imaginary)
}
