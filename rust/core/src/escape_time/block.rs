//! Points that are iterated side by side: the innermost loop.
//!
//! Autovectorised arrays, compiled once for each instruction set. The bits are the same on all of them: the
//! only fused operation is `fma(xy, 2, cy)`, which rounds like `(xy + xy) + cy` because doubling is exact.

use num_complex::Complex64;

use crate::Cancellation;
use crate::escape_time::Julia;

/// Steps between two looks at whether any point is left.
const STRIDE: u64 = 4;
/// Strides between two looks at how many points are left.
const LOOK: u64 = 4;
/// Strides between two looks at the cancellation.
const PATIENCE: u64 = 1024;

/// A point on its way.
#[derive(Clone, Copy)]
pub(super) struct Point {
    pub x: f64,
    pub y: f64,
    /// Steps inside so far.
    pub count: u64,
    /// Where the count goes.
    pub place: usize,
}

/// `N` points, or fewer and some unused lanes, for registers of `LANES`.
pub(super) struct Block<const LANES: usize, const N: usize> {
    x: [f64; N],
    y: [f64; N],
    /// Steps inside; more than `max_iter` for points that do not escape.
    count: [u64; N],
    /// All ones while the point is inside, so that subtracting it counts: the lanes stay 64 bits wide.
    inside: [u64; N],
    /// The least count of the points.
    least: u64,
}

impl<const LANES: usize, const N: usize> Block<LANES, N> {
    /// The points at these coordinates in the first `rows` and `columns` of the block; none has gone a step.
    #[inline(always)]
    pub fn fresh(x: [f64; N], y: [f64; N], rows: usize, columns: usize) -> Self {
        let mut inside = [u64::MAX; N];
        if rows * LANES < N || columns < LANES {
            inside =
                std::array::from_fn(|k| if k / LANES < rows && k % LANES < columns { u64::MAX } else { 0 });
        }
        Self { x, y, count: [0; N], inside, least: 0 }
    }

    /// Up to `N` points on their way.
    #[inline(always)]
    pub fn resumed(points: &[Point]) -> Self {
        let mut block = Self { x: [0.0; N], y: [0.0; N], count: [0; N], inside: [0; N], least: u64::MAX };
        for (k, point) in points.iter().take(N).enumerate() {
            (block.x[k], block.y[k], block.count[k]) = (point.x, point.y, point.count);
            block.inside[k] = u64::MAX;
            block.least = block.least.min(point.count);
        }
        block
    }

    /// Goes `steps` on without a look at who escapes: they all count as inside until the next step.
    #[inline(always)]
    pub fn skip(&mut self, julia: &Julia, steps: u32) {
        let (mut x, mut y) = (self.x, self.y);
        for _ in 0..steps {
            for k in 0..N {
                (x[k], y[k]) = step::<LANES>(x[k], y[k], julia.c());
            }
        }
        (self.x, self.y) = (x, y);
        self.count = self.count.map(|count| count + u64::from(steps));
        self.least += u64::from(steps);
    }

    /// Goes on until hardly more than `few` points are left, or the work is cancelled.
    ///
    /// Orbits may come back inside a small bailout radius, so escaped lanes stay marked.
    #[inline(always)]
    pub fn advance<const TRAPPED: bool>(&mut self, julia: &Julia, few: u64, cancellation: &Cancellation) {
        let limit = julia.bailout() * julia.bailout();
        let max_iter = u64::from(julia.max_iter());
        // Copies of its own, which the compiler keeps in registers.
        let Self { mut x, mut y, mut count, mut inside, least } = *self;
        let mut strides = max_iter.saturating_sub(least).div_ceil(STRIDE);
        while strides > 0 {
            for _ in 0..STRIDE {
                for k in 0..N {
                    (x[k], y[k]) = step::<LANES>(x[k], y[k], julia.c());
                    let norm = x[k] * x[k] + y[k] * y[k];
                    // NaN is an escape: it is not at most the limit.
                    inside[k] &= if norm <= limit { u64::MAX } else { 0 };
                    count[k] = count[k].wrapping_sub(inside[k]);
                }
            }
            if TRAPPED && let Some(trap) = julia.trap() {
                for k in 0..N {
                    let (dx, dy) = (x[k] - trap.centre.re, y[k] - trap.centre.im);
                    let near = if dx * dx + dy * dy <= trap.radius * trap.radius { u64::MAX } else { 0 };
                    count[k] |= inside[k] & near;
                    inside[k] &= !near;
                }
            }
            if inside.iter().fold(0, |any, lane| any | lane) == 0 {
                break;
            }
            strides -= 1;
            if strides.is_multiple_of(LOOK)
                && inside.iter().fold(0_u64, |left, lane| left.wrapping_sub(*lane)) <= few
            {
                break;
            }
            if strides.is_multiple_of(PATIENCE) && cancellation.is_cancelled() {
                break;
            }
        }
        *self = Self { x, y, count, inside, least };
    }

    /// The counts of all lanes; final where the point is not left.
    #[inline(always)]
    pub fn counts(&self, max_iter: u32) -> [u32; N] {
        self.count.map(|count| u32::try_from(count.min(u64::from(max_iter))).unwrap_or(max_iter))
    }

    /// The lanes of the points that are left.
    #[inline(always)]
    pub fn left(&self, max_iter: u32) -> impl Iterator<Item = usize> + use<LANES, N> {
        let mut lanes = (0..N).fold(0_u64, |lanes, k| {
            let on = if self.count[k] < u64::from(max_iter) { self.inside[k] } else { 0 };
            lanes | (on & (1 << k))
        });
        std::iter::from_fn(move || {
            let lane = lanes.trailing_zeros();
            lanes &= lanes.wrapping_sub(1);
            (lane < u64::BITS).then_some(lane as usize)
        })
    }

    /// A lane's point, whose count goes to `place`.
    #[inline(always)]
    pub fn point(&self, lane: usize, place: usize) -> Point {
        Point { x: self.x[lane], y: self.y[lane], count: self.count[lane], place }
    }
}

/// One step of z -> z² + c.
#[inline(always)]
fn step<const LANES: usize>(x: f64, y: f64, c: Complex64) -> (f64, f64) {
    let xy = x * y;
    // Without the instruction, `mul_add` is a slow library call.
    let imaginary = if LANES > 2 { xy.mul_add(2.0, c.im) } else { (xy + xy) + c.im };
    ((x * x - y * y) + c.re, imaginary)
}
