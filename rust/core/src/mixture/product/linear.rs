//! Log densities that are linear in the values of a row: the two halves of a fused pass.

use crate::compute::{Aligned, LINE, Lanes};
use crate::em::{Batch, Compiled, Emission, Kernel, Moments};
use crate::mixture::accumulate::{add, drain};

/// Registers of samples that are evaluated side by side.
const SAMPLES: usize = 2;

/// Joint log densities `offset + constant + base + sum x slope + (1 - x) complement`, to base two.
#[derive(Debug)]
pub struct Linear {
    pub n_components: usize,
    pub n_features: usize,
    /// The largest of the constants.
    pub offset: f64,
    /// k, none above zero.
    pub constants: Vec<f64>,
    /// k times d.
    pub slopes: Vec<f64>,
    /// k times d, or none.
    pub complements: Vec<f64>,
    /// The part of the log density of a value that all components share, if there is any.
    pub base: Option<fn(f64) -> f64>,
}

impl Emission for Linear {
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

    fn kernel(&self, stride: usize) -> Box<dyn Compiled + '_> {
        if self.complements.is_empty() {
            Box::new(Rows::<false>::new(self, stride))
        } else {
            Box::new(Rows::<true>::new(self, stride))
        }
    }
}

/// Lanes over samples; the sums keep a register each until they are drained.
#[derive(Debug)]
struct Rows<'a, const BOTH: bool> {
    density: &'a Linear,
    /// The base of each sample.
    bases: Aligned,
    responsibilities: Aligned,
    /// For each component: the weight, then d sums of values, a line each.
    sums: Aligned,
}

impl<'a, const BOTH: bool> Rows<'a, BOTH> {
    fn new(density: &'a Linear, stride: usize) -> Self {
        let lines = density.n_components * (1 + density.n_features);
        let [bases, responsibilities] = [Aligned::new(stride), Aligned::new(stride)];
        Self { density, bases, responsibilities, sums: Aligned::new(lines * LINE) }
    }
}

impl<const BOTH: bool> Kernel for Rows<'_, BOTH> {
    #[inline(always)]
    fn log_densities<const L: usize>(&mut self, batch: &Batch, out: &mut [f64]) {
        let (step, vectors) = (batch.stride / L, batch.length / L);
        if let Some(base) = self.density.base {
            self.bases.fill(0.0);
            for column in batch.columns.chunks_exact(batch.stride) {
                let bases = self.bases[..batch.length].iter_mut().zip(column);
                bases.for_each(|(sum, value)| *sum += base(*value));
            }
        }
        let (columns, _) = batch.columns.as_chunks::<L>();
        let (bases, _) = self.bases.as_chunks::<L>();
        let (one, d) = (Lanes::splat(1.0), self.density.n_features);
        for (j, row) in out.chunks_exact_mut(batch.stride).enumerate().take(self.density.n_components) {
            let (row, _) = row.as_chunks_mut::<L>();
            let slopes = &self.density.slopes[j * d..][..d];
            let complements = if BOTH { &self.density.complements[j * d..][..d] } else { slopes };
            let constant = Lanes::splat(self.density.constants[j]);
            for (group, slots) in row[..vectors].chunks_exact_mut(SAMPLES).enumerate() {
                let bases = &bases[group * SAMPLES..][..SAMPLES];
                let mut logs: [Lanes<L>; SAMPLES] = std::array::from_fn(|s| constant + Lanes(bases[s]));
                for (c, (&slope, &complement)) in slopes.iter().zip(complements).enumerate() {
                    let values = &columns[c * step + group * SAMPLES..][..SAMPLES];
                    for (log, value) in logs.iter_mut().zip(values) {
                        let value = Lanes(*value);
                        *log = value.mul_add(Lanes::splat(slope), *log);
                        if BOTH {
                            *log = (one - value).mul_add(Lanes::splat(complement), *log);
                        }
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
