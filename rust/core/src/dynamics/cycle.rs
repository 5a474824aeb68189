//! The attracting cycle of a map, if it has one.

use std::f64::consts::TAU;

use num_complex::Complex64;

use crate::dynamics::Unicritical;
use crate::dynamics::map::Derivatives;
use crate::{Cancellation, Result};

/// A multiplier this close to the unit circle cannot be told from one on it.
const INDIFFERENT: f64 = 1e-6;
/// Most steps of Newton's method; a double root, at a parabolic parameter, takes 26.
const NEWTON_STEPS: usize = 40;
/// Logarithms of the radii of discs that may be mapped into themselves.
const DISCS: [f64; 9] = [-4.0, -8.0, -12.0, -16.0, -20.0, -24.0, -30.0, -36.0, -42.0];
/// Relative error of a step, and the margin of the proof.
const ROUNDING: f64 = 8.0 * f64::EPSILON;
const MARGIN: f64 = 1.0 + 1e-6;
/// An indifferent cycle is that of a divisor of its length if it closes this much earlier, relative to |z| about 1.
const CLOSED: f64 = 1e-7;
/// The orbit is looked at for returns after this many steps, four times as many, and so on.
const FIRST_LOOK: u32 = 256;
/// Steps between two looks at the cancellation.
const LOOK: u32 = 1 << 14;
/// Longest return that is looked for.
const LONGEST_RETURN: u32 = 4096;

/// A cycle of z -> z^d + c that attracts, or is indifferent to within 1e-6.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cycle {
    /// The number of its points.
    pub period: u32,
    /// Its point nearest to the critical point 0.
    pub point: Complex64,
    /// The derivative of the `period`-th iterate at each of its points.
    pub multiplier: Complex64,
}

impl Cycle {
    /// The attracting cycle, if `max_iter` steps of the critical orbit show one.
    ///
    /// There is at most one, and it attracts the critical orbit (Fatou). Each time that `|z_n|` is smaller than ever,
    /// n may be the period, and Newton's method on f^n(w) = w from `z_n` finds the cycle long before the orbit settles.
    #[must_use]
    pub fn attracting(map: &Unicritical, max_iter: u32) -> Option<Self> {
        static NEVER: Cancellation = Cancellation::new();
        Self::search(map, max_iter, &NEVER).unwrap_or_default()
    }

    /// As [`attracting`](Self::attracting).
    ///
    /// # Errors
    /// [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn search(map: &Unicritical, max_iter: u32, cancellation: &Cancellation) -> Result<Option<Self>> {
        let limit = map.escape_radius().powi(2);
        let (mut z, mut least) = (Complex64::ZERO, f64::INFINITY);
        let mut look = FIRST_LOOK;
        for n in 1..=max_iter {
            if n % LOOK == 0 {
                cancellation.check()?;
            }
            z = map.step(z);
            let norm = z.norm_sqr();
            if !(norm <= limit) {
                return Ok(None);
            }
            let mut found = None;
            if norm < least {
                least = norm;
                found = Self::near(map, n, z);
            }
            if found.is_none() && (n == look || n == max_iter) {
                look = look.saturating_mul(4);
                found = Self::returning(map, z);
            }
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    /// The attracting cycle that Newton's method finds from `start`, of this period or of one that divides it.
    #[must_use]
    pub fn near(map: &Unicritical, period: u32, start: Complex64) -> Option<Self> {
        let limit = map.escape_radius().powi(2);
        let (mut w, mut last) = (start, f64::INFINITY);
        for _ in 0..NEWTON_STEPS {
            let (mut z, mut slope) = (w, Complex64::ONE);
            for _ in 0..period {
                let (next, factor) = map.step_and_slope(z);
                (z, slope) = (next, slope * factor);
                if !(z.norm_sqr() <= limit) {
                    return None;
                }
            }
            let step = (z - w) / (1.0 - slope);
            if !step.is_finite() {
                // Of a double root there is nothing left to improve.
                let cycle = Self { period, point: w, multiplier: slope };
                return if z == w { cycle.confirmed(map) } else { None };
            }
            let size = step.norm();
            // A step that rounding made: the last one was as good.
            if size < 1e-14 || (size < 1e-7 && size >= 0.6 * last) {
                let cycle = Self { period, point: w, multiplier: slope };
                return cycle.confirmed(map);
            }
            // Long steps leave the basin; what has not come close by half of the steps is elsewhere.
            if size > 4.0 {
                return None;
            }
            (w, last) = (w + step, size);
        }
        None
    }

    /// The cycle on which the orbit of `start` has begun to settle.
    fn returning(map: &Unicritical, start: Complex64) -> Option<Self> {
        let (mut z, mut nearest) = (start, f64::INFINITY);
        for n in 1..=LONGEST_RETURN {
            z = map.step(z);
            let distance = (z - start).norm_sqr();
            if distance < nearest {
                nearest = distance;
                if let Some(cycle) = Self::near(map, n, z) {
                    return Some(cycle);
                }
            }
        }
        None
    }

    /// The same with its least period, if it is one: proved where it attracts, as far as float64 tells where it is
    /// indifferent.
    fn confirmed(self, map: &Unicritical) -> Option<Self> {
        if self.multiplier.norm() > 1.0 + INDIFFERENT {
            return None;
        }
        if self.is_indifferent() {
            return Some(self.reduced(map, CLOSED));
        }
        // Around its point nearest to 0 the disc that is mapped into itself is largest.
        let points = self.points(map);
        let nearest = points.into_iter().min_by(|a, b| a.norm_sqr().total_cmp(&b.norm_sqr()))?;
        let cycle = Self { point: nearest, ..self };
        let radius = DISCS.map(f64::exp2).into_iter().find(|&radius| cycle.attracts(map, radius))?;
        // The disc is part of a component of the basin, of which a cycle has as many as points.
        Some(cycle.reduced(map, radius))
    }

    /// Whether the iterate that returns maps the disc of this radius around its point into itself, proved by an
    /// enclosure to first order: z + (d / r) h + E with |E| <= e for all |h| <= r.
    fn attracts(&self, map: &Unicritical, radius: f64) -> bool {
        let (mut z, mut d, mut e) = (self.point, radius, 0.0);
        for _ in 0..self.period {
            let spread = d + e;
            let (next, slope) = map.step_and_slope(z);
            let size = z.norm();
            let image = map.remainder(size, spread);
            e = slope.norm() * e + image + ROUNDING * (next.norm() + map.c().norm() + 1.0);
            (z, d) = (next, slope.norm() * d);
        }
        (z - self.point).norm() + (d + e) * MARGIN < radius
    }

    /// The same cycle with the smallest of its periods, after which it is back this closely, and its point nearest to 0.
    fn reduced(mut self, map: &Unicritical, closed: f64) -> Self {
        let start = self.point;
        let (mut z, mut multiplier) = (start, Complex64::ONE);
        for n in 1..=self.period {
            let (next, slope) = map.step_and_slope(z);
            (z, multiplier) = (next, multiplier * slope);
            if self.period.is_multiple_of(n) && (z - start).norm() < closed {
                return Self { period: n, multiplier, ..self };
            }
            if z.norm_sqr() < self.point.norm_sqr() {
                self.point = z;
            }
        }
        self
    }

    /// All its points, in their order.
    #[must_use]
    pub fn points(&self, map: &Unicritical) -> Vec<Complex64> {
        std::iter::successors(Some(self.point), |&z| Some(map.step(z))).take(self.period as usize).collect()
    }

    /// The argument of the multiplier in turns, in [0, 1).
    #[must_use]
    pub fn internal_angle(&self) -> f64 {
        (self.multiplier.arg() / TAU).rem_euclid(1.0)
    }

    /// Whether the multiplier is on the unit circle, as far as that can be told.
    #[must_use]
    pub fn is_indifferent(&self) -> bool {
        self.multiplier.norm() > 1.0 - INDIFFERENT
    }

    /// Half of the second derivative of the iterate that returns.
    #[must_use]
    pub fn bend(&self, map: &Unicritical) -> Complex64 {
        let (mut z, mut by) = (self.point, Derivatives::START);
        for _ in 0..self.period {
            (z, by) = map.step_and_derivatives(z, by);
        }
        by.zz / 2.0
    }

    /// The conformal radius of the component of the connectedness locus that c lies in, seen from c.
    ///
    /// The distance of c from the component's boundary is between a quarter of it and all of it (Koebe):
    /// (1 - |λ|²) / |∂λ/∂c + ∂λ/∂z (∂f^p/∂c) / (1 - λ)|.
    #[must_use]
    pub fn conformal_radius(&self, map: &Unicritical) -> f64 {
        let (mut z, mut by) = (self.point, Derivatives::START);
        for _ in 0..self.period {
            (z, by) = map.step_and_derivatives(z, by);
        }
        let radius = (1.0 - by.z.norm_sqr()) / (by.zc + by.zz * by.c / (1.0 - by.z)).norm();
        // On the boundary there is none.
        radius.max(0.0)
    }
}
