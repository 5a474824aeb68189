//! Blocks of steps that are linear for small differences from the reference orbit.
//!
//! `d_{m+l} = A d_m + B dc` while `|d_m|` is below the block's radius, where the neglected terms are below 2^-53 of those
//! that are kept. Blocks of 2^k steps begin at m = 1 + j 2^k and are merged from two of half the length
//! (bivariate linear approximation; Zhuoran, fractalforums.org, 2021; Heiland-Allen, mathr.co.uk, 2022-02-21).

use std::array;
use std::ops::{Add, Mul};

use num_complex::Complex64;

use crate::fractal::deep::reference_orbit::Points;
use crate::number::Scaled;

/// The longest blocks have 2^LEVELS steps.
pub const LEVELS: usize = 12;
/// What is neglected, relative to what is kept.
const PRECISION: f64 = f64::EPSILON / 2.0;

/// Coefficients of blocks: in float64, or with an exponent of their own.
pub trait Coefficient: Copy + Add<Output = Self> + Mul<Output = Self> + From<Complex64> {
    /// A magnitude, which one compares.
    type Size: Copy + PartialOrd;

    /// `Z_m` of the reference.
    fn point(points: &Points, m: usize) -> Self;

    /// The differences for which a step of this degree at `self` is linear.
    fn linear(self, degree: f64) -> Self::Size;

    /// The differences that stay below `first` now and below `second` after `block`; none if there are none.
    fn both(block: &Block<Self>, second: Self::Size, dc: Scaled) -> Self::Size;
}

/// Several steps in one.
#[derive(Clone, Copy)]
#[repr(align(64))]
pub struct Block<C: Coefficient> {
    /// `dz_{m+l} / dz_m`.
    pub a: C,
    /// `dz_{m+l} / dc`.
    pub b: C,
    /// Differences below this one, in the maximum norm, may take it.
    pub radius: C::Size,
    /// log2 |A|².
    pub growth: f64,
    /// The least |Z|² strictly between both ends.
    pub least: f64,
}

impl<C: Coefficient> Block<C> {
    /// The step from `Z_m`.
    pub fn single(points: &Points, m: usize, degree: u32) -> Self {
        let z = C::point(points, m);
        let power = (2..degree).fold(z, |power, _| power * z);
        let squared = points.scaled(m).log2() * 2.0;
        let factor = f64::from(degree);
        Self {
            a: power * Complex64::from(factor).into(),
            b: Complex64::ONE.into(),
            radius: z.linear(factor),
            growth: squared * (factor - 1.0) + 2.0 * factor.log2(),
            least: f64::INFINITY,
        }
    }

    /// `self`, then `next` from the point `z` between them; constants of orbits differ by at most `dc`.
    pub fn then(&self, next: &Self, z: Complex64, dc: Scaled) -> Self {
        Self {
            a: next.a * self.a,
            b: next.a * self.b + next.b,
            radius: C::both(self, next.radius, dc),
            growth: self.growth + next.growth,
            least: self.least.min(next.least).min(z.norm_sqr()),
        }
    }
}

/// The blocks of a reference orbit: those of 2^k steps in level k, from 1.
#[derive(Clone)]
pub struct Blocks<C: Coefficient> {
    levels: [Vec<Block<C>>; LEVELS],
}

impl<C: Coefficient> Blocks<C> {
    /// No block yet.
    pub fn new() -> Self {
        Self { levels: array::from_fn(|_| Vec::new()) }
    }

    /// Adds those that end at `Z_last` at the latest.
    pub fn extend(&mut self, points: &Points, last: usize, degree: u32, dc: Scaled) {
        let single = |m| Block::single(points, m, degree);
        let [pairs, ..] = &mut self.levels;
        for m in (1 + 2 * pairs.len()..last.saturating_sub(1)).step_by(2) {
            pairs.push(single(m).then(&single(m + 1), points.z[m + 1], dc));
        }
        for level in 2..=LEVELS {
            let (below, this) = self.levels.split_at_mut(level - 1);
            let (halves, blocks) = (&below[level - 2], &mut this[0]);
            for j in blocks.len()..halves.len() / 2 {
                let middle = 1 + (2 * j + 1) * (1 << (level - 1));
                blocks.push(halves[2 * j].then(&halves[2 * j + 1], points.z[middle], dc));
            }
        }
    }

    /// The block of 2^`level` steps that begins at `m`, if there is one; `m` must be a place where one may begin.
    #[inline(always)]
    pub fn get(&self, m: usize, level: usize) -> Option<&Block<C>> {
        self.levels[level - 1].get(m.wrapping_sub(1) >> level)
    }

    /// The longest block from `m` that these differences may take: its level and itself.
    #[inline(always)]
    pub fn longest(&self, m: usize, difference: C::Size) -> Option<(usize, &Block<C>)> {
        let highest = highest(m);
        let mut found = None;
        for level in 1..=highest {
            match self.get(m, level) {
                Some(block) if difference < block.radius => found = Some((level, block)),
                _ => break,
            }
        }
        found
    }

    /// Bytes that they take.
    pub fn bytes(&self) -> usize {
        self.levels.iter().map(|blocks| blocks.capacity() * size_of::<Block<C>>()).sum()
    }
}

/// The level of the longest block that may begin at `m`.
#[inline(always)]
pub fn highest(m: usize) -> usize {
    (m.wrapping_sub(1).trailing_zeros() as usize).min(LEVELS)
}

impl Coefficient for Complex64 {
    type Size = f64;

    fn point(points: &Points, m: usize) -> Self {
        points.z[m]
    }

    fn linear(self, degree: f64) -> f64 {
        PRECISION * self.re.abs().max(self.im.abs()) * 2.0 / (degree - 1.0)
    }

    fn both(block: &Block<Self>, second: f64, dc: Scaled) -> f64 {
        let dc = dc.to_complex64().re;
        let stretch = |c: Self| c.re.abs() + c.im.abs();
        let before = (second - stretch(block.b) * dc) / stretch(block.a);
        // Also where a coefficient is too large for float64.
        if before > 0.0 && before < f64::INFINITY { block.radius.min(before) } else { 0.0 }
    }
}

/// Magnitudes are binary logarithms.
impl Coefficient for Scaled {
    type Size = f64;

    fn point(points: &Points, m: usize) -> Self {
        points.scaled(m)
    }

    fn linear(self, degree: f64) -> f64 {
        size(self) + (PRECISION * 2.0 / (degree - 1.0)).log2()
    }

    fn both(block: &Block<Self>, second: f64, dc: Scaled) -> f64 {
        // |re| + |im| is at most twice the larger one.
        let left = (1.0 + size(block.b) + size(dc) - second).exp2();
        let before = second + (1.0 - left).log2() - size(block.a) - 1.0;
        // NaN where nothing is left.
        if before > f64::NEG_INFINITY { block.radius.min(before) } else { f64::NEG_INFINITY }
    }
}

/// log2 of the maximum norm.
#[inline]
pub fn size(z: Scaled) -> f64 {
    let m = z.mantissa();
    m.re.abs().max(m.im.abs()).log2() + f64::from(z.exponent())
}
