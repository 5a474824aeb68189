//! Some rows of a picture, computed by one thread.
//!
//! Neighbours have like counts, so they are iterated together, in blocks. But near a Julia set one point of a block
//! may go on ten times longer than the others: when only a few are left they are set aside, and go on when there
//! are enough of them for a block of their own.

use std::array;

use num_complex::Complex64;

use crate::fractal::kernel::block::{Block, Point, lanes};
use crate::fractal::kernel::{Ends, Float64, Map};
use crate::{Cancellation, Vectorized};

/// Rows of a block; it is one register wide.
pub(super) const ROWS: usize = 4;

/// A part of a picture, about to be iterated.
pub(super) struct Band<'a, M> {
    pub kernel: &'a Float64<'a, M>,
    /// The real parts of its columns.
    pub xs: &'a [f64],
    /// The imaginary parts of its rows.
    pub ys: &'a [f64],
    /// Where the counts go, and the z if they are wanted.
    pub ends: Ends<'a>,
    /// Whether no orbit that has escaped comes back inside; it is so where z are wanted.
    pub suffices: bool,
    pub cancellation: &'a Cancellation,
}

impl<M: Map> Vectorized for Band<'_, M> {
    type Output = ();

    #[inline(always)]
    fn run<const LANES: usize>(self) {
        // A block has ROWS registers; an expression of const parameters cannot be an array's length yet.
        match LANES {
            8 => self.choose::<8, 32>(),
            4 => self.choose::<4, 16>(),
            _ => self.choose::<2, 8>(),
        }
    }
}

impl<M: Map> Band<'_, M> {
    /// Compiles the kernel once without what few iterations need.
    #[inline(always)]
    fn choose<const LANES: usize, const N: usize>(self) {
        let counts = self.ends.z.is_empty();
        match (self.kernel.trap, self.suffices, counts) {
            (None, true, true) => self.fill::<LANES, N, false, false, false>(),
            (Some(_), true, true) => self.fill::<LANES, N, true, false, false>(),
            (_, false, _) => self.fill::<LANES, N, true, true, false>(),
            (None, true, false) => self.fill::<LANES, N, false, false, true>(),
            (Some(_), true, false) => self.fill::<LANES, N, true, false, true>(),
        }
    }

    #[inline(always)]
    fn fill<
        const LANES: usize,
        const N: usize,
        const TRAPPED: bool,
        const RETURNING: bool,
        const WHERE: bool,
    >(
        mut self,
    ) {
        let mut few = N as u64 / 4;
        // Where escaped orbits stay outside, the next test finds them all.
        let untested = if RETURNING { 0 } else { self.ends.untested.min(self.kernel.escape.max_iter() - 1) };
        let (xs, ys) = (self.xs, self.ys);
        let columns: Vec<[f64; LANES]> = xs.chunks(LANES).map(padded).collect();
        let mut stragglers = Vec::with_capacity(2 * N);
        let lefts = || (0..xs.len()).step_by(LANES);
        let mut corners = (0..ys.len()).step_by(ROWS).flat_map(|top| lefts().map(move |left| (top, left)));
        while !self.cancellation.is_cancelled() {
            if let Some((top, left)) = corners.next() {
                let (high, ys) = (ROWS.min(ys.len() - top), padded::<ROWS>(&ys[top..]));
                let columns = columns[left / LANES];
                let (x, y) = (array::from_fn(|k| columns[k % LANES]), array::from_fn(|k| ys[k / LANES]));
                let mut block = Block::<M, LANES, N>::fresh(&self.kernel.map, &x, &y);
                block.skip(untested);
                block.settle(self.kernel, &x, &y);
                let on = self.advance::<LANES, N, TRAPPED, RETURNING, WHERE>(&mut block, few);
                // The ends of those that are left will be written again.
                let (x, y, counts) = self.ends::<LANES, N, WHERE>(&block);
                let wide = LANES.min(xs.len() - left);
                for row in 0..high {
                    let first = (top + row) * xs.len() + left;
                    let lanes = row * LANES..row * LANES + wide;
                    if wide == LANES {
                        self.ends.counts[first..first + LANES]
                            .copy_from_slice(&counts[row * LANES..][..LANES]);
                    } else {
                        self.ends.counts[first..first + wide].copy_from_slice(&counts[lanes.clone()]);
                    }
                    if WHERE {
                        for (slot, k) in self.ends.z[first..first + wide].iter_mut().zip(lanes) {
                            *slot = Complex64::new(x[k], y[k]);
                        }
                    }
                }
                for lane in lanes(on) {
                    stragglers.push(block.point(lane, (top + lane / LANES) * xs.len() + left + lane % LANES));
                }
                if stragglers.len() < N {
                    continue;
                }
            } else if stragglers.is_empty() {
                return;
            } else {
                few = 0;
            }
            self.go_on::<LANES, N, TRAPPED, RETURNING, WHERE>(few, &mut stragglers);
        }
    }

    /// Iterates a block of stragglers until `few` of them are left.
    #[inline(always)]
    fn go_on<
        const LANES: usize,
        const N: usize,
        const TRAPPED: bool,
        const RETURNING: bool,
        const WHERE: bool,
    >(
        &mut self,
        few: u64,
        stragglers: &mut Vec<Point>,
    ) {
        let first = stragglers.len().saturating_sub(N);
        let points = &mut stragglers[first..];
        let (xs, ys) = (self.xs, self.ys);
        let sample = |place| (xs[place % xs.len()], ys[place / xs.len()]);
        let mut block = Block::<M, LANES, N>::resumed(&self.kernel.map, points, sample);
        let on = self.advance::<LANES, N, TRAPPED, RETURNING, WHERE>(&mut block, few);
        let (x, y, counts) = self.ends::<LANES, N, WHERE>(&block);
        for (lane, point) in points.iter().enumerate() {
            self.ends.counts[point.place] = counts[lane];
            if WHERE {
                self.ends.z[point.place] = Complex64::new(x[lane], y[lane]);
            }
        }
        let mut kept = first;
        for lane in lanes(on) {
            stragglers[kept] = block.point(lane, stragglers[first + lane].place);
            kept += 1;
        }
        stragglers.truncate(kept);
    }

    /// Goes on with a block until `few` of its points are left; returns a mask of those.
    #[inline(always)]
    fn advance<
        const LANES: usize,
        const N: usize,
        const TRAPPED: bool,
        const RETURNING: bool,
        const WHERE: bool,
    >(
        &self,
        block: &mut Block<M, LANES, N>,
        few: u64,
    ) -> u32 {
        if WHERE {
            block.leap::<TRAPPED>(self.kernel, few, self.cancellation)
        } else {
            block.advance::<TRAPPED, RETURNING>(self.kernel, few, self.cancellation)
        }
    }

    /// The z, if wanted, and the counts of a block's points.
    #[inline(always)]
    fn ends<const LANES: usize, const N: usize, const WHERE: bool>(
        &self,
        block: &Block<M, LANES, N>,
    ) -> ([f64; N], [f64; N], [u32; N]) {
        if WHERE {
            block.ends(self.kernel)
        } else {
            ([0.0; N], [0.0; N], block.counts(self.kernel.escape.max_iter()))
        }
    }
}

/// These numbers, filled up with NaN.
#[inline(always)]
pub(super) fn padded<const N: usize>(numbers: &[f64]) -> [f64; N] {
    array::from_fn(|k| numbers.get(k).copied().unwrap_or(f64::NAN))
}
