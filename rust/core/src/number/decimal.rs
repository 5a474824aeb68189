//! Decimal numbers: read, written, and made fixed-point.

use bigdecimal::BigDecimal;
use bigdecimal::num_bigint::{BigInt, Sign};

use crate::number::Fixed;
use crate::{Error, Result, quoted};

/// Most decimal digits before or after the point.
pub const MAX_DIGITS: u32 = 1 << 16;

/// The decimal number that `text` writes, such as `"-0.75"` or `"1e-300"`.
///
/// # Errors
/// [`Error::InvalidArgument`] naming `name` unless it is one, of at most [`MAX_DIGITS`] digits before and after the
/// point.
pub fn decimal(name: &'static str, text: &str) -> Result<BigDecimal> {
    let digits = i64::from(MAX_DIGITS);
    let number: Option<BigDecimal> = if text.len() <= MAX_DIGITS as usize && !text.contains('_') {
        text.trim().parse().ok()
    } else {
        None
    };
    number.filter(|number| number.fractional_digit_count().abs() <= digits).ok_or_else(|| {
        Error::invalid(name, format!("a decimal number of at most {MAX_DIGITS} digits"), quoted(text))
    })
}

impl Fixed {
    /// The nearest number with `words` words of 64 binary places, or the largest.
    #[must_use]
    pub fn from_decimal(number: &BigDecimal, words: usize) -> Self {
        let (digits, scale) = number.as_bigint_and_exponent();
        let places = 64 * words as u64;
        let power = BigInt::from(10).pow(u32::try_from(scale.unsigned_abs()).unwrap_or(u32::MAX));
        let wide = if scale > 0 {
            // Rounded half away from zero.
            let twice = (digits.magnitude() << (places + 1)) / power.magnitude();
            (twice + 1_u32) >> 1
        } else {
            (digits.magnitude() * power.magnitude()) << places
        };
        let mut fixed = Self::zero(words);
        fixed.negative = digits.sign() == Sign::Minus;
        let limbs = wide.to_u64_digits();
        for (slot, &limb) in fixed.limbs.iter_mut().zip(&limbs) {
            *slot = limb;
        }
        fixed.saturate(limbs.len() > words + 1);
        fixed
    }

    /// The number that `text` writes, with `words` words of 64 binary places.
    ///
    /// # Errors
    /// As [`decimal`].
    pub fn parse(name: &'static str, text: &str, words: usize) -> Result<Self> {
        Ok(Self::from_decimal(&decimal(name, text)?, words))
    }

    /// It with `digits` decimal places, rounded to the nearest.
    #[must_use]
    pub fn to_decimal(&self, digits: u32) -> String {
        let magnitude = self.limbs.iter().rev().fold(BigInt::ZERO, |sum, &limb| (sum << 64) + limb);
        let scaled = magnitude * BigInt::from(10).pow(digits);
        let places = 64 * self.words() as u64;
        let rounded: BigInt = ((scaled << 1_u32 >> places) + 1_u32) >> 1_u32;
        let signed = if self.negative { -rounded } else { rounded };
        BigDecimal::new(signed, i64::from(digits)).to_plain_string()
    }
}
