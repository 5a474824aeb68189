//! Numbers n 2^e, exact at any depth.

use bigdecimal::num_bigint::BigInt;
use bigdecimal::{BigDecimal, RoundingMode};

/// Largest magnitude of an exponent.
pub const MAX_EXPONENT: u32 = 1 << 16;

/// n 2^e.
pub fn dyadic(n: BigInt, e: i32) -> BigDecimal {
    let power = e.unsigned_abs();
    if e >= 0 {
        BigDecimal::from(n << power)
    } else {
        // 2^-e = 5^e / 10^e.
        BigDecimal::new(n * BigInt::from(5).pow(power), i64::from(power))
    }
}

/// m 2^e for a finite number m.
pub fn scaled(m: f64, e: i32) -> BigDecimal {
    let bits = m.to_bits();
    let stored = i32::try_from(bits >> 52 & 0x7ff).unwrap_or_default();
    let fraction = bits & ((1 << 52) - 1);
    let (integer, exponent) =
        if stored == 0 { (fraction, -1074) } else { (fraction | 1 << 52, stored - 1075) };
    let signed = if m.is_sign_negative() { -BigInt::from(integer) } else { BigInt::from(integer) };
    dyadic(signed, exponent + e)
}

/// The largest integer that is not larger.
pub fn floor(number: &BigDecimal) -> BigInt {
    number.with_scale_round(0, RoundingMode::Floor).into_bigint_and_exponent().0
}

/// The nearest float64.
pub fn to_float64(number: &BigDecimal) -> f64 {
    // The conversion of the crate rounds more than once.
    number.to_scientific_notation().parse().unwrap_or(f64::NAN)
}
