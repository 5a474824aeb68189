//! What a view shows of a field: ranks, by which a histogram is equalized, and how far the numbers spread.

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

/// How far the numbers of some samples spread, those left out that few samples have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// The number in the middle, and its fraction.
    pub middle: (u32, u32),
    /// From the twentieth part of the samples to the last but that, in numbers.
    pub range: f64,
    /// Whether fractions are known.
    pub is_fine: bool,
}

/// Fractions of a number; half of them are those of a number without.
const FRACTIONS: u32 = 1 << 24;

impl Spread {
    /// That of numbers with their fractions from 1 on, or without; 0 is no number. None if there is none.
    #[must_use]
    pub fn of(numbers: &[u32], fractions: Option<&[u32]>) -> Option<Self> {
        let fraction = |place| fractions.map_or(FRACTIONS / 2 + 1, |fractions| fractions[place]);
        let places = numbers.iter().enumerate().filter(|(_, number)| **number > 0);
        let mut sorted: Vec<_> = places.map(|(place, &number)| (number, fraction(place))).collect();
        sorted.sort_unstable();
        let at = |parts: usize| sorted.get(parts * sorted.len() / 20).copied();
        let (low, middle, high) = (at(1)?, at(10)?, at(19)?);
        let steps = f64::from(high.0) - f64::from(low.0);
        let rest = (f64::from(high.1) - f64::from(low.1)) / f64::from(FRACTIONS);
        Some(Self { middle, range: steps + rest, is_fine: fractions.is_some() })
    }
}
