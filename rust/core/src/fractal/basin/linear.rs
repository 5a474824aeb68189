//! The neighborhood of a cycle's point where the map that returns is about linear.

use std::f64::consts::TAU;

use num_complex::Complex64;

use crate::fractal::basin::Basin;

/// Its radius, relative to the scale of the cycle.
const NEAR: f64 = 1e-3;
/// A multiplier less than this turns nothing: the map is no rotation near the cycle.
const FLAT: f64 = 1e-9;

/// Where the map that returns is w -> λ w + b w², seen from a point of the cycle: there φ(w) = w + b / (λ - λ²) w² becomes
/// λ φ(w), up to the next order (G. Koenigs).
pub struct Linear {
    /// The point.
    pub point: Complex64,
    /// The number of points of the cycle.
    pub period: u32,
    multiplier: Complex64,
    /// The distance within which an orbit has arrived.
    pub near: f64,
    /// The distance within which φ is as precise as it is to be.
    pub close: f64,
    /// b / (λ - λ²), times `near`.
    bend: Complex64,
}

impl Linear {
    /// That of a cycle; `bend` is the half of the second derivative of the map that returns, times `scale`.
    pub fn new(
        point: Complex64,
        period: u32,
        multiplier: Complex64,
        (scale, bend): (f64, Complex64),
    ) -> Self {
        let near = NEAR * scale;
        if multiplier.norm() < FLAT {
            return Self { point, period, multiplier, near, close: near, bend: Complex64::ZERO };
        }
        // Rounding ends what is gained by going closer.
        let close = near * multiplier.norm().min((1.0 - multiplier).norm()).max(NEAR * NEAR);
        let bend = NEAR * bend / (multiplier - multiplier * multiplier);
        Self { point, period, multiplier, near, close, bend }
    }

    /// The basin of a sample that is `w` from the point after n steps.
    pub fn basin(&self, n: u32, w: Complex64) -> Basin {
        // Where z -> z^d + c is φ -> λ φ each p steps, φ has turned as often as the steps say.
        let turned = f64::from(n.div_ceil(self.period)) * self.multiplier.arg();
        let straight = w + self.bend * w * (w / self.near);
        let flat = self.multiplier.norm() < FLAT || w == Complex64::ZERO;
        Basin {
            period: 1 + (self.period - n % self.period) % self.period,
            angle: if flat { f64::NAN } else { ((straight.arg() - turned) / TAU).rem_euclid(1.0) },
            distance: f64::NAN,
        }
    }
}
