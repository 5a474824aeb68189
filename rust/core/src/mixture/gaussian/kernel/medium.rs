//! Components with correlated features in a moderate number of dimensions.

use super::whiten::{center, whiten};
use crate::compute::Lanes;
use crate::compute::{Aligned, LINE};
use crate::em::Batch;
use crate::em::Kernel;
use crate::em::Moments;
use crate::mixture::accumulate::{add, drain};
use crate::mixture::gaussian::density::Density;

/// Features of a square of second moments that is gathered side by side.
const SQUARE: usize = 4;

/// Lanes over samples; the sums keep a register for each moment until they are drained.
#[derive(Debug)]
pub struct Medium<'a> {
    density: &'a Density,
    /// Samples about a mean, by columns.
    centered: Aligned,
    /// Squared lengths in the one half, responsibilities in the other.
    squares: Aligned,
    /// For each component: the weight, d first moments, and the triangle of second moments, a line each.
    sums: Aligned,
}

impl<'a> Medium<'a> {
    /// For batches of at most this stride.
    pub fn new(density: &'a Density, stride: usize) -> Self {
        let d = density.n_features;
        let lines = density.n_components * (1 + d + density.covariance_type.second_length(d));
        Self {
            density,
            centered: Aligned::new(d * stride),
            squares: Aligned::new(stride),
            sums: Aligned::new(lines * LINE),
        }
    }
}

impl Kernel for Medium<'_> {
    #[inline(always)]
    fn log_densities<const L: usize>(&mut self, batch: &Batch, out: &mut [f64]) {
        for (j, row) in out.chunks_exact_mut(batch.stride).enumerate().take(self.density.n_components) {
            center(batch, self.density.mean(j), &mut self.centered);
            whiten::<L>(self.density.factor(j), &self.centered, batch, &mut self.squares);
            let constant = self.density.constants[j];
            for (slot, square) in row.iter_mut().zip(&self.squares[..batch.length]) {
                *slot = constant - square;
            }
        }
    }

    #[inline(always)]
    fn accumulate<const L: usize>(&mut self, batch: &Batch, _rows: &[f64], powers: &[f64], scales: &[f64]) {
        let d = self.density.n_features;
        let (lines, _) = self.sums.as_chunks_mut::<LINE>();
        let lines_each = lines.len() / self.density.n_components;
        for (j, lines) in lines.chunks_exact_mut(lines_each).enumerate() {
            let powers = powers[j * batch.stride..].iter().zip(scales);
            let responsibilities = &mut self.squares[..batch.length];
            responsibilities.iter_mut().zip(powers).for_each(|(slot, (power, scale))| *slot = power * scale);
            let (first, second) = lines.split_at_mut(1 + d);
            let weighed = Weighed { batch, responsibilities, mean: self.density.mean(j) };
            for top in (0..d).step_by(SQUARE) {
                match d - top {
                    1 => weighed.strip::<L, 1>(top, first, second),
                    2 => weighed.strip::<L, 2>(top, first, second),
                    3 => weighed.strip::<L, 3>(top, first, second),
                    _ => weighed.strip::<L, SQUARE>(top, first, second),
                }
            }
        }
    }

    #[inline(always)]
    fn drain<const L: usize>(&mut self, moments: &mut Moments) {
        drain::<L>(&mut self.sums, moments);
    }
}

/// A batch of samples as a component sees it.
struct Weighed<'a> {
    batch: &'a Batch,
    responsibilities: &'a [f64],
    mean: &'a [f64],
}

impl Weighed<'_> {
    /// Adds the `R` rows from `top` on of the triangle of second moments, and their first moments;
    /// with the first rows the responsibilities themselves.
    #[inline(always)]
    fn strip<const L: usize, const R: usize>(
        &self,
        top: usize,
        first: &mut [[f64; LINE]],
        second: &mut [[f64; LINE]],
    ) {
        for left in (0..top).step_by(SQUARE) {
            self.products::<L, R, SQUARE>(top, left, second);
        }
        self.products::<L, R, R>(top, top, second);
        let (responsibilities, _) = self.responsibilities.as_chunks::<L>();
        let vectors = responsibilities.len();
        let rows: [&[[f64; L]]; R] = std::array::from_fn(|r| &self.column(top + r)[..vectors]);
        let mut sums = [Lanes::splat(0.0); R];
        let mut weight = Lanes::splat(0.0);
        for (t, responsibility) in responsibilities.iter().enumerate() {
            weight += Lanes(*responsibility);
            for r in 0..R {
                let centered = Lanes(rows[r][t]) - Lanes::splat(self.mean[top + r]);
                sums[r] = centered.mul_add(Lanes(*responsibility), sums[r]);
            }
        }
        if top == 0 {
            add(&mut first[0], weight);
        }
        for r in 0..R {
            add(&mut first[1 + top + r], sums[r]);
        }
    }

    /// Adds a rectangle of the triangle; what is computed above the diagonal is discarded.
    ///
    /// It centers and weights the samples again: a value that goes straight from memory into several products is
    /// not kept in one register by the compiler.
    #[inline(always)]
    fn products<const L: usize, const R: usize, const C: usize>(
        &self,
        top: usize,
        left: usize,
        lines: &mut [[f64; LINE]],
    ) {
        let (responsibilities, _) = self.responsibilities.as_chunks::<L>();
        let vectors = responsibilities.len();
        let rows: [&[[f64; L]]; R] = std::array::from_fn(|r| &self.column(top + r)[..vectors]);
        let columns: [&[[f64; L]]; C] = std::array::from_fn(|c| &self.column(left + c)[..vectors]);
        let mut sums = [[Lanes::splat(0.0); C]; R];
        for (t, responsibility) in responsibilities.iter().enumerate() {
            let mut centered = [Lanes::splat(0.0); C];
            for c in 0..C {
                centered[c] = Lanes(columns[c][t]) - Lanes::splat(self.mean[left + c]);
            }
            for r in 0..R {
                let weighted =
                    (Lanes(rows[r][t]) - Lanes::splat(self.mean[top + r])) * Lanes(*responsibility);
                for c in 0..C {
                    sums[r][c] = weighted.mul_add(centered[c], sums[r][c]);
                }
            }
        }
        for r in 0..R {
            let start = (top + r) * (top + r + 1) / 2;
            for c in 0..C {
                if left + c <= top + r {
                    add(&mut lines[start + left + c], sums[r][c]);
                }
            }
        }
    }

    #[inline(always)]
    fn column<const L: usize>(&self, feature: usize) -> &[[f64; L]] {
        let column = &self.batch.columns[feature * self.batch.stride..][..self.responsibilities.len()];
        column.as_chunks::<L>().0
    }
}
