//! The best ways to states that one register holds, kept where the states themselves will be.
//!
//! Of each state and row a byte has the bits of the states before from which it is best reached. Those of eight rows fill
//! as many words as there are states, which fit in the places of eight states; so nothing is computed twice.

use super::chain::Chain;
use super::lattice::SCALED;
use crate::Vectorized;
use crate::compute::Lanes;

/// Rows whose bytes are a word: that of the first is the lowest.
const TOGETHER: usize = 8;

/// What is known on the way ahead.
#[derive(Debug)]
pub struct Ways<const W: usize> {
    /// Logarithms of the best ways to the states.
    pub best: Lanes<W>,
    /// Of the last rows, if they are too few for their words to have a place.
    words: [u64; W],
}

impl<const W: usize> Ways<W> {
    /// Before the first row.
    pub const fn new() -> Self {
        Self { best: Lanes::splat(0.0), words: [0; W] }
    }
}

/// Goes over the rows of a window, given their log densities; returns what was taken out of the logarithms.
pub struct Ahead<'a, const W: usize> {
    pub chain: &'a Chain<W>,
    pub logs: &'a [f64],
    pub ways: &'a mut Ways<W>,
    pub states: &'a mut [i64],
    /// Whether the sequence begins with them.
    pub first: bool,
}

impl<const W: usize> Vectorized for Ahead<'_, W> {
    type Output = f64;

    #[inline(always)]
    fn run<const LANES: usize>(self) -> f64 {
        let Self { chain, ways, mut first, .. } = self;
        let mut taken = 0.0;
        let blocks = self.logs.as_chunks::<W>().0.chunks(SCALED).zip(self.states.chunks_mut(SCALED));
        for (logs, states) in blocks {
            let mut best = ways.best;
            for (logs, states) in logs.chunks(TOGETHER).zip(states.chunks_mut(TOGETHER)) {
                let mut words = Lanes::splat(0.0);
                for (row, log) in logs.iter().enumerate() {
                    let (largest, from) = if std::mem::take(&mut first) {
                        (Lanes::each(|lane| chain.start[lane]), Lanes::splat(0.0))
                    } else {
                        chain.best_from(best)
                    };
                    best = largest + Lanes(*log);
                    words = words.or(from.shifted(8 * row));
                }
                let words = words.0.map(f64::to_bits);
                if states.len() == TOGETHER {
                    states.iter_mut().zip(words).for_each(|(slot, word)| *slot = word.cast_signed());
                } else {
                    ways.words = words;
                }
            }
            if logs.len() == SCALED {
                let largest =
                    best.0.iter().copied().fold(f64::MIN, |most, log| if log > most { log } else { most });
                best = best - Lanes::splat(largest);
                taken += largest;
            }
            ways.best = best;
        }
        taken
    }
}

/// Puts the states of a sequence in the place of the ways, from its `last` one to its first.
pub fn back<const W: usize>(ways: &Ways<W>, last: usize, states: &mut [i64]) {
    let mut state = last;
    for states in states.chunks_mut(TOGETHER).rev() {
        let words = match states.first_chunk::<W>() {
            Some(words) if states.len() == TOGETHER => words.map(i64::cast_unsigned),
            _ => ways.words,
        };
        for (row, slot) in states.iter_mut().enumerate().rev() {
            *slot = i64::try_from(state).unwrap_or_default();
            // The first of equals; of the first row, from which there is no way, any.
            let from = words[state % W] >> (8 * row);
            state = (from | 1 << 7).trailing_zeros() as usize % W;
        }
    }
}
