//! Powers and logarithms of two, lane by lane, without branches.
//!
//! The polynomials are minimax in relative error (Remez exchange in 60-digit arithmetic).

use crate::compute::Lanes;

/// 2^f for f in [-1/2, 1/2], to 2.2e-16.
const EXP2: [f64; 11] = [
    1.0,
    0.693_147_180_559_949_7,
    0.240_226_506_959_087_68,
    0.055_504_108_664_458_84,
    0.009_618_129_108_034_489,
    0.001_333_355_822_856_102_3,
    0.000_154_035_299_612_574_4,
    1.525_265_811_685_230_2e-5,
    1.321_566_277_375_172_9e-6,
    1.020_853_784_477_803_4e-7,
    7.037_289_072_320_239_5e-9,
];

/// log2((1 + s) / (1 - s)) / s as a polynomial in s², for mantissas in [sqrt(1/2), sqrt(2)], to 1.2e-18.
const LOG2: [f64; 8] = [
    2.885_390_081_777_926_8,
    0.961_796_693_925_989_9,
    0.577_078_016_345_47,
    0.412_198_585_811_149_05,
    0.320_598_533_919_637_66,
    0.262_334_402_029_431_65,
    0.220_911_860_967_922_29,
    0.213_670_827_435_512_2,
];

/// Added to a double below 2^51 it leaves the nearest integer in the low bits.
const ROUND: f64 = 6_755_399_441_055_744.0; // 1.5 * 2^52

/// Below this power a double is no longer normal, and the result is zero.
const SMALLEST: f64 = -1022.0;

/// 2^x for x <= 1023, to a relative error of 1e-15; exactly zero for x < -1022, -inf and NaN.
#[inline(always)]
#[must_use]
pub fn exp2<const L: usize>(x: Lanes<L>) -> Lanes<L> {
    let round = Lanes::splat(ROUND);
    let rounded = x + round;
    let fraction = x - (rounded - round);
    let mantissa = polynomial::<L, _, true>(&EXP2, fraction);
    Lanes::each(|lane| {
        let power = mantissa.0[lane].to_bits().wrapping_add(rounded.0[lane].to_bits() << 52);
        if x.0[lane] >= SMALLEST { f64::from_bits(power) } else { 0.0 }
    })
}

/// log2 of positive normal numbers, to a relative error of 1e-15.
#[inline(always)]
#[must_use]
pub fn log2<const L: usize>(x: Lanes<L>) -> Lanes<L> {
    let (whole, s) = split(x);
    polynomial::<L, _, true>(&LOG2, s * s).mul_add(s, whole)
}

/// log2 and the inverse of positive normal numbers below 2^1022, with one division for both.
#[inline(always)]
#[must_use]
pub fn log2_and_inverse<const L: usize>(x: Lanes<L>) -> (Lanes<L>, Lanes<L>) {
    let (whole, mantissa) = parts(x);
    let one = Lanes::splat(1.0);
    let above = mantissa + one;
    let inverse = one / (x * above);
    let s = (mantissa - one) * x * inverse;
    (polynomial::<L, _, true>(&LOG2, s * s).mul_add(s, whole), above * inverse)
}

/// As [`log2`], with the same bits on every instruction set: no operation is fused.
#[inline(always)]
#[must_use]
pub fn log2_alike<const L: usize>(x: Lanes<L>) -> Lanes<L> {
    let (whole, s) = split(x);
    polynomial::<L, _, false>(&LOG2, s * s) * s + whole
}

/// The exponent of x, counted from sqrt(1/2), and (m - 1) / (m + 1) of its mantissa m.
#[inline(always)]
fn split<const L: usize>(x: Lanes<L>) -> (Lanes<L>, Lanes<L>) {
    let (whole, mantissa) = parts(x);
    let one = Lanes::splat(1.0);
    (whole, (mantissa - one) / (mantissa + one))
}

/// The exponent of x, counted from sqrt(1/2), and its mantissa.
#[inline(always)]
fn parts<const L: usize>(x: Lanes<L>) -> (Lanes<L>, Lanes<L>) {
    const SQRT_HALF: u64 = std::f64::consts::FRAC_1_SQRT_2.to_bits();
    const EXPONENT: u64 = 0xfff << 52;
    // The exponent is kept in the place of its bits.
    let exponent = |lane: usize| (x.0[lane].to_bits().wrapping_sub(SQRT_HALF)) & EXPONENT;
    let mantissa = Lanes::each(|lane| f64::from_bits(x.0[lane].to_bits().wrapping_sub(exponent(lane))));
    // Moved down into the mantissa of 1.5 * 2^52, it becomes a double by a subtraction.
    let whole = Lanes::each(|lane| {
        let shifted = (exponent(lane) >> 52) ^ 0x800;
        f64::from_bits(ROUND.to_bits() | shifted)
    }) - Lanes::splat(ROUND + 2048.0);
    (whole, mantissa)
}

/// Horner's rule.
#[inline(always)]
fn polynomial<const L: usize, const N: usize, const FUSED: bool>(
    coefficients: &[f64; N],
    x: Lanes<L>,
) -> Lanes<L> {
    let mut value = Lanes::splat(coefficients[N - 1]);
    for &coefficient in coefficients[..N - 1].iter().rev() {
        let coefficient = Lanes::splat(coefficient);
        value = if FUSED { value.mul_add(x, coefficient) } else { value * x + coefficient };
    }
    value
}
