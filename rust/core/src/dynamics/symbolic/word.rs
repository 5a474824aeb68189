//! Binary expansions that repeat.

use std::cmp::Ordering;

/// Binary digits, of which the last ones repeat for ever; in its shortest form, and not ending in ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Those before the repetition, those that repeat, and as many more, so that tails need no wrapping.
    digits: Vec<u8>,
    preperiod: usize,
    period: usize,
}

impl Word {
    /// The expansion whose digits after the first `preperiod` repeat, in its shortest form.
    pub fn new(mut digits: Vec<u8>, mut preperiod: usize) -> Self {
        let period = least_period(&digits[preperiod..]);
        digits.truncate(preperiod + period);
        while preperiod > 0 && digits[preperiod - 1] == digits[preperiod + period - 1] {
            preperiod -= 1;
            digits.truncate(preperiod + period);
        }
        if digits[preperiod..] == [1] {
            carry(&mut digits);
            preperiod = digits.iter().rposition(|&digit| digit == 1).map_or(0, |last| last + 1);
            digits.truncate(preperiod + 1);
        }
        let length = digits.len();
        digits.extend(
            (length..2 * length).map(|n| digits[preperiod + (n - preperiod) % period]).collect::<Vec<_>>(),
        );
        Self { digits, preperiod, period }
    }

    /// The expansion that repeats these digits.
    pub fn repeating(digits: &[u8]) -> Self {
        Self::new(digits.to_vec(), 0)
    }

    pub const fn preperiod(&self) -> usize {
        self.preperiod
    }

    pub const fn period(&self) -> usize {
        self.period
    }

    /// The number of digits until they repeat.
    pub const fn len(&self) -> usize {
        self.preperiod + self.period
    }

    /// The digits before the repetition.
    pub fn head(&self) -> &[u8] {
        &self.digits[..self.preperiod]
    }

    /// The digits that repeat.
    pub fn cycle(&self) -> &[u8] {
        &self.digits[self.preperiod..self.len()]
    }

    /// Digit n, counted from 0.
    pub fn digit(&self, n: usize) -> u8 {
        self.digits[self.place(n)]
    }

    /// The first digits.
    pub fn take(&self, count: usize) -> Vec<u8> {
        (0..count).map(|n| self.digit(n)).collect()
    }

    /// How the angle after n doublings compares with another of the same preperiod and period.
    pub fn compare(&self, n: usize, other: &Self) -> Ordering {
        let start = self.place(n);
        self.digits[start..start + self.len()].cmp(&other.digits[..self.len()])
    }

    fn place(&self, n: usize) -> usize {
        if n < self.len() { n } else { self.preperiod + (n - self.preperiod) % self.period }
    }
}

/// Adds 1 in the last place, without what is carried out of the first.
fn carry(digits: &mut [u8]) {
    for digit in digits.iter_mut().rev() {
        *digit ^= 1;
        if *digit == 1 {
            return;
        }
    }
}

/// The length of the shortest word that makes this one by repetition.
fn least_period(digits: &[u8]) -> usize {
    let period = digits.len() - borders(digits)[digits.len()];
    if digits.len().is_multiple_of(period) { period } else { digits.len() }
}

/// For the first n digits the length of their longest border: of what they begin and end with, other than themselves.
/// This is the failure function of Knuth, Morris and Pratt.
pub fn borders(digits: &[u8]) -> Vec<usize> {
    let mut borders = vec![0; digits.len() + 1];
    let mut length = 0;
    for n in 1..digits.len() {
        while length > 0 && digits[n] != digits[length] {
            length = borders[length];
        }
        length += usize::from(digits[n] == digits[length]);
        borders[n + 1] = length;
    }
    borders
}

/// The digits with a word in the place of each.
pub fn substituted(digits: &[u8], words: &[Vec<u8>; 2]) -> Vec<u8> {
    digits.iter().flat_map(|&digit| &words[usize::from(digit)]).copied().collect()
}
