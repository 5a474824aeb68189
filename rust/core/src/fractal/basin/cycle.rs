//! Attracting cycles of maps next to one whose critical orbit is known.
//!
//! What [`dynamics::Cycle`](crate::dynamics::Cycle) does in float64 for a parameter in float64, at any depth: where |`z_n`|
//! is smaller than ever n may be the period, and Newton's method on f^n(w) = w finds the cycle. Around its point nearest
//! to 0 the map that returns is about z^d times the slopes at the other points; so that is the scale of all distances.

use num_complex::Complex64;

use crate::Cancellation;
use crate::fractal::basin::walk::{Map, Number, Walk};

/// A multiplier this close to the unit circle cannot be told from one on it.
const INDIFFERENT: f64 = 1e-6;
/// Most steps of Newton's method; a double root, at a parabolic parameter, takes 26.
const NEWTON_STEPS: u32 = 40;
/// Logarithms of steps of Newton's method, in scales: the last one, one that only rounding makes, and the first one.
const LAST: f64 = -32.0;
const ROUNDED: f64 = -20.0;
const FIRST: f64 = 2.0;
/// What of these logarithms each step takes at least; a double root is come closer to by half.
const SHRINKING: f64 = 0.75;
/// Binary places of a point, in scales, from which its cycle is computed, wherever Newton's method began.
const PLACES: f64 = 40.0;
/// Points of a cycle are farther apart than this part of the distance to its nearest fixed neighbor, or this many scales.
const APART: f64 = 0.1;
const CLOSED: f64 = 1e-12;
/// Only a return that is so much closer than the last one is worth a look.
const CLOSER: f64 = 0.5;
/// The orbit is looked at for returns after this many steps, four times as many, and so on.
const FIRST_LOOK: u32 = 256;
/// Steps between two looks at the cancellation.
const LOOK: u32 = 1 << 13;

/// An attracting cycle.
#[derive(Clone, Copy)]
pub struct Cycle<T> {
    /// The number of its points.
    pub period: u32,
    /// Its point nearest to 0.
    pub point: T,
    /// How that changes where the constant changes by one unit.
    pub drift: T,
    /// The derivative of the iterate that returns.
    pub multiplier: Complex64,
    /// Half of the second derivative.
    pub bend: T,
    /// log2 of the distance at which it is no longer about linear.
    pub log2_scale: f64,
    /// The conformal radius of the component of the connectedness locus around the constant, in units.
    pub radius: f64,
}

/// What one way around says.
struct Around<T> {
    /// f^p(w) - w.
    residual: T,
    /// (f^p)'(w), and without the slope at w itself.
    slope: T,
    others: T,
}

impl<'a, T: Number> Map<'a, T> {
    /// The attracting cycle, if so many steps of the critical orbit show one; constants are measured in `unit`.
    pub fn cycle(&self, steps: u32, unit: T, cancellation: &Cancellation) -> Option<Cycle<T>> {
        let mut walk = self.step(&self.walk(T::from(0.0)));
        let (mut least, mut look) = (None, FIRST_LOOK);
        for n in 1..=steps {
            if walk.is_beyond() || n % LOOK == 0 && cancellation.is_cancelled() {
                return None;
            }
            let mut found = None;
            if least.is_none_or(|least| walk.z.is_below(least)) {
                least = Some(walk.z);
                found = self.cycle_near(n, walk.z, unit, cancellation);
            }
            if found.is_none() && (n == look || n == steps / 2) {
                look = look.saturating_mul(4);
                found = self.returning(&walk, n.min(steps - n), unit, cancellation);
            }
            if found.is_some() {
                return found;
            }
            walk = self.step(&walk);
        }
        None
    }

    /// The cycle on which an orbit has begun to settle.
    fn returning(
        &self,
        start: &Walk<'a, T>,
        steps: u32,
        unit: T,
        cancellation: &Cancellation,
    ) -> Option<Cycle<T>> {
        let (mut walk, mut nearest, mut lowest) = (*start, None, start.z);
        for n in 1..=steps {
            walk = self.step(&walk);
            if walk.is_beyond() || n % LOOK == 0 && cancellation.is_cancelled() {
                return None;
            }
            if walk.z.is_below(lowest) {
                lowest = walk.z;
            }
            let distance = walk.z - start.z;
            if nearest.is_none_or(|nearest| distance.is_below(nearest)) {
                nearest = Some(distance * T::from(CLOSER));
                // One of the points was nearest to 0.
                if let Some(cycle) = self.cycle_near(n, lowest, unit, cancellation) {
                    return Some(cycle);
                }
            }
        }
        None
    }

    /// The attracting cycle that Newton's method finds from `start`, of this period or of one that divides it.
    pub fn cycle_near(
        &self,
        period: u32,
        start: T,
        unit: T,
        cancellation: &Cancellation,
    ) -> Option<Cycle<T>> {
        let (mut w, mut last) = (start, f64::INFINITY);
        for steps in 0..NEWTON_STEPS {
            let Around { residual, slope, others } = self.around(w, period, cancellation)?;
            let log2_scale = self.log2_scale(others);
            let step = residual / (T::from(1.0) - slope);
            let size = step.log2() - log2_scale;
            if size.is_nan() || size > FIRST - SHRINKING * f64::from(steps) {
                return None;
            }
            w = w + step;
            if size < LAST || size < ROUNDED && size > last - 0.5 {
                return self.finished(w, period, log2_scale, unit, cancellation);
            }
            last = size;
        }
        None
    }

    fn around(&self, w: T, period: u32, cancellation: &Cancellation) -> Option<Around<T>> {
        let mut walk = self.walk(w);
        let mut others = T::from(1.0);
        for n in 0..period {
            if walk.is_beyond() || n % LOOK == LOOK - 1 && cancellation.is_cancelled() {
                return None;
            }
            if n > 0 {
                others = others * self.slope(walk.z);
            }
            walk = self.step(&walk);
        }
        Some(Around { residual: walk.z - w, slope: self.slope(w) * others, others })
    }

    fn log2_scale(&self, others: T) -> f64 {
        (-others.log2() / f64::from(self.degree - 1)).min(0.0)
    }

    /// The cycle through a point, if it attracts, with the least of its periods.
    fn finished(
        &self,
        w: T,
        period: u32,
        log2_scale: f64,
        unit: T,
        cancellation: &Cancellation,
    ) -> Option<Cycle<T>> {
        // The same from wherever Newton's method came.
        let places = log2_scale - PLACES;
        let on_grid = (w * T::scaled(Complex64::ONE, -places)).rounded();
        let w = T::scaled(Complex64::new(on_grid.re.round(), on_grid.im.round()), places);
        let one = T::from(1.0);
        let degree = f64::from(self.degree);
        let (mut z, mut c, mut zz, mut zc) = (one, T::from(0.0), T::from(0.0), T::from(0.0));
        let mut closed = Vec::new();
        let mut walk = self.walk(w);
        for n in 0..period {
            if walk.is_beyond() || n % LOOK == LOOK - 1 && cancellation.is_cancelled() {
                return None;
            }
            if n > 0 && period.is_multiple_of(n) {
                closed.push((n, walk.z - w));
            }
            let power = self.power(walk.z);
            let (slope, curvature) =
                (power * walk.z * T::from(degree), power * T::from(degree * (degree - 1.0)));
            (zz, zc) = (curvature * z * z + slope * zz, curvature * z * c + slope * zc);
            (z, c) = (slope * z, slope * c + unit);
            walk = self.step(&walk);
        }
        let rest = (walk.z - w) / (one - z);
        let multiplier = (z + zz * rest).rounded();
        if !(multiplier.norm() <= 1.0 + INDIFFERENT) {
            return None;
        }
        let neighbor = ((one - z).log2() - zz.log2()).min(log2_scale);
        let apart = (neighbor + APART.log2()).max(log2_scale + CLOSED.log2());
        if let Some(&(less, _)) = closed.iter().find(|(_, distance)| distance.log2() < apart) {
            let log2_scale = self.log2_scale(self.around(w, less, cancellation)?.others);
            return self.finished(w + rest, less, log2_scale, unit, cancellation);
        }
        let drift = c / (one - z);
        let radius = (1.0 - multiplier.norm_sqr()) / (zc + zz * drift).rounded().norm();
        let bend = zz * T::from(0.5);
        Some(Cycle { period, point: w + rest, drift, multiplier, bend, log2_scale, radius: radius.max(0.0) })
    }
}

impl<T> Cycle<T> {
    /// Whether the multiplier is on the unit circle, as far as that can be told.
    pub fn is_indifferent(&self) -> bool {
        self.multiplier.norm() > 1.0 - INDIFFERENT
    }
}
