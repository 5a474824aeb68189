//! Components in few dimensions: everything about a sample and a component fits in registers.

use crate::compute::Lanes;
use crate::compute::{Aligned, LINE};
use crate::em::Batch;
use crate::em::Kernel;
use crate::em::Moments;
use crate::mixture::accumulate::{add, drain};
use crate::mixture::gaussian::density::Density;

/// Registers of samples that are evaluated side by side.
const SAMPLES: usize = 2;

/// Lanes over samples, for `D` features that correlate if `FULL`.
#[derive(Debug)]
pub struct Small<const D: usize, const FULL: bool> {
    components: Vec<Component<D>>,
    /// For each component: the weight, then first and second moments, a line each.
    sums: Aligned,
}

/// The values that a log density needs; the factor is lower triangular.
#[derive(Debug)]
struct Component<const D: usize> {
    constant: f64,
    mean: [f64; D],
    factor: [[f64; D]; D],
}

impl<const D: usize> Component<D> {
    fn new(density: &Density, j: usize) -> Self {
        let (mean, factor) = (density.mean(j), density.factor(j));
        let entry = |row: usize, column: usize| {
            if density.covariance_type.has_matrices() {
                if column <= row { factor[row * (row + 1) / 2 + column] } else { 0.0 }
            } else {
                if column == row { factor[row] } else { 0.0 }
            }
        };
        Self {
            constant: density.constants[j],
            mean: std::array::from_fn(|c| mean[c]),
            factor: std::array::from_fn(|row| std::array::from_fn(|column| entry(row, column))),
        }
    }
}

impl<const D: usize, const FULL: bool> Small<D, FULL> {
    /// For components in `D` dimensions.
    pub fn new(density: &Density) -> Self {
        let components = (0..density.n_components).map(|j| Component::new(density, j)).collect();
        let lines = density.n_components * (1 + D + density.covariance_type.second_length(D));
        Self { components, sums: Aligned::new(lines * LINE) }
    }
}

impl<const D: usize, const FULL: bool> Kernel for Small<D, FULL> {
    #[inline(always)]
    fn log_densities<const L: usize>(&mut self, batch: &Batch, out: &mut [f64]) {
        let step = batch.stride / L;
        let (columns, _) = batch.columns.as_chunks::<L>();
        let (out, _) = out.as_chunks_mut::<L>();
        for start in (0..batch.length / L).step_by(SAMPLES) {
            let mut samples = [[Lanes::splat(0.0); D]; SAMPLES];
            for s in 0..SAMPLES {
                for c in 0..D {
                    samples[s][c] = Lanes(columns[c * step + start + s]);
                }
            }
            for (component, row) in self.components.iter().zip(out.chunks_exact_mut(step)) {
                let slots = &mut row[start..start + SAMPLES];
                for s in 0..SAMPLES {
                    slots[s] = log_density::<L, D, FULL>(component, &samples[s]).0;
                }
            }
        }
    }

    #[inline(always)]
    fn accumulate<const L: usize>(&mut self, batch: &Batch, _rows: &[f64], powers: &[f64], scales: &[f64]) {
        let (step, vectors) = (batch.stride / L, batch.length / L);
        let (columns, _) = batch.columns.as_chunks::<L>();
        let (powers, _) = powers.as_chunks::<L>();
        let (scales, _) = scales.as_chunks::<L>();
        let scales = &scales[..vectors];
        let (lines, _) = self.sums.as_chunks_mut::<LINE>();
        let each = lines.len() / self.components.len();
        let columns: [&[[f64; L]]; D] = std::array::from_fn(|c| &columns[c * step..][..vectors]);
        let components =
            self.components.iter().zip(powers.chunks_exact(step)).zip(lines.chunks_exact_mut(each));
        for ((component, powers), lines) in components {
            let powers = &powers[..vectors];
            let mut weight = Lanes::splat(0.0);
            let mut first = [Lanes::splat(0.0); D];
            let mut second = [[Lanes::splat(0.0); D]; D];
            for t in 0..vectors {
                let responsibility = Lanes(powers[t]) * Lanes(scales[t]);
                let mut centered = [Lanes::splat(0.0); D];
                weight += responsibility;
                for a in 0..D {
                    centered[a] = Lanes(columns[a][t]) - Lanes::splat(component.mean[a]);
                    let weighted = centered[a] * responsibility;
                    first[a] += weighted;
                    for b in if FULL { 0..a + 1 } else { a..a + 1 } {
                        second[a][b] = weighted.mul_add(centered[b], second[a][b]);
                    }
                }
            }
            let (head, lines) = lines.split_at_mut(1);
            add(&mut head[0], weight);
            let (first_lines, second_lines) = lines.split_at_mut(D);
            for a in 0..D {
                add(&mut first_lines[a], first[a]);
                if FULL {
                    for b in 0..=a {
                        add(&mut second_lines[a * (a + 1) / 2 + b], second[a][b]);
                    }
                } else {
                    add(&mut second_lines[a], second[a][a]);
                }
            }
        }
    }

    #[inline(always)]
    fn drain<const L: usize>(&mut self, moments: &mut Moments) {
        drain::<L>(&mut self.sums, moments);
    }
}

#[inline(always)]
fn log_density<const L: usize, const D: usize, const FULL: bool>(
    component: &Component<D>,
    sample: &[Lanes<L>; D],
) -> Lanes<L> {
    let mut centered = [Lanes::splat(0.0); D];
    let mut square = Lanes::splat(0.0);
    for a in 0..D {
        centered[a] = sample[a] - Lanes::splat(component.mean[a]);
        let mut z = centered[a] * Lanes::splat(component.factor[a][a]);
        for b in if FULL { 0..a } else { 0..0 } {
            z = centered[b].mul_add(Lanes::splat(component.factor[a][b]), z);
        }
        square = z.mul_add(z, square);
    }
    Lanes::splat(component.constant) - square
}
