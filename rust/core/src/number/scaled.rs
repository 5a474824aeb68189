//! Complex numbers in float64 whose exponent has 32 bits.

use std::ops::{Add, Div, Mul, Neg, Sub};

use num_complex::Complex64;

/// A complex number `mantissa` * 2^`exponent`, as precise as float64, that neither overflows nor underflows.
///
/// The larger part of the mantissa is in [1, 2), or all of it is 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scaled {
    mantissa: Complex64,
    exponent: i32,
}

/// Exponents further apart than this do not meet in a sum.
const APART: i32 = 128;

impl Scaled {
    /// 0.
    pub const ZERO: Self = Self { mantissa: Complex64::ZERO, exponent: 0 };
    /// 1.
    pub const ONE: Self = Self { mantissa: Complex64::ONE, exponent: 0 };

    /// `mantissa` * 2^`exponent`.
    #[must_use]
    #[inline]
    pub fn new(mantissa: Complex64, exponent: i32) -> Self {
        let largest = mantissa.re.abs().max(mantissa.im.abs());
        if largest == 0.0 || !largest.is_finite() {
            return Self { mantissa, exponent: 0 };
        }
        match exponent_of(largest.to_bits()) - 1023 {
            // To where powers of two and their inverses are normal numbers.
            ..-1000 => Self::new(mantissa * power_of_two(64), exponent.saturating_sub(64)),
            1001.. => Self::new(mantissa * power_of_two(-64), exponent.saturating_add(64)),
            shift => {
                Self { mantissa: mantissa * power_of_two(-shift), exponent: exponent.saturating_add(shift) }
            }
        }
    }

    /// 2^`logarithm`, which is below 2^31 in magnitude.
    #[must_use]
    pub fn power_of_two(logarithm: f64) -> Self {
        let whole = logarithm.floor();
        #[allow(clippy::cast_possible_truncation, reason = "`as` saturates")]
        let exponent = whole as i32;
        Self::new(Complex64::new((logarithm - whole).exp2(), 0.0), exponent)
    }

    /// The mantissa.
    #[must_use]
    pub const fn mantissa(self) -> Complex64 {
        self.mantissa
    }

    /// The exponent.
    #[must_use]
    pub const fn exponent(self) -> i32 {
        self.exponent
    }

    /// In float64: what is too large becomes infinite, what is too small 0.
    #[must_use]
    pub fn to_complex64(self) -> Complex64 {
        let exponent = self.exponent.clamp(-2000, 2000);
        let half = exponent / 2;
        self.mantissa * power_of_two(half) * power_of_two(exponent - half)
    }

    /// log2 of its absolute value; -inf for 0.
    #[must_use]
    pub fn log2(self) -> f64 {
        self.mantissa.norm().log2() + f64::from(self.exponent)
    }

    /// Its principal root of this order, at least 1.
    #[must_use]
    pub fn root(self, order: f64) -> Self {
        if order == 1.0 || self == Self::ZERO {
            return self;
        }
        let logarithm = self.log2() / order;
        let (whole, angle) = (logarithm.floor(), self.mantissa.arg() / order);
        #[allow(clippy::cast_possible_truncation, reason = "smaller than the exponent")]
        let exponent = whole as i32;
        Self::new(Complex64::from_polar((logarithm - whole).exp2(), angle), exponent)
    }

    /// Its absolute value, as a complex number.
    #[must_use]
    #[inline]
    pub fn abs(self) -> Self {
        Self::new(Complex64::new(self.mantissa.norm(), 0.0), self.exponent)
    }

    /// Whether its real part is larger than that of `other`.
    #[must_use]
    #[inline]
    pub fn exceeds(self, other: Self) -> bool {
        (self - other).mantissa.re > 0.0
    }

    /// 2^`power` times it.
    #[must_use]
    pub const fn shifted(self, power: i32) -> Self {
        Self { mantissa: self.mantissa, exponent: self.exponent.saturating_add(power) }
    }

    /// 1 divided by it.
    #[must_use]
    pub fn inverse(self) -> Self {
        Self::new(self.mantissa.inv(), self.exponent.saturating_neg())
    }
}

impl From<Complex64> for Scaled {
    #[inline]
    fn from(number: Complex64) -> Self {
        Self::new(number, 0)
    }
}

/// A real number.
impl From<f64> for Scaled {
    #[inline]
    fn from(number: f64) -> Self {
        Self::new(Complex64::new(number, 0.0), 0)
    }
}

impl Mul for Scaled {
    type Output = Self;

    #[inline]
    fn mul(self, other: Self) -> Self {
        Self::new(self.mantissa * other.mantissa, self.exponent.saturating_add(other.exponent))
    }
}

impl Div for Scaled {
    type Output = Self;

    #[inline]
    fn div(self, other: Self) -> Self {
        Self::new(self.mantissa / other.mantissa, self.exponent.saturating_sub(other.exponent))
    }
}

impl Add for Scaled {
    type Output = Self;

    #[inline]
    fn add(self, other: Self) -> Self {
        if self.mantissa == Complex64::ZERO {
            return other;
        }
        if other.mantissa == Complex64::ZERO {
            return self;
        }
        let (large, small) = if self.exponent >= other.exponent { (self, other) } else { (other, self) };
        let shift = small.exponent.saturating_sub(large.exponent).max(-APART);
        Self::new(large.mantissa + small.mantissa * power_of_two(shift), large.exponent)
    }
}

impl Neg for Scaled {
    type Output = Self;

    #[inline]
    fn neg(self) -> Self {
        Self { mantissa: -self.mantissa, exponent: self.exponent }
    }
}

impl Sub for Scaled {
    type Output = Self;

    #[inline]
    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

/// The stored exponent of a number of these bits.
#[inline(always)]
#[allow(clippy::cast_possible_truncation, reason = "eleven bits")]
pub(super) const fn exponent_of(bits: u64) -> i32 {
    (bits >> 52 & 0x7ff) as i32
}

/// 2^`exponent`, which is from -1022 to 1023.
#[inline(always)]
#[allow(clippy::cast_sign_loss, reason = "a stored exponent is positive")]
pub(super) const fn power_of_two(exponent: i32) -> f64 {
    f64::from_bits(((exponent + 1023) as u64) << 52)
}
