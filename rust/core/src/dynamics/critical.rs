//! The critical orbit of z -> z^d + c in as many digits as it takes.

use bigdecimal::BigDecimal;

use crate::number::{Fixed, FixedComplex, MAX_DIGITS, Scaled, Scratch, decimal};
use crate::{Cancellation, Error, Result};

/// Parameters lie within this distance of 0 on both axes.
const REACH: f64 = 64.0;
/// Steps between two looks at the cancellation.
pub const LOOK: u32 = 64;

/// The orbit of 0, and its derivative by c.
#[derive(Clone, Debug)]
pub struct CriticalOrbit {
    c: FixedComplex,
    degree: u32,
    z: FixedComplex,
    value: Scaled,
    derivative: Scaled,
    scratch: Scratch,
}

impl CriticalOrbit {
    /// The orbit before its first step: at 0.
    #[must_use]
    pub fn new(c: FixedComplex, degree: u32) -> Self {
        let words = c.words();
        Self {
            c,
            degree,
            z: FixedComplex::zero(words),
            value: Scaled::ZERO,
            derivative: Scaled::ZERO,
            scratch: Scratch::new(words),
        }
    }

    /// Goes one step further.
    pub fn advance(&mut self) {
        self.derivative = self.slope() * self.derivative + Scaled::ONE;
        self.z.power(self.degree, &mut self.scratch);
        self.z += &self.c;
        self.value = self.z.to_scaled();
    }

    /// Goes further by so many steps.
    pub fn advanced(mut self, steps: u32, cancellation: &Cancellation) -> Result<Self> {
        for step in 0..steps {
            if step % LOOK == 0 {
                cancellation.check()?;
            }
            self.advance();
        }
        Ok(self)
    }

    /// The present point.
    #[must_use]
    pub const fn point(&self) -> &FixedComplex {
        &self.z
    }

    /// The present point, as precise as float64.
    #[must_use]
    pub const fn value(&self) -> Scaled {
        self.value
    }

    /// The derivative of the present point by c.
    #[must_use]
    pub const fn derivative(&self) -> Scaled {
        self.derivative
    }

    /// The derivative d z^(d - 1) of the map at the present point.
    #[must_use]
    #[inline]
    pub fn slope(&self) -> Scaled {
        let mut power = self.value * Scaled::from(f64::from(self.degree));
        for _ in 2..self.degree {
            power = power * self.value;
        }
        power
    }
}

/// The parameter that two decimal numbers write, with all their digits.
///
/// # Errors
/// [`Error::InvalidArgument`] naming `name` unless both are decimal numbers of magnitude at most 64.
pub fn parameter(name: &'static str, (re, im): (&str, &str)) -> Result<FixedComplex> {
    let parts = [decimal(name, re)?, decimal(name, im)?];
    let places = parts.each_ref().map(BigDecimal::fractional_digit_count);
    let places = u32::try_from(places[0].max(places[1]).max(0)).unwrap_or(MAX_DIGITS);
    let [re, im] = parts.each_ref().map(|part| Fixed::from_decimal(part, words_for(bits_of(places))));
    if re.to_f64().abs().max(im.to_f64().abs()) > REACH {
        return Err(Error::invalid(name, format!("within {REACH} of 0"), format!("{:e}", re.to_f64())));
    }
    Ok(FixedComplex { re, im })
}

/// The words that hold so many binary places and a margin of one to two words.
#[must_use]
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` saturates, and sizes are bounded"
)]
pub fn words_for(bits: f64) -> usize {
    (bits.max(0.0) / 64.0).ceil() as usize + 1
}

/// The binary places of so many decimal ones.
#[must_use]
pub fn bits_of(digits: u32) -> f64 {
    f64::from(digits) * std::f64::consts::LOG2_10
}
