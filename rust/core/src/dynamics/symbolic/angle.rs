//! External angles: exact fractions of a turn.

use std::fmt;

use num_bigint::{BigInt, BigUint, Sign};
use num_integer::Integer;

use super::word::Word;
use crate::{Error, Result, quoted};

/// Most digits of an angle: its preperiod and its period together.
pub const MAX_LENGTH: usize = 1 << 16;

/// Most characters of a text: enough for each fraction whose terms have `MAX_BITS`.
const MAX_TEXT: usize = 1 << 17;

/// Most bits of a numerator, which may have turns to spare.
const MAX_BITS: u64 = 2 * MAX_LENGTH as u64;

/// An external angle in turns, from 0 to below 1: an exact fraction, and how doubling acts on it.
///
/// The preperiod is that of the angle, so that of the critical *value* whose ray it is: 1/6, the angle of c = i,
/// has preperiod 1 and period 2.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Angle {
    numerator: BigUint,
    denominator: BigUint,
    preperiod: usize,
    period: usize,
}

impl Angle {
    /// The angle of this fraction, less its whole turns.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] if the denominator is 0 or the angle has more than [`MAX_LENGTH`] digits until it
    /// repeats.
    pub fn new(numerator: &BigInt, denominator: &BigInt) -> Result<Self> {
        if denominator.sign() == Sign::NoSign {
            return Err(Error::invalid(
                "angle",
                "a fraction with a denominator other than 0",
                "a denominator of 0",
            ));
        }
        if numerator.bits() > MAX_BITS || denominator.bits() > MAX_LENGTH as u64 {
            let bits = numerator.bits().max(denominator.bits());
            return Err(too_long(format!("a fraction of {bits} bits")));
        }
        let turns = if denominator.sign() == Sign::Minus { -numerator } else { numerator.clone() };
        let denominator = denominator.magnitude();
        let numerator = turns.mod_floor(&BigInt::from(denominator.clone())).magnitude().clone();
        let common = numerator.gcd(denominator);
        let (numerator, denominator) = (numerator / &common, denominator / common);
        let preperiod = usize::try_from(denominator.trailing_zeros().unwrap_or(0)).unwrap_or(usize::MAX);
        let odd = &denominator >> preperiod;
        let Some(period) = order(2, &odd, MAX_LENGTH.saturating_sub(preperiod)) else {
            return Err(too_long("a longer one"));
        };
        Ok(Self { numerator, denominator, preperiod, period })
    }

    /// The angle that is written so, such as `9/56`.
    ///
    /// # Errors
    /// As [`new`](Self::new), and [`Error::InvalidArgument`] if the text is no fraction.
    pub fn parse(text: &str) -> Result<Self> {
        let wrong = || Error::invalid("angle", "a fraction such as '1/7'", quoted(text));
        if text.len() > MAX_TEXT {
            return Err(too_long(format!("a text of {} characters", text.len())));
        }
        let (numerator, denominator) = text.split_once('/').unwrap_or((text, "1"));
        let whole = |digits: &str| {
            let digits = digits.trim();
            // Separators that Rust takes are no part of a number elsewhere.
            let clean = !digits.contains('_');
            clean.then(|| digits.parse::<BigInt>().ok()).flatten().ok_or_else(wrong)
        };
        Self::new(&whole(numerator)?, &whole(denominator)?)
    }

    /// The angle of this expansion.
    pub(super) fn from_word(word: &Word) -> Self {
        let (preperiod, period) = (word.preperiod(), word.period());
        let repeating = (BigUint::from(1_u8) << period) - 1_u8;
        let whole = |digits: &[u8]| BigUint::from_radix_be(digits, 2).unwrap_or_default();
        let numerator = whole(word.head()) * &repeating + whole(word.cycle());
        let denominator = repeating << preperiod;
        let common = numerator.gcd(&denominator);
        Self { numerator: numerator / &common, denominator: denominator / common, preperiod, period }
    }

    /// The numerator in lowest terms.
    #[must_use]
    pub const fn numerator(&self) -> &BigUint {
        &self.numerator
    }

    /// The denominator in lowest terms.
    #[must_use]
    pub const fn denominator(&self) -> &BigUint {
        &self.denominator
    }

    /// The number of doublings until the orbit repeats.
    #[must_use]
    pub const fn preperiod(&self) -> usize {
        self.preperiod
    }

    /// The number of doublings in which the orbit repeats.
    #[must_use]
    pub const fn period(&self) -> usize {
        self.period
    }

    /// Whether doubling leads back to the angle itself.
    #[must_use]
    pub const fn is_periodic(&self) -> bool {
        self.preperiod == 0
    }

    /// The angle as a float64, from 0 to 1.
    #[must_use]
    pub fn turns(&self) -> f64 {
        turns(&self.numerator, &self.denominator)
    }

    /// Twice the angle.
    #[must_use]
    pub fn doubled(&self) -> Self {
        let (preperiod, period) = (self.preperiod.saturating_sub(1), self.period);
        let (numerator, denominator) = if self.is_periodic() {
            (&self.numerator << 1_u8, self.denominator.clone())
        } else {
            (self.numerator.clone(), &self.denominator >> 1_u8)
        };
        Self { numerator: numerator % &denominator, denominator, preperiod, period }
    }

    /// The angle and its images until they repeat: preperiod + period of them.
    pub fn orbit(&self) -> impl Iterator<Item = Self> {
        let next = |angle: &Self| Some(angle.doubled());
        std::iter::successors(Some(self.clone()), next).take(self.preperiod + self.period)
    }

    /// The binary digits, without end.
    pub fn digits(&self) -> impl Iterator<Item = bool> {
        let word = self.word();
        (0..).map(move |n| word.digit(n) == 1)
    }

    /// The binary expansion.
    pub(super) fn word(&self) -> Word {
        let repeating = (BigUint::from(1_u8) << self.period) - 1_u8;
        let scale = (&repeating << self.preperiod) / &self.denominator;
        let (head, cycle) = (&self.numerator * scale).div_rem(&repeating);
        let mut digits = Vec::with_capacity(self.preperiod + self.period);
        for (part, length) in [(head, self.preperiod), (cycle, self.period)] {
            digits.extend((0..length as u64).rev().map(|bit| u8::from(part.bit(bit))));
        }
        Word::new(digits, self.preperiod)
    }
}

impl PartialOrd for Angle {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Angle {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (&self.numerator * &other.denominator).cmp(&(&other.numerator * &self.denominator))
    }
}

impl fmt::Display for Angle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.numerator, self.denominator)
    }
}

/// A fraction below 1 as a float64.
pub(super) fn turns(numerator: &BigUint, denominator: &BigUint) -> f64 {
    let scaled: BigUint = (numerator << 64_u8) / denominator;
    u64::try_from(scaled).map_or(1.0, |scaled| scaled as f64 / 2_f64.powi(64))
}

pub(super) fn too_long(found: impl fmt::Display) -> Error {
    let expected = format!("an angle whose preperiod and period are together at most {MAX_LENGTH}");
    Error::invalid("angle", expected, found)
}

/// The least n >= 1, up to `most`, for which base^n - 1 is a multiple of a number that has no factor of the base.
pub(super) fn order(base: u32, modulus: &BigUint, most: usize) -> Option<usize> {
    let one = BigUint::from(1_u8);
    if *modulus == one {
        return (most >= 1).then_some(1);
    }
    let mut power = one.clone();
    (1..=most).find(|_| {
        power *= base;
        while power >= *modulus {
            power -= modulus;
        }
        power == one
    })
}
