//! Squared Mahalanobis lengths of many samples at once.

use crate::compute::Lanes;
use crate::em::Batch;

/// Subtracts `mean` from the samples of a batch, by columns.
#[inline(always)]
pub fn center(batch: &Batch, mean: &[f64], centered: &mut [f64]) {
    let columns = batch.columns.chunks_exact(batch.stride).zip(centered.chunks_exact_mut(batch.stride));
    for ((column, centered), mean) in columns.zip(mean) {
        let slots = centered[..batch.length].iter_mut().zip(column);
        slots.for_each(|(slot, value)| *slot = value - mean);
    }
}

/// |A x|² of the centered samples for a lower triangular A, packed by rows.
#[inline(always)]
pub fn whiten<const L: usize>(factor: &[f64], centered: &[f64], batch: &Batch, squares: &mut [f64]) {
    // Sixteen registers of accumulators leave room for the operands in thirty-two, eight in sixteen.
    if L == 8 {
        groups::<L, 4>(factor, centered, batch, squares);
    } else {
        groups::<L, 2>(factor, centered, batch, squares);
    }
}

#[inline(always)]
fn groups<const L: usize, const N: usize>(
    factor: &[f64],
    centered: &[f64],
    batch: &Batch,
    squares: &mut [f64],
) {
    let (centered, _) = centered.as_chunks::<L>();
    let (squares, _) = squares.as_chunks_mut::<L>();
    let step = batch.stride / L;
    let d = centered.len() / step;
    for start in (0..batch.length / L).step_by(N) {
        let start = start.min(batch.capacity() / L - N);
        let samples = &centered[start..];
        let mut sums = [Lanes::splat(0.0); N];
        for top in (0..d).step_by(4) {
            match d - top {
                1 => rows::<L, N, 1>(factor, top, samples, step, &mut sums),
                2 => rows::<L, N, 2>(factor, top, samples, step, &mut sums),
                3 => rows::<L, N, 3>(factor, top, samples, step, &mut sums),
                _ => rows::<L, N, 4>(factor, top, samples, step, &mut sums),
            }
        }
        for (slot, sum) in squares[start..start + N].iter_mut().zip(sums) {
            *slot = sum.0;
        }
    }
}

/// Adds the squares of `R` rows of A x, from row `top` on.
#[inline(always)]
fn rows<const L: usize, const N: usize, const R: usize>(
    factor: &[f64],
    top: usize,
    samples: &[[f64; L]],
    step: usize,
    sums: &mut [Lanes<L>; N],
) {
    let factors: [&[f64]; R] = std::array::from_fn(|r| {
        let row = top + r;
        &factor[row * (row + 1) / 2..][..=row]
    });
    let square: [&[f64]; R] = std::array::from_fn(|r| &factors[r][..top]);
    let mut products = [[Lanes::splat(0.0); N]; R];
    for c in 0..top {
        let values: [Lanes<L>; N] = std::array::from_fn(|n| Lanes(samples[c * step..][..N][n]));
        for r in 0..R {
            for n in 0..N {
                products[r][n] = Lanes::splat(square[r][c]).mul_add(values[n], products[r][n]);
            }
        }
    }
    for c in 0..R {
        let values: [Lanes<L>; N] = std::array::from_fn(|n| Lanes(samples[(top + c) * step..][..N][n]));
        for r in c..R {
            for n in 0..N {
                products[r][n] = Lanes::splat(factors[r][top + c]).mul_add(values[n], products[r][n]);
            }
        }
    }
    for r in 0..R {
        for n in 0..N {
            sums[n] = products[r][n].mul_add(products[r][n], sums[n]);
        }
    }
}
