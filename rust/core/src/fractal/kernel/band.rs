//! Some rows of a picture, computed by one thread.
//!
//! Neighbours have like counts, so they are iterated together, in blocks. But near a Julia set one point of a block
//! may go on ten times longer than the others: when only a few are left they are set aside, and go on when there
//! are enough of them for a block of their own.

use std::array;

use crate::fractal::kernel::block::{Block, Point, lanes};
use crate::fractal::kernel::{Float64, Map};
use crate::{Cancellation, Vectorized};

/// Rows of a band.
pub const BAND: usize = 16;

/// Rows of a block; it is one register wide.
pub(super) const ROWS: usize = 4;

/// Some rows of a picture and where their counts go.
pub(super) struct Rows<'a> {
    /// Real parts of the columns.
    pub xs: &'a [f64],
    /// Imaginary parts of the rows.
    pub ys: &'a [f64],
    /// Row-major, `xs.len()` for each of `ys`.
    pub counts: &'a mut [u32],
    /// Counts up to this one need not be told apart: they may all come as this one.
    pub untested: u32,
}

/// Up to [`BAND`] rows of a picture, about to be iterated.
pub(super) struct Band<'a, M> {
    pub kernel: &'a Float64<'a, M>,
    pub rows: Rows<'a>,
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
    fn choose<const LANES: usize, const N: usize>(mut self) {
        let Float64 { map, escape, trap, .. } = self.kernel;
        let suffices = map.suffices(escape.bailout(), self.rows.xs, self.rows.ys);
        // Where escaped orbits stay outside, the next test finds them all.
        self.rows.untested = if suffices { self.rows.untested.min(escape.max_iter() - 1) } else { 0 };
        match (trap, suffices) {
            (None, true) => self.fill::<LANES, N, false, false>(),
            (Some(_), true) => self.fill::<LANES, N, true, false>(),
            (_, false) => self.fill::<LANES, N, true, true>(),
        }
    }

    #[inline(always)]
    fn fill<const LANES: usize, const N: usize, const TRAPPED: bool, const RETURNING: bool>(mut self) {
        let few = N as u64 / 4;
        let xs: Vec<[f64; LANES]> = self.rows.xs.chunks(LANES).map(padded).collect();
        let mut stragglers = Vec::with_capacity(2 * N);
        for (top, ys) in self.rows.ys.chunks(ROWS).enumerate() {
            let ys: [f64; ROWS] = padded(ys);
            for (left, xs) in xs.iter().enumerate() {
                if self.cancellation.is_cancelled() {
                    return;
                }
                let samples = (array::from_fn(|k| xs[k % LANES]), array::from_fn(|k| ys[k / LANES]));
                self.begin::<LANES, N, TRAPPED, RETURNING>(
                    samples,
                    (top * ROWS, left * LANES),
                    few,
                    &mut stragglers,
                );
                if stragglers.len() >= N {
                    self.go_on::<LANES, N, TRAPPED, RETURNING>(few, &mut stragglers);
                }
            }
        }
        while !stragglers.is_empty() && !self.cancellation.is_cancelled() {
            self.go_on::<LANES, N, TRAPPED, RETURNING>(0, &mut stragglers);
        }
    }

    /// Iterates the block of these samples, whose upper left is here, until `few` of its points are left.
    #[inline(always)]
    fn begin<const LANES: usize, const N: usize, const TRAPPED: bool, const RETURNING: bool>(
        &mut self,
        (xs, ys): ([f64; N], [f64; N]),
        (top, left): (usize, usize),
        few: u64,
        stragglers: &mut Vec<Point>,
    ) {
        let width = self.rows.xs.len();
        let mut block = Block::<M, LANES, N>::fresh(&self.kernel.map, &xs, &ys);
        block.skip(self.rows.untested);
        block.settle(self.kernel, &xs, &ys);
        let on = block.advance::<TRAPPED, RETURNING>(self.kernel, few, self.cancellation);
        // The counts of those that are left will be written again.
        let counts = block.counts(self.kernel.escape.max_iter());
        let rows = self.rows.counts[top * width..].chunks_exact_mut(width).zip(counts.as_chunks::<LANES>().0);
        if left + LANES <= width {
            for (row, values) in rows {
                row[left..left + LANES].copy_from_slice(values);
            }
        } else {
            for (row, values) in rows {
                row[left..].copy_from_slice(&values[..width - left]);
            }
        }
        for lane in lanes(on) {
            stragglers.push(block.point(lane, (top + lane / LANES) * width + left + lane % LANES));
        }
    }

    /// Iterates a block of stragglers until `few` of them are left.
    #[inline(always)]
    fn go_on<const LANES: usize, const N: usize, const TRAPPED: bool, const RETURNING: bool>(
        &mut self,
        few: u64,
        stragglers: &mut Vec<Point>,
    ) {
        let first = stragglers.len().saturating_sub(N);
        let points = &mut stragglers[first..];
        let Rows { xs, ys, .. } = self.rows;
        let sample = |place| (xs[place % xs.len()], ys[place / xs.len()]);
        let mut block = Block::<M, LANES, N>::resumed(&self.kernel.map, points, sample);
        let on = block.advance::<TRAPPED, RETURNING>(self.kernel, few, self.cancellation);
        for (point, count) in points.iter().zip(block.counts(self.kernel.escape.max_iter())) {
            self.rows.counts[point.place] = count;
        }
        let mut kept = first;
        for lane in lanes(on) {
            stragglers[kept] = block.point(lane, stragglers[first + lane].place);
            kept += 1;
        }
        stragglers.truncate(kept);
    }
}

/// These numbers, filled up with NaN.
#[inline(always)]
pub(super) fn padded<const N: usize>(numbers: &[f64]) -> [f64; N] {
    array::from_fn(|k| numbers.get(k).copied().unwrap_or(f64::NAN))
}
