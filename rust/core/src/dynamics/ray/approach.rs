//! The last part of a ray of the parameter plane, as seen from where it lands.

use std::f64::consts::TAU;

use num_complex::Complex64;

use crate::dynamics::Misiurewicz;
use crate::dynamics::critical::{CriticalOrbit, bits_of, words_for};
use crate::dynamics::map::quotient;
use crate::dynamics::ray::trace::{Trace, correction};
use crate::dynamics::ray::{RADIUS, TOLERANCE, radius, sharpness};
use crate::number::Scaled;
use crate::{Cancellation, Error, Result};

/// Most steps of Newton's method for a point.
const NEWTON_STEPS: usize = 32;
/// Logarithm of what is as good as linear in float64.
const LINEAR: f64 = -60.0;
/// Most levels on the way in.
const MAX_LEVELS: u32 = 1 << 18;
/// The part of a way that is left in a step of a glide.
const GLIDE: f64 = 1.0 / 8.0;
/// Steps of a period on a glide before they grow.
const FIRST_STEPS: f64 = 4.0;

/// Goes on to within 2^`log2_distance` of a Misiurewicz point.
///
/// The orbit of the point repeats itself. Perturbations of it need no more than float64, and as long as they are small
/// they are linear: however deep, only the last steps of an orbit are taken.
pub fn spiral(
    offsets: &mut Vec<Scaled>,
    point: &Misiurewicz,
    trace: &mut Trace,
    log2_distance: f64,
    cancellation: &Cancellation,
) -> Result<()> {
    let mut orbit = Orbit::new(point);
    let (degree, c) = (trace.degree, point.c.to_complex64());
    let parts = sharpness(degree);
    while offsets[offsets.len() - 1].log2() > log2_distance {
        cancellation.check()?;
        if trace.level > MAX_LEVELS {
            let expected = format!("so large that the ray has at most {MAX_LEVELS} levels");
            return Err(Error::invalid("log2_distance", expected, log2_distance));
        }
        let direction = Complex64::cis(TAU * trace.images.turns());
        for part in 1..=parts {
            let start = offsets[offsets.len() - 1];
            orbit.skip(start, trace.level);
            let far = radius(RADIUS, degree, part) * direction;
            let target = far - correction(far, degree) * c;
            let next = orbit.solve(start, predicted(offsets, trace.cycle()), trace.level, target);
            offsets.push(next.ok_or_else(|| Error::invalid("log2_distance", "larger", log2_distance))?);
        }
        trace.images.advance();
        trace.level += 1;
    }
    Ok(())
}

/// The next offset, if the ray repeats itself after so many points.
fn predicted(offsets: &[Scaled], cycle: usize) -> Scaled {
    let last = offsets[offsets.len() - 1];
    match offsets.len().checked_sub(cycle + 1) {
        Some(before) if before > 0 => last * (offsets[before + 1] / offsets[before]),
        _ => last,
    }
}

/// The critical orbit of a Misiurewicz point.
struct Orbit {
    /// `z_1`, `z_2`, ... until they repeat.
    points: Vec<Complex64>,
    /// The length of what repeats.
    period: usize,
    degree: u32,
    /// The step up to which perturbations are linear, at least 1.
    step: u32,
    /// The derivative of `z_step` by c.
    derivative: Scaled,
}

impl Orbit {
    fn new(point: &Misiurewicz) -> Self {
        let words = words_for(bits_of(point.digits));
        let mut orbit = CriticalOrbit::new(point.c.with_words(words), point.degree);
        let points = (0..point.preperiod + point.period).map(|_| {
            orbit.advance();
            orbit.value().to_complex64()
        });
        let (points, period) = (points.collect(), point.period as usize);
        Self { points, period, degree: point.degree, step: 1, derivative: Scaled::ONE }
    }

    /// `z_n`, for n from 1 on.
    fn point(&self, n: u32) -> Complex64 {
        let (index, beyond) = (n as usize - 1, self.points.len());
        if index < beyond {
            self.points[index]
        } else {
            self.points[beyond - self.period + (index - beyond) % self.period]
        }
    }

    /// Goes on as long as an offset makes a linear perturbation, but not beyond step n.
    fn skip(&mut self, offset: Scaled, n: u32) {
        while self.step < n {
            let z = self.point(self.step);
            let next = Scaled::from(quotient(z, z, self.degree)) * self.derivative + Scaled::ONE;
            if next.log2() + offset.log2() > LINEAR {
                return;
            }
            (self.step, self.derivative) = (self.step + 1, next);
        }
    }

    /// The offset for which `z_n` is `target`, near one that is expected, from that of the point before.
    fn solve(&self, start: Scaled, expected: Scaled, n: u32, target: Complex64) -> Option<Scaled> {
        // Newton's method in the perturbation of `z_step`, which float64 holds.
        let [from, mut u] = [start, expected].map(|offset| (offset * self.derivative).to_complex64());
        let inverse = self.derivative.inverse();
        for _ in 0..NEWTON_STEPS {
            let offset = (Scaled::from(u) * inverse).to_complex64();
            let (mut delta, mut slope) = (u, Complex64::ONE);
            for step in self.step..n {
                let z = self.point(step);
                slope = quotient(z + delta, z + delta, self.degree) * slope + inverse.to_complex64();
                delta = quotient(z, z + delta, self.degree) * delta + offset;
            }
            let correction = (target - self.point(n) - delta).fdiv(slope);
            if !correction.is_finite() {
                return None;
            }
            u += correction;
            if correction.norm() <= TOLERANCE * (u - from).norm() {
                return Some(Scaled::from(u) * inverse);
            }
        }
        None
    }
}

/// Goes on to within 2^`log2_distance` of the root of a component, which has a cusp there or not.
///
/// In the coordinate 1 / offset, or 1 / √offset at a cusp, a ray comes in by equal steps from one period to the next, ever
/// more of them (Fatou's coordinate of a parabolic point): it is about a straight line there.
pub fn glide(offsets: &mut Vec<Scaled>, cycle: usize, is_cusp: bool, log2_distance: f64) {
    let Some(before) = offsets.len().checked_sub(cycle + 1) else { return };
    let order = if is_cusp { 2.0 } else { 1.0 };
    let coordinate = |offset: Scaled| offset.inverse().root(order);
    let end = coordinate(offsets[offsets.len() - 1]);
    let mut start = coordinate(offsets[before]);
    if (end - start).log2() > (end + start).log2() {
        start = -start;
    }
    let period = end - start;
    let mut way = Scaled::from(1.0 / FIRST_STEPS);
    let mut stride = way;
    while offsets[offsets.len() - 1].log2() > log2_distance {
        let place = end + period * way;
        let inverse = place.inverse();
        offsets.push(if is_cusp { inverse * inverse } else { inverse });
        let growing = way * Scaled::from(GLIDE);
        if growing.exceeds(stride) {
            stride = growing;
        }
        way = way + stride;
    }
}
