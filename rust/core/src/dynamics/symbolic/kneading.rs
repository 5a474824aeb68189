//! Kneading sequences: the side of the critical diameter on which each doubling of an angle lies.

use std::cmp::Ordering;
use std::fmt;

use super::angle::Angle;
use super::word::Word;

/// A side of the diameter from θ/2 to (θ + 1)/2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Symbol {
    /// The side of 0.
    Zero,
    /// The side of θ itself.
    One,
    /// On the diameter.
    Star,
}

/// The kneading sequence of an angle: periodic ones end in a star, those of preperiodic angles have none.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct KneadingSequence {
    symbols: Vec<Symbol>,
    preperiod: usize,
}

impl KneadingSequence {
    /// That of an angle, with its preperiod and its period.
    #[must_use]
    pub fn of(angle: &Angle) -> Self {
        let word = angle.word();
        let symbols = itinerary(&word, |n| word.compare(n, &word));
        Self { symbols, preperiod: angle.preperiod() }
    }

    /// That of the angles which have this internal address: a sequence of increasing periods from 1 on.
    pub(super) fn of_periods(periods: &[usize]) -> Self {
        let mut symbols = vec![Symbol::One];
        for pair in periods.windows(2) {
            let [from, to] = [pair[0], pair[1]];
            symbols.reserve(to);
            while symbols.len() < to {
                symbols.push(symbols[symbols.len() - from]);
            }
            symbols[to - 1] = symbols[to - 1].other();
        }
        if let Some(last) = symbols.last_mut() {
            *last = Symbol::Star;
        }
        Self { symbols, preperiod: 0 }
    }

    /// The symbols until they repeat.
    #[must_use]
    pub fn symbols(&self) -> &[Symbol] {
        &self.symbols
    }

    /// The number of symbols before those that repeat.
    #[must_use]
    pub const fn preperiod(&self) -> usize {
        self.preperiod
    }

    /// Symbol n, counted from 1 as in the literature.
    pub(super) fn at(&self, n: usize) -> Symbol {
        let (index, length) = (n - 1, self.symbols.len());
        self.symbols[if index < length {
            index
        } else {
            self.preperiod + (index - self.preperiod) % (length - self.preperiod)
        }]
    }

    /// The first place, up to `last`, at which the sequence differs from itself moved on by `n`.
    pub(super) fn departure(&self, n: usize, last: usize) -> Option<usize> {
        (n + 1..=last).find(|&m| self.at(m) != self.at(m - n))
    }

    /// The internal address: the periods up to `last` of the components that lead to the angle, each the one of least
    /// period behind the last.
    #[must_use]
    pub fn internal_address(&self, last: usize) -> Vec<usize> {
        std::iter::successors(Some(1), |&period| self.departure(period, last)).collect()
    }
}

impl Symbol {
    const fn other(self) -> Self {
        match self {
            Self::Zero => Self::One,
            Self::One => Self::Zero,
            Self::Star => Self::Star,
        }
    }
}

/// The sides of the diameter of θ on which the doublings of an angle lie, given how the angle after n doublings compares
/// with θ.
pub(super) fn itinerary(word: &Word, compare: impl Fn(usize) -> Ordering) -> Vec<Symbol> {
    (0..word.len()).map(|n| side(word.digit(n), compare(n + 1))).collect()
}

/// The side of an angle with this first digit, given how its double compares with θ.
pub(super) fn side(digit: u8, doubled: Ordering) -> Symbol {
    match doubled {
        Ordering::Equal => Symbol::Star,
        Ordering::Greater if digit == 0 => Symbol::One,
        Ordering::Less if digit == 1 => Symbol::One,
        _ => Symbol::Zero,
    }
}

impl fmt::Display for KneadingSequence {
    /// `10*`, or `11(01)` with what repeats in parentheses.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let letters = |symbols: &[Symbol]| -> String {
            symbols
                .iter()
                .map(|symbol| match symbol {
                    Symbol::Zero => '0',
                    Symbol::One => '1',
                    Symbol::Star => '*',
                })
                .collect()
        };
        let (head, cycle) = self.symbols.split_at(self.preperiod);
        if cycle.contains(&Symbol::Star) {
            write!(formatter, "{}", letters(cycle))
        } else {
            write!(formatter, "{}({})", letters(head), letters(cycle))
        }
    }
}
