//! Ranks of numbers, by which a histogram is equalized: as many pixels get each color.

/// Thresholds, at most.
const RANKS: usize = 1023;

/// Thresholds that part the numbers of some samples into groups of equal size, ascending; 0 is no number.
#[must_use]
pub fn thresholds(numbers: &[u32]) -> Vec<u32> {
    let mut sorted: Vec<u32> = numbers.iter().copied().filter(|&number| number > 0).collect();
    sorted.sort_unstable();
    let parts = RANKS.min(sorted.len());
    (1..=parts).map(|part| sorted[part * sorted.len() / (parts + 1)]).collect()
}
