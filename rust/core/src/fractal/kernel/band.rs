//! Some rows of a picture, computed by one thread.
//!
//! Neighbours have like counts, so they are iterated together, in blocks. But near a Julia set one point of a block
//! may go on ten times longer than the others: when only a few are left they are set aside, and go on when there
//! are enough of them for a block of their own.

use std::array;

use crate::fractal::Julia;
use crate::fractal::kernel::block::{Block, Point, lanes};
use crate::{Cancellation, Vectorized};

/// Rows of a band.
pub(crate) const BAND: usize = 16;

/// Rows of a block; it is one register wide.
const ROWS: usize = 4;

/// Up to [`BAND`] rows of a picture.
pub(crate) struct Band<'a> {
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
        match LANES {
            8 => self.choose::<8, 32>(),
            4 => self.choose::<4, 16>(),
            _ => self.choose::<2, 8>(),
        }
    }
}

impl Band<'_> {
    /// Compiles the kernel once without what few iterations need.
    #[inline(always)]
    fn choose<const LANES: usize, const N: usize>(self) {
        match (self.julia.trap(), self.julia.returns()) {
            (None, false) => self.fill::<LANES, N, false, false>(),
            (Some(_), false) => self.fill::<LANES, N, true, false>(),
            (_, true) => self.fill::<LANES, N, true, true>(),
        }
    }

    #[inline(always)]
    fn fill<const LANES: usize, const N: usize, const TRAPPED: bool, const RETURNING: bool>(mut self) {
        let few = N as u64 / 4;
        let xs: Vec<[f64; LANES]> = self.xs.chunks(LANES).map(padded).collect();
        let mut stragglers = Vec::with_capacity(2 * N);
        for (top, ys) in self.ys.chunks(ROWS).enumerate() {
            let ys: [f64; ROWS] = padded(ys);
            for (left, xs) in xs.iter().enumerate() {
                if self.cancellation.is_cancelled() {
                    return;
                }
                let block =
                    Block::fresh(array::from_fn(|k| xs[k % LANES]), array::from_fn(|k| ys[k / LANES]));
                self.begin::<LANES, N, TRAPPED, RETURNING>(
                    block,
                    top * ROWS,
                    left * LANES,
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

    /// Iterates the block whose upper left is here until `few` of its points are left.
    #[inline(always)]
    fn begin<const LANES: usize, const N: usize, const TRAPPED: bool, const RETURNING: bool>(
        &mut self,
        mut block: Block<LANES, N>,
        top: usize,
        left: usize,
        few: u64,
        stragglers: &mut Vec<Point>,
    ) {
        let width = self.xs.len();
        block.skip(self.julia, self.untested);
        let on = block.advance::<TRAPPED, RETURNING>(self.julia, few, self.cancellation);
        // The counts of those that are left will be written again.
        let counts = block.counts(self.julia.max_iter());
        let rows = self.counts[top * width..].chunks_exact_mut(width).zip(counts.as_chunks::<LANES>().0);
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
        let mut block = Block::<LANES, N>::resumed(points);
        let on = block.advance::<TRAPPED, RETURNING>(self.julia, few, self.cancellation);
        for (point, count) in points.iter().zip(block.counts(self.julia.max_iter())) {
            self.counts[point.place] = count;
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
fn padded<const N: usize>(numbers: &[f64]) -> [f64; N] {
    array::from_fn(|k| numbers.get(k).copied().unwrap_or(f64::NAN))
}
