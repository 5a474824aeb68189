//! Forward and backward over the rows of a sequence, on logarithms: slower, and exact where probabilities are less than
//! the smallest double.

#![allow(clippy::unnecessary_wraps, reason = "as on probabilities, which may be too small")]

use super::chain::Chain;
use super::lattice::{Behind, Part};
use crate::compute::{Lanes, exp2, log2_alike};

/// Fills in the logarithms of the forward probabilities of a part, each row's largest being 0; returns log2 of the
/// factors that were taken out of them, minus infinity if the rows are impossible.
#[inline(always)]
pub fn forward<const W: usize>(chain: &Chain<W>, part: &mut Part<'_>) -> Option<f64> {
    let (k, width) = (chain.n_states(), chain.width());
    let mut logs = 0.0;
    for t in 0..part.shares.len() / width {
        let (before, after) = part.ahead[t * width..][..2 * width].split_at_mut(width);
        let densities = &part.shares[t * width..][..width];
        for j in 0..k {
            let log = if part.first && t == 0 {
                chain.start[j]
            } else {
                log_sum((0..k).map(|i| before[i] + chain.entry(i, j)))
            };
            after[j] = log + densities[j];
        }
        let largest = after[..k].iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if largest == f64::NEG_INFINITY {
            return Some(largest);
        }
        after[..k].iter_mut().for_each(|log| *log -= largest);
        logs += largest;
    }
    Some(logs)
}

/// As [`backward`](super::linear::backward), on logarithms; to `pairs` it adds what pairs of rows share.
#[inline(always)]
pub fn backward<const W: usize>(
    chain: &Chain<W>,
    part: &mut Part<'_>,
    behind: &mut Behind,
    mut pairs: Option<&mut [f64]>,
) -> Option<()> {
    let (k, width) = (chain.n_states(), chain.width());
    let Behind { values, products, .. } = behind;
    let product = &mut products[..width];
    for t in (0..part.shares.len() / width).rev() {
        let (before, ahead) = part.ahead[t * width..][..2 * width].split_at(width);
        let shares = &mut part.shares[t * width..][..k];
        for j in 0..k {
            product[j] = shares[j] + values[j];
        }
        let all = log_sum((0..k).map(|j| ahead[j] + values[j]));
        for j in 0..k {
            shares[j] = part.weight * power(ahead[j] + values[j] - all);
        }
        if part.first && t == 0 {
            continue;
        }
        for i in 0..k {
            values[i] = log_sum((0..k).map(|j| chain.entry(i, j) + product[j]));
        }
        if let Some(pairs) = pairs.as_deref_mut() {
            let all = log_sum((0..k).map(|i| before[i] + values[i]));
            for i in 0..k {
                for j in 0..k {
                    let log = before[i] + chain.entry(i, j) + product[j] - all;
                    pairs[i * width + j] += part.weight * power(log);
                }
            }
        }
        let largest = values[..k].iter().copied().fold(f64::NEG_INFINITY, f64::max);
        values[..k].iter_mut().for_each(|log| *log -= largest);
    }
    Some(())
}

/// log2 of the sum of powers of two.
#[inline(always)]
pub fn log_sum(logs: impl Iterator<Item = f64> + Clone) -> f64 {
    let largest = logs.clone().fold(f64::NEG_INFINITY, f64::max);
    if largest == f64::NEG_INFINITY {
        return largest;
    }
    largest + log2(logs.map(|log| power(log - largest)).sum())
}

/// log2 of a positive number, with the same bits everywhere.
#[inline(always)]
pub fn log2(value: f64) -> f64 {
    log2_alike(Lanes([value; 2])).0[0]
}

/// Of two registers' lanes, which no instruction set fuses.
#[inline(always)]
fn power(log: f64) -> f64 {
    exp2(Lanes([log; 2])).0[0]
}
