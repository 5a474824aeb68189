//! How large differences are: the larger part, which neither overflows nor underflows.

use crate::number::Scaled;

/// The most by which [`rough_size`] is less than [`size`]: log2(x) - (x - 1) is largest for x = 1 / ln 2.
pub const ROUGHNESS: f64 = 0.0861;

/// log2 of the maximum norm.
#[inline]
pub fn size(z: Scaled) -> f64 {
    let m = z.mantissa();
    m.re.abs().max(m.im.abs()).log2() + f64::from(z.exponent())
}

/// Nearly the same, without a logarithm: in the order of the sizes, and not above them.
#[inline(always)]
pub fn rough_size(z: Scaled) -> f64 {
    let m = z.mantissa();
    let (re, im) = (m.re.abs(), m.im.abs());
    let largest = if re > im { re } else { im };
    if largest == 0.0 { f64::NEG_INFINITY } else { largest - 1.0 + f64::from(z.exponent()) }
}
