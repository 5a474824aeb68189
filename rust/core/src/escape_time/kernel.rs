//! The innermost loop: a block of pixels iterated side by side.
//!
//! Autovectorised arrays, compiled once for each instruction set. The bits are the same on all of them: the
//! only fused operation is `fma(xy, 2, cy)`, which rounds like `(xy + xy) + cy` because doubling is exact.

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
                None => block::<LANES, BLOCK, false>(self.julia, NOWHERE, x, y, self.cancellation),
                Some(trap) => block::<LANES, BLOCK, true>(self.julia, trap, x, y, self.cancellation),
            };
            let right = width.min(left + LANES);
            for (row, values) in self.counts.chunks_exact_mut(width).zip(counts.chunks_exact(LANES)) {
                row[left..right].copy_from_slice(&values[..right - left]);
            }
        }
    }
}

const NOWHERE: Disc = Disc { centre: num_complex::Complex64::ZERO, radius: 0.0 };

/// The escape counts of `BLOCK` points.
///
/// Orbits may come back inside a small bailout radius, so escaped lanes stay marked.
#[inline(always)]
fn block<const LANES: usize, const BLOCK: usize, const TRAPPED: bool>(
    julia: &Julia,
    trap: Disc,
    mut x: [f64; BLOCK],
    mut y: [f64; BLOCK],
    cancellation: &Cancellation,
) -> [u32; BLOCK] {
    let (cx, cy) = (julia.c().re, julia.c().im);
    let limit = julia.bailout() * julia.bailout();
    let max_iter = julia.max_iter();
    // All ones while the lane is inside, so that subtracting it counts: the lanes stay 64 bits wide throughout.
    let mut inside = [u64::MAX; BLOCK];
    let mut count = [0_u64; BLOCK];
    let mut caught = [0_u64; BLOCK];
    let mut step = 0;
    while step < max_iter {
        for _ in 0..STRIDE {
            for k in 0..BLOCK {
                let xy = x[k] * y[k];
                x[k] = (x[k] * x[k] - y[k] * y[k]) + cx;
                // Without the instruction, `mul_add` is a slow library call.
                y[k] = if LANES > 2 { xy.mul_add(2.0, cy) } else { (xy + xy) + cy };
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
        step += STRIDE;
        if step % PATIENCE == 0 && cancellation.is_cancelled() {
            break;
        }
    }
    // The last stride may overshoot `max_iter`; `caught` is all ones for points that never escape.
    let overshot = u64::from(max_iter);
    std::array::from_fn(|k| u32::try_from((count[k] | caught[k]).min(overshot)).unwrap_or(max_iter))
}
