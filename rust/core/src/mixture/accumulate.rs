//! Sums that keep a register each until they are drained.

use crate::compute::{LINE, Lanes};
use crate::em::Moments;

/// Moves sums into `moments`, and zeroes them.
///
/// They hold, for each component, the weight, the first, then the second moments, a line each.
#[inline(always)]
pub fn drain<const L: usize>(sums: &mut [f64], moments: &mut Moments) {
    let k = moments.weight_sums.len();
    let (d, length) = (moments.first.len() / k, moments.second.len() / k);
    let (lines, _) = sums.as_chunks_mut::<LINE>();
    for (j, lines) in lines.chunks_exact_mut(1 + d + length).enumerate() {
        let (head, lines) = lines.split_at_mut(1);
        let (first, second) = lines.split_at_mut(d);
        moments.weight_sums[j] = take::<L>(&mut head[0]);
        for (slot, line) in moments.first[j * d..].iter_mut().zip(first) {
            *slot = take::<L>(line);
        }
        for (slot, line) in moments.second[j * length..].iter_mut().zip(second) {
            *slot = take::<L>(line);
        }
    }
}

/// Adds a register to the line that holds a sum.
#[inline(always)]
pub fn add<const L: usize>(line: &mut [f64; LINE], value: Lanes<L>) {
    for (slot, value) in line.iter_mut().zip(value.0) {
        *slot += value;
    }
}

/// The sum of a line of `L` lanes, which is zeroed.
#[inline(always)]
pub fn take<const L: usize>(line: &mut [f64; LINE]) -> f64 {
    let sum = Lanes::<L>::each(|lane| line[lane]).sum();
    *line = [0.0; LINE];
    sum
}
