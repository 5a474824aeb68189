//! Components whose features do not correlate, in any number of dimensions.

use crate::compute::Lanes;
use crate::compute::{Aligned, LINE};
use crate::em::Batch;
use crate::em::Kernel;
use crate::em::Moments;
use crate::mixture::accumulate::{add, drain};
use crate::mixture::gaussian::density::Density;

/// Registers of samples that are whitened side by side.
const SAMPLES: usize = 2;

/// Features whose moments are gathered side by side.
const FEATURES: usize = 4;

/// Lanes over samples; the sums keep a register for each moment until they are drained.
#[derive(Debug)]
pub struct Diagonal<'a> {
    density: &'a Density,
    responsibilities: Aligned,
    /// For each component: the weight, then d first and d second moments, a line each.
    sums: Aligned,
}

impl<'a> Diagonal<'a> {
    /// For batches of at most this stride.
    pub fn new(density: &'a Density, stride: usize) -> Self {
        let lines = density.n_components * (1 + 2 * density.n_features);
        Self { density, responsibilities: Aligned::new(stride), sums: Aligned::new(lines * LINE) }
    }
}

impl Kernel for Diagonal<'_> {
    #[inline(always)]
    fn log_densities<const L: usize>(&mut self, batch: &Batch, out: &mut [f64]) {
        let step = batch.stride / L;
        let (columns, _) = batch.columns.as_chunks::<L>();
        let vectors = batch.length / L;
        for (j, row) in out.chunks_exact_mut(batch.stride).enumerate().take(self.density.n_components) {
            let (row, _) = row.as_chunks_mut::<L>();
            let constant = Lanes::splat(self.density.constants[j]);
            let (mean, factor) = (self.density.mean(j), self.density.factor(j));
            for (group, slots) in row[..vectors].chunks_exact_mut(SAMPLES).enumerate() {
                let mut squares = [Lanes::splat(0.0); SAMPLES];
                for (c, (&mean, &factor)) in mean.iter().zip(factor).enumerate() {
                    let values = &columns[c * step + group * SAMPLES..][..SAMPLES];
                    for (square, value) in squares.iter_mut().zip(values) {
                        let z = (Lanes(*value) - Lanes::splat(mean)) * Lanes::splat(factor);
                        *square = z.mul_add(z, *square);
                    }
                }
                for (slot, square) in slots.iter_mut().zip(squares) {
                    *slot = (constant - square).0;
                }
            }
        }
    }

    #[inline(always)]
    fn accumulate<const L: usize>(&mut self, batch: &Batch, _rows: &[f64], powers: &[f64], scales: &[f64]) {
        let d = self.density.n_features;
        let (columns, _) = batch.columns.as_chunks::<L>();
        let step = batch.stride / L;
        let vectors = batch.length / L;
        let (scales, _) = scales.as_chunks::<L>();
        let (responsibilities, _) = self.responsibilities.as_chunks_mut::<L>();
        let responsibilities = &mut responsibilities[..vectors];
        let lines = self.sums.chunks_exact_mut(LINE * (1 + 2 * d));
        for (j, (lines, powers)) in lines.zip(powers.chunks_exact(batch.stride)).enumerate() {
            let (powers, _) = powers.as_chunks::<L>();
            let mut weight = Lanes::splat(0.0);
            for ((slot, power), scale) in responsibilities.iter_mut().zip(powers).zip(scales) {
                let responsibility = Lanes(*power) * Lanes(*scale);
                weight += responsibility;
                *slot = responsibility.0;
            }
            let (lines, _) = lines.as_chunks_mut::<LINE>();
            let (head, moments) = lines.split_at_mut(1);
            add(&mut head[0], weight);
            let (first, second) = moments.split_at_mut(d);
            let mean = self.density.mean(j);
            let blocks =
                first.chunks_mut(FEATURES).zip(second.chunks_mut(FEATURES)).zip(mean.chunks(FEATURES));
            for (block, ((first, second), mean)) in blocks.enumerate() {
                let columns = &columns[block * FEATURES * step..];
                if mean.len() == FEATURES {
                    gather::<L, FEATURES>(responsibilities, columns, step, mean, first, second);
                } else {
                    for c in 0..mean.len() {
                        let single = c..c + 1;
                        let (first, second) = (&mut first[single.clone()], &mut second[single.clone()]);
                        gather::<L, 1>(
                            responsibilities,
                            &columns[c * step..],
                            step,
                            &mean[single],
                            first,
                            second,
                        );
                    }
                }
            }
        }
    }

    #[inline(always)]
    fn drain<const L: usize>(&mut self, moments: &mut Moments) {
        drain::<L>(&mut self.sums, moments);
    }
}

/// First and second moments of `F` features about their means.
#[inline(always)]
fn gather<const L: usize, const F: usize>(
    responsibilities: &[[f64; L]],
    columns: &[[f64; L]],
    step: usize,
    mean: &[f64],
    first: &mut [[f64; LINE]],
    second: &mut [[f64; LINE]],
) {
    let means: [Lanes<L>; F] = std::array::from_fn(|c| Lanes::splat(mean[c]));
    let columns: [&[[f64; L]]; F] = std::array::from_fn(|c| &columns[c * step..][..responsibilities.len()]);
    let (mut ones, mut twos) = ([Lanes::splat(0.0); F], [Lanes::splat(0.0); F]);
    for (t, responsibility) in responsibilities.iter().enumerate() {
        for c in 0..F {
            let centered = Lanes(columns[c][t]) - means[c];
            let weighted = Lanes(*responsibility) * centered;
            ones[c] += weighted;
            twos[c] = weighted.mul_add(centered, twos[c]);
        }
    }
    for c in 0..F {
        add(&mut first[c], ones[c]);
        add(&mut second[c], twos[c]);
    }
}
