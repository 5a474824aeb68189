//! How the components of a mixture share the rows, each of which is independent of the others.

use crate::Vectorized;
use crate::compute::{LINE, Lanes, exp2, log2};
use crate::em::Batch;

/// Turns joint log densities (base two) into powers and scales whose products are the responsibilities, times the
/// sample weights; returns the weighted sum of the samples' log densities, by lanes.
///
/// Log-sum-exp over the components. The largest power of a sample is one, so that none of the sums can underflow.
pub struct Share<'a> {
    pub batch: &'a Batch,
    /// Log densities on entry.
    pub powers: &'a mut [f64],
    pub scales: &'a mut [f64],
    /// Receives log2 of the sums of powers, short of the emission's offset.
    pub logs: &'a mut [f64],
    /// Receives the most likely component of as many samples as there is room for, the first of equals.
    pub labels: &'a mut [i64],
}

impl Vectorized for Share<'_> {
    type Output = Lanes<LINE>;

    #[inline(always)]
    fn run<const L: usize>(self) -> Lanes<LINE> {
        label(self.batch, self.powers, self.labels);
        let (step, vectors) = (self.batch.stride / L, self.batch.length / L);
        let (powers, _) = self.powers.as_chunks_mut::<L>();
        let scales = &mut self.scales.as_chunks_mut::<L>().0[..vectors];
        let logs = &mut self.logs.as_chunks_mut::<L>().0[..vectors];
        let weights = &self.batch.weights.as_chunks::<L>().0[..vectors];
        for t in 0..vectors {
            let largest = &mut logs[t];
            *largest = powers[t];
            for power in powers.chunks_exact(step) {
                *largest = Lanes(power[t]).max(Lanes(*largest)).0;
            }
            let offset = Lanes(*largest);
            let mut sum = Lanes::splat(0.0);
            for power in powers.chunks_exact_mut(step) {
                let value = exp2(Lanes(power[t]) - offset);
                power[t] = value.0;
                sum += value;
            }
            logs[t] = (offset + log2(sum)).0;
            scales[t] = (Lanes(weights[t]) / sum).0;
        }
        let mut total = Lanes::<L>::splat(0.0);
        for (log, weight) in logs.iter().zip(weights) {
            total = Lanes(*weight).mul_add(Lanes(*log), total);
        }
        Lanes::each(|lane| if lane < L { total.0[lane] } else { 0.0 })
    }
}

/// The index of the largest log density of each sample.
#[inline(always)]
fn label(batch: &Batch, log_densities: &[f64], labels: &mut [i64]) {
    for (t, label) in labels.iter_mut().enumerate() {
        let mut largest = f64::NEG_INFINITY;
        for (j, &value) in (0..).zip(log_densities[t..].iter().step_by(batch.stride)) {
            if value > largest {
                (largest, *label) = (value, j);
            }
        }
    }
}
