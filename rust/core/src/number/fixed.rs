//! Fixed-point numbers.

use std::cmp::Ordering;
use std::ops::{AddAssign, SubAssign};

use crate::number::scaled::{exponent_of, power_of_two};

/// The integer limb of a number that is too large.
const LARGEST: u64 = u64::MAX >> 1;

/// A real number of magnitude below 2^63 with a given number of binary places.
///
/// Sums and products take numbers of equally many words, write into the number they are called on and allocate nothing.
/// Sums are exact; products are cut off, at most `words` + 1 units of the last place too small; what would be 2^63 or
/// more stays at the largest number.
///
/// # Examples
/// ```
/// use iterscope::number::Fixed;
///
/// let third = Fixed::from_decimal(&"0.333333333333333333333333333333".parse().unwrap(), 2);
/// let mut ninth = Fixed::zero(2);
/// ninth.set_square(&third);
/// assert_eq!(ninth.to_decimal(30), "0.111111111111111111111111111111");
/// ```
#[derive(Clone, Debug)]
pub struct Fixed {
    pub(super) negative: bool,
    /// Little-endian; the last one is the integer.
    pub(super) limbs: Vec<u64>,
}

impl Fixed {
    /// 0 with `words` words of 64 binary places.
    #[must_use]
    pub fn zero(words: usize) -> Self {
        Self { negative: false, limbs: vec![0; words + 1] }
    }

    /// `number` with `words` words of 64 binary places; infinities and NaN are too large.
    #[must_use]
    pub fn from_f64(number: f64, words: usize) -> Self {
        let mut fixed = Self::zero(words);
        fixed.add_scaled(number, 0);
        fixed
    }

    /// The number of words of 64 binary places.
    #[must_use]
    pub const fn words(&self) -> usize {
        self.limbs.len() - 1
    }

    /// The same number with another number of words.
    #[must_use]
    pub fn with_words(&self, words: usize) -> Self {
        let (have, kept) = (self.words(), words.min(self.words()));
        let mut limbs = vec![0; words - kept];
        limbs.extend_from_slice(&self.limbs[have - kept..]);
        Self { negative: self.negative, limbs }
    }

    /// Whether it is 0.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.limbs.iter().all(|&limb| limb == 0)
    }

    /// Takes the value of `other`.
    #[inline]
    pub fn set(&mut self, other: &Self) {
        self.negative = other.negative;
        self.limbs.copy_from_slice(&other.limbs);
    }

    /// Becomes its opposite.
    #[inline]
    pub const fn negate(&mut self) {
        self.negative = !self.negative;
    }

    /// Adds `mantissa` * 2^`exponent`.
    pub fn add_scaled(&mut self, mantissa: f64, exponent: i32) {
        let bits = mantissa.to_bits();
        let stored = exponent_of(bits);
        let fraction = bits & ((1 << 52) - 1);
        let (digits, lowest) =
            if stored == 0 { (fraction, -1074) } else { (fraction | 1 << 52, stored - 1075) };
        if digits == 0 {
            return;
        }
        let words = i64::try_from(self.words()).unwrap_or(i64::MAX / 128);
        // The place of the lowest digit, in bits from the lowest of the number.
        let place = i64::from(lowest) + i64::from(exponent) + 64 * words;
        let top = 64 * (words + 1) - 1;
        let mut term = Self::zero(self.words());
        term.negative = mantissa.is_sign_negative();
        if stored == 0x7ff || place + i64::from(64 - digits.leading_zeros()) > top {
            term.limbs.fill(u64::MAX);
            term.saturate(true);
        } else if place > -64 {
            let wide =
                if place < 0 { u128::from(digits >> -place) } else { u128::from(digits) << (place % 64) };
            #[allow(clippy::cast_sign_loss, clippy::cast_possible_truncation, reason = "below the length")]
            let limb = (place.max(0) / 64) as usize;
            #[allow(clippy::cast_possible_truncation, reason = "its halves")]
            let halves = [wide as u64, (wide >> 64) as u64];
            for (slot, half) in term.limbs[limb..].iter_mut().zip(halves) {
                *slot = half;
            }
        }
        *self += &term;
    }

    /// Becomes a * b.
    pub fn set_product(&mut self, a: &Self, b: &Self) {
        let words = self.words();
        self.negative = a.negative != b.negative;
        let mut column = Column::default();
        if words > 0 {
            // Of the columns below the last place only the first is summed, for its carry.
            column.add_products(&a.limbs[..words], &b.limbs[..words]);
            column.shift();
        }
        for place in 0..=words {
            column.add_products(&a.limbs[place..], &b.limbs[place..]);
            self.limbs[place] = column.shift();
        }
        self.saturate(column.low != 0);
    }

    /// Becomes a².
    pub fn set_square(&mut self, a: &Self) {
        let words = self.words();
        self.negative = false;
        let mut column = Column::default();
        if words > 0 {
            column.add_square(&a.limbs[..words]);
            column.shift();
        }
        for place in 0..=words {
            column.add_square(&a.limbs[place..]);
            self.limbs[place] = column.shift();
        }
        self.saturate(column.low != 0);
    }

    /// Becomes 2 times itself.
    pub fn double(&mut self) {
        let mut carry = 0;
        for limb in &mut self.limbs {
            (*limb, carry) = (*limb << 1 | carry, *limb >> 63);
        }
        self.saturate(carry != 0);
    }

    /// The nearest float64.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        let (mantissa, exponent) = self.to_scaled();
        if exponent >= -1021 {
            return mantissa * power_of_two(exponent);
        }
        // Subnormal: rounded once, from all digits.
        let (digits, top) = self.leading();
        let dropped = 11 + (-1022 - top);
        let kept = match dropped {
            12..64 => {
                let (whole, rest, half) = (digits >> dropped, digits << (64 - dropped), 1 << 63);
                whole + u64::from(rest > half || rest == half && whole & 1 == 1)
            }
            ..12 => digits >> 11,
            64 => u64::from(digits > 1 << 63),
            _ => 0,
        };
        f64::from_bits(kept | u64::from(self.negative) << 63)
    }

    /// The nearest mantissa in [1, 2), with the sign, and exponent of 2; 0 is (0, 0).
    #[must_use]
    pub fn to_scaled(&self) -> (f64, i32) {
        let (digits, exponent) = self.leading();
        if digits == 0 {
            return (0.0, 0);
        }
        let magnitude = digits as f64 * power_of_two(-63);
        let signed = if self.negative { -magnitude } else { magnitude };
        if magnitude == 2.0 { (0.5 * signed, exponent + 1) } else { (signed, exponent) }
    }

    /// The 64 highest digits, of which the first is 1 and the last one also stands for all that follow; and the
    /// exponent of the first.
    #[allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap, reason = "of a length in memory")]
    fn leading(&self) -> (u64, i32) {
        let Some(top) = self.limbs.iter().rposition(|&limb| limb != 0) else {
            return (0, 0);
        };
        let zeros = self.limbs[top].leading_zeros();
        let below = if top > 0 { self.limbs[top - 1] } else { 0 };
        let wide = (u128::from(self.limbs[top]) << 64 | u128::from(below)) << zeros;
        let digits = (wide >> 64) as u64;
        let rest = wide as u64 != 0 || self.limbs[..top.saturating_sub(1)].iter().any(|&limb| limb != 0);
        let exponent = 64 * (top as i32 - self.words() as i32) + 63 - zeros as i32;
        (digits | u64::from(rest), exponent)
    }

    /// The order of the magnitudes.
    fn compare_magnitudes(&self, other: &Self) -> Ordering {
        self.limbs.iter().rev().cmp(other.limbs.iter().rev())
    }

    pub(super) fn saturate(&mut self, overflow: bool) {
        let words = self.words();
        if overflow || self.limbs[words] > LARGEST {
            self.limbs[words] = LARGEST;
        }
    }

    /// Adds `other`, with the given sign.
    fn add_signed(&mut self, other: &Self, negative: bool) {
        if self.negative == negative {
            let mut carry = false;
            for (limb, &more) in self.limbs.iter_mut().zip(&other.limbs) {
                let (sum, first) = limb.overflowing_add(more);
                let (sum, second) = sum.overflowing_add(u64::from(carry));
                (*limb, carry) = (sum, first | second);
            }
            self.saturate(carry);
        } else if self.compare_magnitudes(other) == Ordering::Less {
            subtract(&mut self.limbs, &other.limbs, |own, others| (others, own));
            self.negative = negative;
        } else {
            subtract(&mut self.limbs, &other.limbs, |own, others| (own, others));
        }
    }
}

/// The difference of two magnitudes, in the order that `pair` gives them.
#[inline(always)]
fn subtract(own: &mut [u64], others: &[u64], pair: impl Fn(u64, u64) -> (u64, u64)) {
    let mut borrow = false;
    for (limb, &other) in own.iter_mut().zip(others) {
        let (large, small) = pair(*limb, other);
        let (difference, first) = large.overflowing_sub(small);
        let (difference, second) = difference.overflowing_sub(u64::from(borrow));
        (*limb, borrow) = (difference, first | second);
    }
}

impl AddAssign<&Self> for Fixed {
    #[inline]
    fn add_assign(&mut self, other: &Self) {
        self.add_signed(other, other.negative);
    }
}

impl SubAssign<&Self> for Fixed {
    #[inline]
    fn sub_assign(&mut self, other: &Self) {
        self.add_signed(other, !other.negative);
    }
}

impl PartialEq for Fixed {
    fn eq(&self, other: &Self) -> bool {
        self.limbs == other.limbs && (self.negative == other.negative || self.is_zero())
    }
}

/// A sum of products of limbs, of three limbs.
#[derive(Clone, Copy, Default)]
struct Column {
    low: u128,
    high: u64,
}

impl Column {
    #[inline(always)]
    fn add(&mut self, product: u128) {
        let (sum, carry) = self.low.overflowing_add(product);
        self.low = sum;
        self.high += u64::from(carry);
    }

    /// Adds the products whose places add up to those of the first of one and the last of the other.
    #[inline(always)]
    fn add_products(&mut self, a: &[u64], b: &[u64]) {
        for (&x, &y) in a.iter().zip(b.iter().rev()) {
            self.add(u128::from(x) * u128::from(y));
        }
    }

    /// As [`add_products`](Self::add_products) of a number with itself, each pair once.
    #[inline(always)]
    fn add_square(&mut self, a: &[u64]) {
        let half = a.len() / 2;
        let mut pairs = Self::default();
        pairs.add_products(&a[..half], &a[a.len() - half..]);
        let high = pairs.high << 1 | (pairs.low >> 127) as u64;
        self.add(pairs.low << 1);
        self.high += high;
        if a.len() % 2 == 1 {
            self.add(u128::from(a[half]) * u128::from(a[half]));
        }
    }

    /// Takes the lowest limb out.
    #[inline(always)]
    #[allow(clippy::cast_possible_truncation, reason = "the lowest limb")]
    fn shift(&mut self) -> u64 {
        let lowest = self.low as u64;
        self.low = self.low >> 64 | u128::from(self.high) << 64;
        self.high = 0;
        lowest
    }
}
