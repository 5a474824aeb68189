//! Components with correlated features in many dimensions.

use super::whiten::{center, whiten};
use crate::compute::Lanes;
use crate::compute::{Aligned, LINE};
use crate::em::Batch;
use crate::em::Kernel;
use crate::em::Moments;
use crate::mixture::gaussian::density::Density;

/// Lanes over samples for the densities, over features for the moments.
///
/// Samples to which a component does not contribute at all are left out of its moments.
#[derive(Debug)]
pub struct Large<'a> {
    density: &'a Density,
    /// Samples about a mean, by columns, for the densities.
    columns: Aligned,
    squares: Aligned,
    /// Features, rounded up to whole registers.
    width: usize,
    /// Samples about a mean, by rows of `width`, for the moments.
    rows: Aligned,
    /// The same times their responsibilities.
    weighted: Aligned,
    /// k sums of responsibilities.
    weight_sums: Vec<f64>,
    /// k rows of `width`.
    first: Aligned,
    /// k squares of `width`, of which the lower triangle counts; empty before the first sample.
    second: Aligned,
}

impl<'a> Large<'a> {
    /// For batches of at most this stride.
    pub fn new(density: &'a Density, stride: usize) -> Self {
        let (k, d) = (density.n_components, density.n_features);
        let width = d.next_multiple_of(LINE);
        Self {
            density,
            columns: Aligned::new(d * stride),
            squares: Aligned::new(stride),
            width,
            rows: Aligned::new(width * stride),
            weighted: Aligned::new(width * stride),
            weight_sums: vec![0.0; k],
            first: Aligned::new(k * width),
            second: Aligned::new(0),
        }
    }
}

impl Kernel for Large<'_> {
    #[inline(always)]
    fn log_densities<const L: usize>(&mut self, batch: &Batch, out: &mut [f64]) {
        for (j, row) in out.chunks_exact_mut(batch.stride).enumerate().take(self.density.n_components) {
            center(batch, self.density.mean(j), &mut self.columns);
            whiten::<L>(self.density.factor(j), &self.columns, batch, &mut self.squares);
            let constant = self.density.constants[j];
            let slots = row.iter_mut().zip(&self.squares[..batch.length]);
            slots.for_each(|(slot, square)| *slot = constant - square);
        }
    }

    #[inline(always)]
    fn accumulate<const L: usize>(&mut self, batch: &Batch, rows: &[f64], powers: &[f64], scales: &[f64]) {
        let (k, width) = (self.density.n_components, self.width);
        if self.second.is_empty() {
            self.second = Aligned::new(k * width * width);
        }
        for (j, powers) in powers.chunks_exact(batch.stride).enumerate().take(k) {
            let count = self.weigh(j, rows, powers, scales);
            let weighted = &self.weighted[..count * width];
            let first = &mut self.first[j * width..][..width];
            for row in weighted.chunks_exact(width) {
                first.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
            }
            let second = &mut self.second[j * width * width..][..width * width];
            products::<L>(weighted, &self.rows[..count * width], width, second);
        }
    }

    fn drain<const L: usize>(&mut self, moments: &mut Moments) {
        let (d, width) = (self.density.n_features, self.width);
        moments.weight_sums.copy_from_slice(&self.weight_sums);
        for (slots, sums) in moments.first.chunks_exact_mut(d).zip(self.first.chunks_exact(width)) {
            slots.copy_from_slice(&sums[..d]);
        }
        if self.second.is_empty() {
            moments.second.fill(0.0);
        }
        let mut slots = moments.second.iter_mut();
        for square in self.second.chunks_exact(width * width) {
            for (row, sums) in square.chunks_exact(width).enumerate().take(d) {
                slots.by_ref().zip(&sums[..=row]).for_each(|(slot, sum)| *slot = *sum);
            }
        }
        self.weight_sums.fill(0.0);
        self.first.fill(0.0);
        self.second.fill(0.0);
    }
}

impl Large<'_> {
    /// Fills the rows with the samples that component `j` is responsible for, and returns their number.
    #[inline(always)]
    fn weigh(&mut self, j: usize, rows: &[f64], powers: &[f64], scales: &[f64]) -> usize {
        let (d, width) = (self.density.n_features, self.width);
        let mean = self.density.mean(j);
        let mut count = 0;
        for ((row, power), scale) in rows.chunks_exact(d).zip(powers).zip(scales) {
            let responsibility = power * scale;
            if responsibility != 0.0 {
                let centered = &mut self.rows[count * width..][..d];
                let weighted = &mut self.weighted[count * width..][..d];
                for (((centered, weighted), value), mean) in
                    centered.iter_mut().zip(weighted).zip(row).zip(mean)
                {
                    *centered = value - mean;
                    *weighted = responsibility * *centered;
                }
                self.weight_sums[j] += responsibility;
                count += 1;
            }
        }
        count
    }
}

/// Adds the products of all pairs of features, summed over the samples, to the lower triangle of `sums`.
#[inline(always)]
fn products<const L: usize>(weighted: &[f64], rows: &[f64], width: usize, sums: &mut [f64]) {
    const R: usize = 4;
    // Sixteen accumulators leave room for the operands in thirty-two registers, twelve in sixteen; of more the
    // compiler loses track.
    let widest = if L == 8 { 4 } else { 3 };
    for top in (0..width).step_by(R) {
        let vectors = (top + R).div_ceil(L);
        for left in (0..vectors).step_by(widest) {
            match (vectors - left).min(widest) {
                1 => rectangle::<L, R, 1>(weighted, rows, width, top, left, sums),
                2 => rectangle::<L, R, 2>(weighted, rows, width, top, left, sums),
                3 => rectangle::<L, R, 3>(weighted, rows, width, top, left, sums),
                _ => rectangle::<L, R, 4>(weighted, rows, width, top, left, sums),
            }
        }
    }
}

/// `R` features by `C` registers of features, kept in registers while the samples pass by.
#[inline(always)]
fn rectangle<const L: usize, const R: usize, const C: usize>(
    weighted: &[f64],
    rows: &[f64],
    width: usize,
    top: usize,
    left: usize,
    sums: &mut [f64],
) {
    let mut products = [[Lanes::<L>::splat(0.0); C]; R];
    for (weighted, row) in weighted.chunks_exact(width).zip(rows.chunks_exact(width)) {
        let factors = &weighted[top..top + R];
        let values = &row.as_chunks::<L>().0[left..left + C];
        let values: [Lanes<L>; C] = std::array::from_fn(|c| Lanes(values[c]));
        for r in 0..R {
            for c in 0..C {
                products[r][c] = Lanes::splat(factors[r]).mul_add(values[c], products[r][c]);
            }
        }
    }
    for r in 0..R {
        let (row, _) = sums[(top + r) * width..].as_chunks_mut::<L>();
        for c in 0..C {
            row[left + c] = (Lanes(row[left + c]) + products[r][c]).0;
        }
    }
}
