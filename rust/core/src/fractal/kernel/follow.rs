//! Some rows of a picture whose orbits are followed to their ends: the first z outside, its derivative, the least |z|.
//!
//! A point that has escaped is left where it is while its neighbours go on. As in [`band`](super::band), the last few
//! points of a block are set aside until there are enough of them for one of their own.

use std::array;
use std::ops::Range;

use num_complex::Complex64;

use crate::fractal::kernel::band::{ROWS, padded};
use crate::fractal::kernel::block::lanes;
use crate::fractal::kernel::map::Constants;
use crate::fractal::kernel::{Ends, Float64, Map};
use crate::fractal::plane::Disc;
use crate::{Cancellation, Vectorized};

/// Steps between two looks at whether any point is left.
const STRIDE: u64 = 4;
/// Strides between two looks at how many points are left.
const LOOK: u64 = 4;
/// Strides between two looks at the cancellation.
const PATIENCE: u64 = 256;

/// A part of a picture, about to be followed.
pub(super) struct Follow<'a, M> {
    pub kernel: &'a Float64<'a, M>,
    /// The real parts of its columns.
    pub xs: &'a [f64],
    /// The imaginary parts of its rows.
    pub ys: &'a [f64],
    pub ends: Ends<'a>,
    pub cancellation: &'a Cancellation,
}

/// A point on its way.
#[derive(Clone, Copy)]
struct Point {
    z: (f64, f64),
    /// The derivatives of z by the real and the imaginary part of the sample; the second follows from the first where
    /// the map is holomorphic.
    tangents: [(f64, f64); 2],
    /// The least |z|² so far.
    trap: f64,
    /// Steps inside so far.
    count: u64,
    place: usize,
}

/// `N` points side by side. A lane without a point is at NaN: never inside.
#[repr(align(64))]
struct Block<M: Map, const N: usize> {
    x: [f64; N],
    y: [f64; N],
    /// |z|², of which that of the start is not asked.
    norm: [f64; N],
    c: M::Constants<N>,
    tangents: [([f64; N], [f64; N]); 2],
    trap: [f64; N],
    count: [u64; N],
}

impl<M: Map> Vectorized for Follow<'_, M> {
    type Output = ();

    #[inline(always)]
    fn run<const LANES: usize>(self) {
        // What a block holds of a point has to fit into the registers.
        match (LANES, self.ends.follows()) {
            (8, false) => self.fill::<8, 32, false>(),
            (8, true) => self.fill::<8, 16, true>(),
            (4, false) => self.fill::<4, 16, false>(),
            (4, true) => self.fill::<4, 8, true>(),
            (_, false) => self.fill::<2, 8, false>(),
            (_, true) => self.fill::<2, 4, true>(),
        }
    }
}

impl<M: Map> Follow<'_, M> {
    #[inline(always)]
    fn fill<const LANES: usize, const N: usize, const WHOLE: bool>(mut self) {
        let (xs, ys) = (self.xs, self.ys);
        let high = N / LANES;
        let mut few = N as u64 / 4;
        let mut stragglers = Vec::with_capacity(2 * N);
        let lefts = || (0..xs.len()).step_by(LANES);
        let mut corners = (0..ys.len()).step_by(high).flat_map(|top| lefts().map(move |left| (top, left)));
        while !self.cancellation.is_cancelled() {
            if let Some((top, left)) = corners.next() {
                let rows: [f64; ROWS] = padded(&ys[top..]);
                let columns: [f64; LANES] = padded(&xs[left..]);
                let mut block = Block::<M, N>::fresh(
                    self.kernel,
                    &array::from_fn(|k| columns[k % LANES]),
                    &array::from_fn(|k| rows[k / LANES]),
                    self.proofs(),
                );
                let on = block.advance::<LANES, WHOLE>(self.kernel, self.disc(), few, self.cancellation);
                // The ends of those that are left will be written again.
                let wide = LANES.min(xs.len() - left);
                for row in 0..high.min(ys.len() - top) {
                    let first = (top + row) * xs.len() + left;
                    self.write(&block, row * LANES..row * LANES + wide, first);
                }
                for lane in lanes(on) {
                    let place = (top + lane / LANES) * xs.len() + left + lane % LANES;
                    stragglers.push(block.point(lane, place));
                }
                if stragglers.len() < N {
                    continue;
                }
            } else if stragglers.is_empty() {
                return;
            } else {
                few = 0;
            }
            self.go_on::<LANES, N, WHOLE>(few, &mut stragglers);
        }
    }

    /// Follows a block of stragglers until `few` of them are left.
    #[inline(always)]
    fn go_on<const LANES: usize, const N: usize, const WHOLE: bool>(
        &mut self,
        few: u64,
        stragglers: &mut Vec<Point>,
    ) {
        let points = stragglers.split_off(stragglers.len().saturating_sub(N));
        let (xs, ys) = (self.xs, self.ys);
        let sample = |place: usize| Complex64::new(xs[place % xs.len()], ys[place / xs.len()]);
        let mut block = Block::<M, N>::resumed(self.kernel, &points, sample);
        let on = block.advance::<LANES, WHOLE>(self.kernel, self.disc(), few, self.cancellation);
        for (lane, point) in points.iter().enumerate() {
            self.write(&block, lane..lane + 1, point.place);
        }
        stragglers.extend(lanes(on).map(|lane| block.point(lane, points[lane].place)));
    }

    /// Writes the ends of some lanes to the places from `first` on.
    #[inline(always)]
    fn write<const N: usize>(&mut self, block: &Block<M, N>, lanes: Range<usize>, first: usize) {
        let places = first..first + lanes.len();
        let max_iter = u64::from(self.kernel.escape.max_iter());
        let z = |lane: usize| Complex64::new(block.x[lane], block.y[lane]);
        if let Some(slots) = self.ends.counts.get_mut(places.clone()) {
            for (slot, lane) in slots.iter_mut().zip(lanes.clone()) {
                #[allow(clippy::cast_possible_truncation, reason = "at most `max_iter`")]
                let count = block.count[lane].min(max_iter) as u32;
                *slot = count;
            }
        }
        if let Some(slots) = self.ends.z.get_mut(places.clone()) {
            slots.iter_mut().zip(lanes.clone()).for_each(|(slot, lane)| *slot = z(lane));
        }
        if let Some(slots) = self.ends.derivative.get_mut(places.clone()) {
            for (slot, lane) in slots.iter_mut().zip(lanes.clone()) {
                *slot = derivative::<M>(z(lane), block.tangents(lane));
            }
        }
        if let Some(slots) = self.ends.trap.get_mut(places) {
            slots.iter_mut().zip(lanes).for_each(|(slot, lane)| *slot = block.trap[lane].sqrt());
        }
    }

    /// Whether orbits may end where they are proved not to escape: not if all their steps are to be seen.
    #[inline(always)]
    fn proofs(&self) -> bool {
        self.kernel.escape.proofs() && self.ends.trap.is_empty()
    }

    #[inline(always)]
    fn disc(&self) -> Option<Disc> {
        self.kernel.trap.filter(|_| self.proofs())
    }
}

/// The derivative of z by the sample: for a map that is not holomorphic the number that says the same of |z|, which is
/// to grow along z / derivative by |derivative| a unit.
#[inline(always)]
pub(super) fn derivative<M: Map>(z: Complex64, [(a, c), (b, d)]: [(f64, f64); 2]) -> Complex64 {
    if M::CONFORMAL {
        return Complex64::new(a, c);
    }
    // With the matrix J of the tangents the gradient of |z| is g = J^T z / |z|, and z / (conj(g) z / |z|) points along g.
    let modulus = z.norm();
    let g = Complex64::new(a * z.re + c * z.im, b * z.re + d * z.im) / modulus;
    g.conj() * (z / modulus)
}

impl<M: Map, const N: usize> Block<M, N> {
    /// The points of these samples; none has gone a step.
    #[inline(always)]
    fn fresh(kernel: &Float64<'_, M>, xs: &[f64; N], ys: &[f64; N], proofs: bool) -> Self {
        let orbit = |k: usize| kernel.map.orbit(Complex64::new(xs[k], ys[k]));
        let start = kernel.raster.pixel() * kernel.map.tangent().0;
        let (mut x, mut y) = ([0.0; N], [0.0; N]);
        for k in 0..N {
            let (z, _) = orbit(k);
            (x[k], y[k]) = (z.re, z.im);
        }
        let mut block = Self {
            x,
            y,
            norm: [0.0; N],
            c: Constants::gather(|k| orbit(k).1),
            tangents: [([start; N], [0.0; N]), ([0.0; N], [start; N])],
            trap: [f64::INFINITY; N],
            count: [0; N],
        };
        for k in 0..N {
            if proofs && kernel.map.is_interior((xs[k], ys[k]), kernel.escape.bailout()) {
                (block.x[k], block.norm[k], block.count[k]) = (f64::NAN, f64::NAN, u64::MAX);
            }
        }
        block
    }

    /// Up to `N` points on their way; `sample` returns the sample of a place.
    #[inline(always)]
    fn resumed(kernel: &Float64<'_, M>, points: &[Point], sample: impl Fn(usize) -> Complex64) -> Self {
        let constant = |k: usize| {
            let sample = points.get(k).map_or(Complex64::ZERO, |point| sample(point.place));
            kernel.map.orbit(sample).1
        };
        let mut block = Self {
            x: [f64::NAN; N],
            y: [f64::NAN; N],
            norm: [f64::NAN; N],
            c: Constants::gather(constant),
            tangents: [([0.0; N], [0.0; N]); 2],
            trap: [0.0; N],
            count: [u64::MAX; N],
        };
        for (k, point) in points.iter().enumerate() {
            let (x, y) = point.z;
            (block.x[k], block.y[k], block.norm[k]) = (x, y, x * x + y * y);
            for ((us, vs), (u, v)) in block.tangents.iter_mut().zip(point.tangents) {
                (us[k], vs[k]) = (u, v);
            }
            (block.trap[k], block.count[k]) = (point.trap, point.count);
        }
        block
    }

    /// Goes on until hardly more than `few` points are left, or the work is cancelled; returns a mask of those left.
    ///
    /// Without `WHOLE` only z and the count are followed.
    #[inline(always)]
    #[allow(clippy::needless_range_loop, reason = "iterators become slower vector code here")]
    fn advance<const LANES: usize, const WHOLE: bool>(
        &mut self,
        kernel: &Float64<'_, M>,
        disc: Option<Disc>,
        few: u64,
        cancellation: &Cancellation,
    ) -> u32 {
        let limit = kernel.escape.bailout() * kernel.escape.bailout();
        let max_iter = u64::from(kernel.escape.max_iter());
        let growth = kernel.raster.pixel() * kernel.map.tangent().1;
        // Copies of its own, which the compiler keeps in registers.
        let Self {
            mut x,
            mut y,
            mut norm,
            c,
            tangents: [(mut a, mut b), (mut p, mut q)],
            mut trap,
            mut count,
        } = *self;
        let least = count.iter().fold(u64::MAX, |least, &count| least.min(count));
        let mut strides = max_iter.saturating_sub(least).div_ceil(STRIDE);
        while strides > 0 {
            for _ in 0..STRIDE {
                for k in 0..N {
                    // NaN is an escape: it is not at most the limit.
                    let inside = norm[k] <= limit && !(WHOLE && count[k] >= max_iter);
                    let z = (x[k], y[k]);
                    if WHOLE {
                        let (u, v) = M::push(z, (a[k], b[k]));
                        (a[k], b[k]) = if inside { (u + growth, v) } else { (a[k], b[k]) };
                        if !M::CONFORMAL {
                            let (u, v) = M::push(z, (p[k], q[k]));
                            (p[k], q[k]) = if inside { (u, v + growth) } else { (p[k], q[k]) };
                        }
                    }
                    let (u, v) = M::step::<LANES>(z, (z.0 * z.0, z.1 * z.1), c.at(k));
                    x[k] = if inside { u } else { z.0 };
                    y[k] = if inside { v } else { z.1 };
                    norm[k] = x[k] * x[k] + y[k] * y[k];
                    count[k] += u64::from(norm[k] <= limit);
                    if WHOLE {
                        trap[k] = if norm[k] < trap[k] { norm[k] } else { trap[k] };
                    }
                }
            }
            if let Some(disc) = disc {
                for k in 0..N {
                    let (dx, dy) = (x[k] - disc.center.re, y[k] - disc.center.im);
                    let near = if dx * dx + dy * dy <= disc.radius * disc.radius { u64::MAX } else { 0 };
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
                let mut left = 0;
                for k in 0..N {
                    left += u64::from(norm[k] <= limit);
                }
                if left <= few {
                    break;
                }
            }
            if strides.is_multiple_of(PATIENCE) && cancellation.is_cancelled() {
                break;
            }
        }
        *self = Self { x, y, norm, c, tangents: [(a, b), (p, q)], trap, count };
        let mut on = 0;
        for k in 0..N {
            on |= u32::from(norm[k] <= limit && count[k] < max_iter) << k;
        }
        on
    }

    /// The tangents of a lane.
    #[inline(always)]
    fn tangents(&self, lane: usize) -> [(f64, f64); 2] {
        let part = |(us, vs): &([f64; N], [f64; N])| (us[lane], vs[lane]);
        [part(&self.tangents[0]), part(&self.tangents[1])]
    }

    /// A lane's point.
    #[inline(always)]
    fn point(&self, lane: usize, place: usize) -> Point {
        Point {
            z: (self.x[lane], self.y[lane]),
            tangents: self.tangents(lane),
            trap: self.trap[lane],
            count: self.count[lane],
            place,
        }
    }
}
