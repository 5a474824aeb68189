//! Some rows of a picture, computed by one thread.
//!
//! Neighbours have like counts, so they are iterated together, in blocks. But near a Julia set one point of a block
//! may go on ten times longer than the others: when only a few are left they are set aside, and go on when there
//! are enough of them for a block of their own.

use crate::escape_time::Julia;
use crate::escape_time::block::{Block, Point};
use crate::{Cancellation, Vectorized};

/// Rows of a band.
pub(crate) const BAND: usize = 16;

/// Rows of a block; it is one register wide.
const ROWS: usize = 4;

/// Up to [`BAND`] rows of a picture.
pub(super) struct Band<'a> {
    pub julia: &'a Julia,
    pub xs: &'a [f64],
    pub ys: &'a [f64],
    /// Row-major, `xs.len()` for each of `ys`.
    pub counts: &'a mut [u32],
    /// The number of first steps whose escapes need not be told apart: they all count as this number.
    pub untested: u32,
    pub cancellation: &'a Cancellation,
}

impl Vectorized for Band<'_> {
    type Output = ();

    #[inline(always)]
    fn run<const LANES: usize>(self) {
        // A block has ROWS registers; an expression of const parameters cannot be an array's length yet.
        match (LANES, self.julia.trap().is_some()) {
            (8, false) => self.fill::<8, 32, false>(),
            (8, true) => self.fill::<8, 32, true>(),
            (4, false) => self.fill::<4, 16, false>(),
            (4, true) => self.fill::<4, 16, true>(),
            (_, false) => self.fill::<2, 8, false>(),
            (_, true) => self.fill::<2, 8, true>(),
        }
    }
}

impl Band<'_> {
    #[inline(always)]
    fn fill<const LANES: usize, const N: usize, const TRAPPED: bool>(mut self) {
        let few = N as u64 / 4;
        let mut stragglers = Vec::with_capacity(2 * N);
        for top in (0..self.ys.len()).step_by(ROWS) {
            for left in (0..self.xs.len()).step_by(LANES) {
                if self.cancellation.is_cancelled() {
                    return;
                }
                self.begin::<LANES, N, TRAPPED>(top, left, few, &mut stragglers);
                if stragglers.len() >= N {
                    self.go_on::<LANES, N, TRAPPED>(few, &mut stragglers);
                }
            }
        }
        while !stragglers.is_empty() && !self.cancellation.is_cancelled() {
            self.go_on::<LANES, N, TRAPPED>(0, &mut stragglers);
        }
    }

    /// Iterates the block whose upper left is here until `few` of its points are left.
    #[inline(always)]
    fn begin<const LANES: usize, const N: usize, const TRAPPED: bool>(
        &mut self,
        top: usize,
        left: usize,
        few: u64,
        stragglers: &mut Vec<Point>,
    ) {
        let width = self.xs.len();
        let place = |k: usize| (top + k / LANES) * width + left + k % LANES;
        let right = width.min(left + LANES);
        let bottom = self.ys.len().min(top + ROWS);
        let xs: [f64; LANES] = std::array::from_fn(|column| self.xs[(left + column).min(width - 1)]);
        let ys: [f64; ROWS] = std::array::from_fn(|row| self.ys[(top + row).min(bottom - 1)]);
        let mut block = Block::<LANES, N>::fresh(
            std::array::from_fn(|k| xs[k % LANES]),
            std::array::from_fn(|k| ys[k / LANES]),
            bottom - top,
            right - left,
        );
        block.skip(self.julia, self.untested);
        block.advance::<TRAPPED>(self.julia, few, self.cancellation);
        // The counts of those that are left will be written again.
        let counts = block.counts(self.julia.max_iter());
        for (row, values) in self.counts.chunks_exact_mut(width).skip(top).zip(counts.as_chunks::<LANES>().0)
        {
            match row[left..].first_chunk_mut::<LANES>() {
                Some(whole) => *whole = *values,
                None => row[left..].copy_from_slice(&values[..right - left]),
            }
        }
        for lane in block.left(self.julia.max_iter()) {
            stragglers.push(block.point(lane, place(lane)));
        }
    }

    /// Iterates a block of stragglers until `few` of them are left.
    #[inline(always)]
    fn go_on<const LANES: usize, const N: usize, const TRAPPED: bool>(
        &mut self,
        few: u64,
        stragglers: &mut Vec<Point>,
    ) {
        let first = stragglers.len().saturating_sub(N);
        let points = &mut stragglers[first..];
        let mut block = Block::<LANES, N>::resumed(points);
        block.advance::<TRAPPED>(self.julia, few, self.cancellation);
        for (point, count) in points.iter().zip(block.counts(self.julia.max_iter())) {
            self.counts[point.place] = count;
        }
        let mut kept = first;
        for lane in block.left(self.julia.max_iter()) {
            stragglers[kept] = block.point(lane, stragglers[first + lane].place);
            kept += 1;
        }
        stragglers.truncate(kept);
    }
}
