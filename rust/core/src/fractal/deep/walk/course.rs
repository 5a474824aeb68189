//! The way that samples are followed.

use crate::fractal::Disc;
use crate::fractal::deep::table::Table;

/// log2 |`dz_n / dz_1`|² below which orbits converge to an attracting cycle, but for what `attracted` adds.
const ATTRACTED: f64 = -40.0;

/// Whether an orbit converges to an attracting cycle, given log2 |`dz_n / dz_1`|².
///
/// Beside a parabolic point the derivative of an orbit that escapes in the end first falls as `n^-2`, but no faster.
#[inline(always)]
pub fn attracted(growth: f64, n: u64) -> bool {
    growth < ATTRACTED - f64::from(4 * (64 - n.leading_zeros()))
}

/// How samples are followed along a reference.
#[derive(Clone, Copy)]
#[allow(clippy::struct_excessive_bools, reason = "what a loop may leave out")]
pub struct Course<'a> {
    /// The reference.
    pub table: &'a Table,
    /// Whether it is the orbit of the critical point.
    pub critical: bool,
    /// The degree of the map.
    pub degree: u32,
    /// The square of the bailout radius.
    pub limit: f64,
    /// Most steps.
    pub max_iter: u64,
    /// Differences below this one are not for float64.
    pub small: f64,
    /// A disc that no orbit leaves for good.
    pub disc: Option<Disc>,
    /// Whether samples are constants of the map.
    pub parameter: bool,
    /// Whether orbits that are attracted to a cycle need not go all their steps.
    pub proofs: bool,
    /// The side of a pixel, if the derivative is wanted.
    pub pixel: Option<f64>,
    /// Whether the least modulus is wanted.
    pub trap: bool,
}
