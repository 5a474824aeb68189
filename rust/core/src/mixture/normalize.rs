//! Log-sum-exp over the components.

use super::exp::{exp2, log2};
use super::lanes::Lanes;
use super::tile::Tile;

/// Turns log densities (base two) into powers and scales whose products are the responsibilities,
/// times the sample weights; returns the weighted sum of the samples' log densities.
///
/// `powers` holds the log densities on entry; `logs` receives log2 of their sums. Both fall short of the
/// density's offset. The largest power of a sample is one, so that none of the sums can underflow.
#[inline(always)]
pub fn normalize<const L: usize>(
    tile: &Tile,
    powers: &mut [f64],
    scales: &mut [f64],
    logs: &mut [f64],
) -> Lanes<L> {
    let step = tile.stride / L;
    let (powers, _) = powers.as_chunks_mut::<L>();
    let (scales, _) = scales.as_chunks_mut::<L>();
    let (logs, _) = logs.as_chunks_mut::<L>();
    let (weights, _) = tile.weights.as_chunks::<L>();
    let mut total = Lanes::splat(0.0);
    for t in 0..tile.length / L {
        let mut largest = Lanes::splat(f64::NEG_INFINITY);
        for power in powers[t..].iter().step_by(step) {
            largest = Lanes(*power).max(largest);
        }
        let mut sum = Lanes::splat(0.0);
        for power in powers[t..].iter_mut().step_by(step) {
            let value = exp2(Lanes(*power) - largest);
            *power = value.0;
            sum += value;
        }
        let weight = Lanes(weights[t]);
        let log = largest + log2(sum);
        scales[t] = (weight / sum).0;
        logs[t] = log.0;
        total += weight * log;
    }
    total
}
