//! Blocks of steps for differences that float64 cannot hold: bivariate linear approximation.
//!
//! `d_{m+l} = A d_m + B dc` while `|d_m|` is below the block's radius, where the neglected terms are below 2^-53 of those
//! that are kept (Zhuoran, fractalforums.org, 2021; Heiland-Allen, mathr.co.uk, 2022-02-21).

use num_complex::Complex64;

use crate::fractal::deep::blocks::block::Block;
use crate::fractal::deep::reference_orbit::OrbitPoints;
use crate::fractal::deep::size::{ROUGHNESS, size};
use crate::number::Scaled;

/// What is neglected, relative to what is kept.
const PRECISION: f64 = f64::EPSILON / 2.0;

/// What blocks depend on but the orbit.
#[derive(Clone, Copy)]
pub struct Reach {
    /// The degree of the map.
    pub degree: u32,
    /// The largest difference of constants, along the axes.
    pub dc: Scaled,
}

/// Several steps in one.
#[derive(Clone, Copy)]
pub struct Linear {
    /// `dz_{m+l} / dz_m`.
    pub a: Scaled,
    /// `dz_{m+l} / dc`.
    pub b: Scaled,
    /// log2 |A|².
    pub growth: f64,
    /// The least |Z|² strictly between both ends.
    pub least: f64,
    /// |Z|² where it begins.
    start: f64,
    /// log2 of the differences that may take it, in the maximum norm.
    radius: f64,
}

impl Block for Linear {
    type Kept = Self;
    type Setting = Reach;

    fn single(points: &OrbitPoints, m: usize, reach: &Reach) -> Self {
        let z = points.scaled(m);
        let power = (2..reach.degree).fold(z, |power, _| power * z);
        let factor = f64::from(reach.degree);
        Self {
            a: power * Complex64::from(factor).into(),
            b: Scaled::ONE,
            growth: z.log2() * 2.0 * (factor - 1.0) + 2.0 * factor.log2(),
            least: f64::INFINITY,
            start: points.z[m].norm_sqr(),
            radius: linear(z, reach.degree),
        }
    }

    fn then(&self, next: &Self, reach: &Reach) -> Self {
        // |re| + |im| is at most twice the larger one.
        let left = (1.0 + size(self.b) + size(reach.dc) - next.radius).exp2();
        let before = next.radius + (1.0 - left).log2() - size(self.a) - 1.0;
        Self {
            a: next.a * self.a,
            b: next.a * self.b + next.b,
            growth: self.growth + next.growth,
            least: self.least.min(next.least).min(next.start),
            start: self.start,
            // NaN where nothing is left.
            radius: if before > f64::NEG_INFINITY { self.radius.min(before) } else { f64::NEG_INFINITY },
        }
    }

    fn finish(&self, _: &Reach) -> Option<(f64, Self)> {
        (self.radius > f64::NEG_INFINITY).then_some((self.radius - ROUGHNESS, *self))
    }
}

/// log2 of the differences for which a step at `z` is linear.
pub fn linear(z: Scaled, degree: u32) -> f64 {
    size(z) + (PRECISION * 2.0 / (f64::from(degree) - 1.0)).log2()
}
