//! Points that are iterated side by side: the innermost loop.
//!
//! Autovectorised arrays, compiled once for each instruction set. The bits are the same on all of them: the
//! only fused operation is `fma(xy, 2, cy)`, which rounds like `(xy + xy) + cy` because doubling is exact.

use std::hint::black_box;

use num_complex::Complex64;

use crate::Cancellation;
use crate::fractal::kernel::map::Constants;
use crate::fractal::kernel::{Float64, Map};

/// Steps between two looks at whether any point is left.
const STRIDE: u64 = 4;
/// Steps between two looks where none is taken at each step; it divides a look's steps.
const LEAP: u64 = 4;
/// Strides between two looks at how many points are left.
const LOOK: u64 = 4;
/// Strides between two looks at the cancellation.
const PATIENCE: u64 = 1024;

/// A point that is being iterated.
#[derive(Clone, Copy)]
pub(super) struct Point {
    pub x: f64,
    pub y: f64,
    /// Steps inside so far.
    pub count: u64,
    /// The index at which the count is stored.
    pub place: usize,
}

/// `N` points for registers of `LANES`. A lane without a point, or with one that is done, is at NaN: never inside.
///
/// Aligned, because a register that is stored across two cache lines costs more than a step.
#[repr(align(64))]
pub(super) struct Block<M: Map, const LANES: usize, const N: usize> {
    x: [f64; N],
    y: [f64; N],
    c: M::Constants<N>,
    /// Steps inside; more than `max_iter` for points that do not escape.
    count: [u64; N],
    /// The least count of the points.
    least: u64,
}

impl<M: Map, const LANES: usize, const N: usize> Block<M, LANES, N> {
    /// The points of these samples; none has gone a step.
    #[inline(always)]
    pub fn fresh(map: &M, xs: &[f64; N], ys: &[f64; N]) -> Self {
        let orbit = |k: usize| map.orbit(Complex64::new(xs[k], ys[k]));
        let (mut x, mut y) = ([0.0; N], [0.0; N]);
        for k in 0..N {
            let (z, _) = orbit(k);
            (x[k], y[k]) = (z.re, z.im);
        }
        Self { x, y, c: Constants::gather(|k| orbit(k).1), count: [0; N], least: 0 }
    }

    /// Up to `N` points that are being iterated; `sample` returns the sample of a place.
    #[inline(always)]
    pub fn resumed(map: &M, points: &[Point], sample: impl Fn(usize) -> (f64, f64)) -> Self {
        let constant = |k: usize| {
            let (x, y) = points.get(k).map_or((f64::NAN, f64::NAN), |point| sample(point.place));
            map.orbit(Complex64::new(x, y)).1
        };
        let mut block = Self {
            x: [f64::NAN; N],
            y: [f64::NAN; N],
            c: Constants::gather(constant),
            count: [u64::MAX; N],
            least: 0,
        };
        for (k, point) in points.iter().take(N).enumerate() {
            (block.x[k], block.y[k], block.count[k]) = (point.x, point.y, point.count);
        }
        block.least = points.iter().fold(u64::MAX, |least, point| least.min(point.count));
        block
    }

    /// Goes `steps` on without a look at who escapes: they all count as inside until the next step.
    #[inline(always)]
    pub fn skip(&mut self, steps: u32) {
        let (mut x, mut y) = (self.x, self.y);
        let c = self.c;
        for _ in 0..steps {
            for k in 0..N {
                (x[k], y[k]) = M::step::<LANES>((x[k], y[k]), (x[k] * x[k], y[k] * y[k]), c.at(k));
            }
        }
        (self.x, self.y) = (x, y);
        self.count = [u64::from(steps); N];
        self.least = u64::from(steps);
    }

    /// Is done with the points whose samples are proved not to escape.
    #[inline(always)]
    pub fn settle(&mut self, kernel: &Float64<'_, M>, xs: &[f64; N], ys: &[f64; N]) {
        let Float64 { map, escape, .. } = kernel;
        let proofs = escape.proofs();
        for k in 0..N {
            if proofs && map.is_interior((xs[k], ys[k]), escape.bailout()) {
                (self.x[k], self.count[k]) = (f64::NAN, u64::MAX);
            }
        }
    }

    /// Goes on until hardly more than `few` points are left, or the work is cancelled; returns a mask of those left.
    ///
    /// `RETURNING` is for orbits that may come back inside after their escape.
    #[inline(always)]
    #[allow(clippy::needless_range_loop, reason = "iterators become slower vector code here")]
    pub fn advance<const TRAPPED: bool, const RETURNING: bool>(
        &mut self,
        kernel: &Float64<'_, M>,
        few: u64,
        cancellation: &Cancellation,
    ) -> u32 {
        let Float64 { escape, trap, .. } = kernel;
        let limit = escape.bailout() * escape.bailout();
        // With a constant the compiler widens masks to numbers, though it has an addition under a mask.
        let one = if LANES == 8 { black_box(1) } else { 1 };
        // Copies of its own, which the compiler keeps in registers.
        let Self { mut x, mut y, c, mut count, least } = *self;
        let (mut xx, mut yy, mut norm) = ([0.0; N], [0.0; N], [0.0; N]);
        for k in 0..N {
            (xx[k], yy[k]) = (x[k] * x[k], y[k] * y[k]);
        }
        let mut strides = u64::from(escape.max_iter()).saturating_sub(least).div_ceil(STRIDE);
        while strides > 0 {
            for _ in 0..STRIDE {
                for k in 0..N {
                    if LANES < 8 {
                        // Squares again, at the start of a stride: there are too few registers to keep them.
                        (xx[k], yy[k]) = (x[k] * x[k], y[k] * y[k]);
                    }
                    (x[k], y[k]) = M::step::<LANES>((x[k], y[k]), (xx[k], yy[k]), c.at(k));
                    (xx[k], yy[k]) = (x[k] * x[k], y[k] * y[k]);
                    norm[k] = xx[k] + yy[k];
                    // NaN is an escape: it is not at most the limit.
                    count[k] += if norm[k] <= limit { one } else { 0 };
                    if RETURNING {
                        x[k] = if norm[k] <= limit { x[k] } else { f64::NAN };
                    }
                }
            }
            if TRAPPED && let Some(trap) = trap {
                for k in 0..N {
                    let (dx, dy) = (x[k] - trap.center.re, y[k] - trap.center.im);
                    let near = if dx * dx + dy * dy <= trap.radius * trap.radius { u64::MAX } else { 0 };
                    count[k] |= near;
                    // All ones are a NaN.
                    x[k] = f64::from_bits(x[k].to_bits() | near);
                    norm[k] = f64::from_bits(norm[k].to_bits() | near);
                }
            }
            strides -= 1;
            let mut any = false;
            for k in 0..N {
                any |= norm[k] <= limit;
            }
            if !any {
                break;
            }
            if strides.is_multiple_of(LOOK) {
                let mut left = [0; LANES];
                for k in 0..N {
                    left[k % LANES] += if norm[k] <= limit { one } else { 0 };
                }
                if left.iter().sum::<u64>() <= few {
                    break;
                }
            }
            if strides.is_multiple_of(PATIENCE) && cancellation.is_cancelled() {
                break;
            }
        }
        *self = Self { x, y, c, count, least };
        let mut on = 0;
        for k in 0..N {
            on |= u32::from(norm[k] <= limit && count[k] < u64::from(escape.max_iter())) << k;
        }
        on
    }

    /// As [`advance`](Self::advance), with a look only every few steps: a point is left where it was last seen inside.
    ///
    /// For orbits that do not come back inside after their escape.
    #[inline(always)]
    #[allow(clippy::needless_range_loop, reason = "iterators become slower vector code here")]
    pub fn leap<const TRAPPED: bool>(
        &mut self,
        kernel: &Float64<'_, M>,
        few: u64,
        cancellation: &Cancellation,
    ) -> u32 {
        let Float64 { escape, trap, .. } = kernel;
        let limit = escape.bailout() * escape.bailout();
        let one = if LANES == 8 { black_box(1) } else { 1 };
        let Self { x: mut seen_x, y: mut seen_y, c, mut count, least } = *self;
        let (mut x, mut y, mut norm) = (seen_x, seen_y, [0.0; N]);
        let mut leaps = u64::from(escape.max_iter()).saturating_sub(least).div_ceil(LEAP);
        while leaps > 0 {
            for _ in 0..LEAP {
                for k in 0..N {
                    (x[k], y[k]) = M::step::<LANES>((x[k], y[k]), (x[k] * x[k], y[k] * y[k]), c.at(k));
                }
            }
            if TRAPPED && let Some(trap) = trap {
                for k in 0..N {
                    let (dx, dy) = (x[k] - trap.center.re, y[k] - trap.center.im);
                    let near = if dx * dx + dy * dy <= trap.radius * trap.radius { u64::MAX } else { 0 };
                    count[k] |= near;
                    // All ones are a NaN.
                    x[k] = f64::from_bits(x[k].to_bits() | near);
                }
            }
            for k in 0..N {
                norm[k] = x[k] * x[k] + y[k] * y[k];
                let inside = if norm[k] <= limit { u64::MAX } else { 0 };
                count[k] += LEAP & inside;
                seen_x[k] = f64::from_bits((x[k].to_bits() & inside) | (seen_x[k].to_bits() & !inside));
                seen_y[k] = f64::from_bits((y[k].to_bits() & inside) | (seen_y[k].to_bits() & !inside));
            }
            leaps -= 1;
            let mut any = false;
            for k in 0..N {
                any |= norm[k] <= limit;
            }
            if !any {
                break;
            }
            if leaps.is_multiple_of(LOOK * STRIDE / LEAP) {
                let mut left = [0; LANES];
                for k in 0..N {
                    left[k % LANES] += if norm[k] <= limit { one } else { 0 };
                }
                if left.iter().sum::<u64>() <= few {
                    break;
                }
            }
            if leaps.is_multiple_of(PATIENCE) && cancellation.is_cancelled() {
                break;
            }
        }
        *self = Self { x: seen_x, y: seen_y, c, count, least };
        let mut on = 0;
        for k in 0..N {
            on |= u32::from(norm[k] <= limit && count[k] < u64::from(escape.max_iter())) << k;
        }
        on
    }

    /// After [`leap`](Self::leap): the first z outside and the counts of the points that have escaped.
    #[inline(always)]
    #[allow(clippy::needless_range_loop, reason = "iterators become slower vector code here")]
    pub fn ends(&self, kernel: &Float64<'_, M>) -> ([f64; N], [f64; N], [u32; N]) {
        let limit = kernel.escape.bailout() * kernel.escape.bailout();
        let one = if LANES == 8 { black_box(1) } else { 1 };
        let Self { mut x, mut y, c, mut count, .. } = *self;
        let mut norm = [0.0; N];
        for _ in 0..LEAP {
            for k in 0..N {
                let (u, v) = M::step::<LANES>((x[k], y[k]), (x[k] * x[k], y[k] * y[k]), c.at(k));
                // As bits, because the compiler does the choice of doubles one by one here.
                let inside = if norm[k] <= limit { u64::MAX } else { 0 };
                x[k] = f64::from_bits((u.to_bits() & inside) | (x[k].to_bits() & !inside));
                y[k] = f64::from_bits((v.to_bits() & inside) | (y[k].to_bits() & !inside));
                norm[k] = x[k] * x[k] + y[k] * y[k];
                count[k] = count[k].wrapping_add(if norm[k] <= limit { one } else { 0 });
            }
        }
        // What was proved to stay counts on from the largest number.
        for k in 0..N {
            count[k] |= if self.count[k] == u64::MAX { u64::MAX } else { 0 };
        }
        (x, y, counts(&count, kernel.escape.max_iter()))
    }

    /// The counts of all lanes; final where the point is not left.
    #[inline(always)]
    pub fn counts(&self, max_iter: u32) -> [u32; N] {
        counts(&self.count, max_iter)
    }

    /// A lane's point, whose count goes to `place`.
    #[inline(always)]
    pub fn point(&self, lane: usize, place: usize) -> Point {
        Point { x: self.x[lane], y: self.y[lane], count: self.count[lane], place }
    }
}

#[inline(always)]
#[allow(clippy::cast_possible_truncation, reason = "all ones stay the largest number")]
fn counts<const N: usize>(counts: &[u64; N], max_iter: u32) -> [u32; N] {
    counts.map(|count| (count as u32).min(max_iter))
}

/// The bits that are set, lowest first.
#[inline(always)]
pub(super) fn lanes(mut mask: u32) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let lane = mask.trailing_zeros();
        mask &= mask.wrapping_sub(1);
        (lane < u32::BITS).then_some(lane as usize)
    })
}
