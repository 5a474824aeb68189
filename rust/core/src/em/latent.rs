//! The latent structure of a model, the half that knows how hidden states depend on one another: it shares a row.

use super::batch::Batch;
use crate::compute::{Lanes, exp2, log2};

/// Turns the log densities of rows under the components into responsibilities.
pub trait Latent: Sync {
    /// Turns joint log densities (base two) into powers and scales whose products are the responsibilities,
    /// times the sample weights; returns the weighted sum of the samples' log densities.
    ///
    /// `powers` holds the log densities on entry; `logs` receives log2 of their sums. Both fall short of the
    /// emission's offset.
    fn posterior<const L: usize>(
        &self,
        batch: &Batch,
        powers: &mut [f64],
        scales: &mut [f64],
        logs: &mut [f64],
    ) -> Lanes<L>;
}

/// Each row comes from one component, whatever the others: the latent structure of a mixture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Independent;

impl Latent for Independent {
    /// Log-sum-exp over the components. The largest power of a sample is one, so that none of the sums can
    /// underflow.
    #[inline(always)]
    fn posterior<const L: usize>(
        &self,
        batch: &Batch,
        powers: &mut [f64],
        scales: &mut [f64],
        logs: &mut [f64],
    ) -> Lanes<L> {
        let (step, vectors) = (batch.stride / L, batch.length / L);
        let (powers, _) = powers.as_chunks_mut::<L>();
        let scales = &mut scales.as_chunks_mut::<L>().0[..vectors];
        let logs = &mut logs.as_chunks_mut::<L>().0[..vectors];
        let weights = &batch.weights.as_chunks::<L>().0[..vectors];
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
        let mut total = Lanes::splat(0.0);
        for (log, weight) in logs.iter().zip(weights) {
            total = Lanes(*weight).mul_add(Lanes(*log), total);
        }
        total
    }
}
