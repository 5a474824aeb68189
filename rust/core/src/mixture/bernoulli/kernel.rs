//! The two halves of a fused pass over rows of successes and failures.

use super::density::Density;
use crate::compute::{Aligned, LINE, Lanes};
use crate::em::{Batch, Emission, Kernel, Moments, Task};
use crate::mixture::accumulate::{add, drain};

/// Registers of samples that are evaluated side by side.
const SAMPLES: usize = 2;

/// Lanes over samples; the sums keep a register each until they are drained.
#[derive(Debug)]
struct Bits<'a> {
    density: &'a Density,
    responsibilities: Aligned,
    /// For each component: the weight, then d sums of successes, a line each.
    sums: Aligned,
}

impl Emission for Density {
    fn n_components(&self) -> usize {
        self.n_components
    }

    fn n_features(&self) -> usize {
        self.n_features
    }

    fn offset(&self) -> f64 {
        self.offset
    }

    fn moments(&self) -> Moments {
        Moments::zeros(self.n_components, self.n_features, 0)
    }

    fn with_kernel<'a, T: Task<'a>>(&'a self, task: T) -> T::Output {
        let lines = self.n_components * (1 + self.n_features);
        task.run(move |stride| Bits {
            density: self,
            responsibilities: Aligned::new(stride),
            sums: Aligned::new(lines * LINE),
        })
    }
}

impl Kernel for Bits<'_> {
    #[inline(always)]
    fn log_densities<const L: usize>(&mut self, batch: &Batch, out: &mut [f64]) {
        let (step, vectors) = (batch.stride / L, batch.length / L);
        let (columns, _) = batch.columns.as_chunks::<L>();
        let one = Lanes::splat(1.0);
        for (j, row) in out.chunks_exact_mut(batch.stride).enumerate().take(self.density.n_components) {
            let (row, _) = row.as_chunks_mut::<L>();
            for (group, slots) in row[..vectors].chunks_exact_mut(SAMPLES).enumerate() {
                let mut logs = [Lanes::splat(self.density.constants[j]); SAMPLES];
                for (c, (&success, &failure)) in self.density.logs(j).enumerate() {
                    let values = &columns[c * step + group * SAMPLES..][..SAMPLES];
                    for (log, value) in logs.iter_mut().zip(values) {
                        let value = Lanes(*value);
                        *log = value.mul_add(Lanes::splat(success), *log);
                        *log = (one - value).mul_add(Lanes::splat(failure), *log);
                    }
                }
                slots.iter_mut().zip(logs).for_each(|(slot, log)| *slot = log.0);
            }
        }
    }

    #[inline(always)]
    fn accumulate<const L: usize>(&mut self, batch: &Batch, _rows: &[f64], powers: &[f64], scales: &[f64]) {
        let (step, vectors) = (batch.stride / L, batch.length / L);
        let (columns, _) = batch.columns.as_chunks::<L>();
        let (scales, _) = scales.as_chunks::<L>();
        let (responsibilities, _) = self.responsibilities.as_chunks_mut::<L>();
        let responsibilities = &mut responsibilities[..vectors];
        let lines = self.sums.chunks_exact_mut(LINE * (1 + self.density.n_features));
        for (lines, powers) in lines.zip(powers.chunks_exact(batch.stride)) {
            let (powers, _) = powers.as_chunks::<L>();
            let mut weight = Lanes::splat(0.0);
            for ((slot, power), scale) in responsibilities.iter_mut().zip(powers).zip(scales) {
                let responsibility = Lanes(*power) * Lanes(*scale);
                weight += responsibility;
                *slot = responsibility.0;
            }
            let (lines, _) = lines.as_chunks_mut::<LINE>();
            add(&mut lines[0], weight);
            for (line, column) in lines[1..].iter_mut().zip(columns.chunks_exact(step)) {
                let mut sum = Lanes::splat(0.0);
                for (responsibility, value) in responsibilities.iter().zip(column) {
                    sum = Lanes(*responsibility).mul_add(Lanes(*value), sum);
                }
                add(line, sum);
            }
        }
    }

    #[inline(always)]
    fn drain<const L: usize>(&mut self, moments: &mut Moments) {
        drain::<L>(&mut self.sums, moments);
    }
}
