//! External rays of Julia sets: from far out to where they land.

use std::f64::consts::TAU;

use num_complex::Complex64;

use crate::dynamics::ray::{RADIUS, TOLERANCE, radius, sharpness};
use crate::dynamics::{Angle, Images, Unicritical};
use crate::{Cancellation, Error, Result};

/// Most steps of Newton's method for a point.
const NEWTON_STEPS: usize = 32;
/// A ray ends where its points come this close to one another.
const CLOSE: f64 = 1e-13;
/// Most levels of a ray.
pub const MAX_RAY_LEVELS: u32 = 1000;
/// A ray that goes on like its last period is to land within so many times the length of it.
const BEYOND: f64 = 64.0;

/// A ray of the dynamical plane of z -> z^d + c.
#[derive(Clone, Debug)]
pub struct DynamicRay {
    /// The points from far out inwards.
    pub points: Vec<Complex64>,
    /// Where it lands; `None` if it breaks at a preimage of the critical point, or was not followed far enough to tell.
    pub landing: Option<Complex64>,
}

impl DynamicRay {
    /// The ray of this angle, followed for at most so many levels of the potential, each that of the one before divided by
    /// the degree.
    ///
    /// On it, f^n(z) is exp(d^n (G + 2πiθ)) to all digits once that is large, where G is the potential of z; Newton's method goes from
    /// one point to the next. Where c escapes, a ray breaks if the ray of c is among its images.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `angle` if it repeats too late, `c` unless |c| is at most 1e6, `levels` unless they are from 1 to
    /// [`MAX_RAY_LEVELS`]; [`Error::Cancelled`].
    pub fn new(map: &Unicritical, angle: &Angle, levels: u32, cancellation: &Cancellation) -> Result<Self> {
        if !(map.c().norm() <= 1e6) {
            return Err(Error::invalid("c", "of absolute value at most 1e6", map.c()));
        }
        if !(1..=MAX_RAY_LEVELS).contains(&levels) {
            return Err(Error::invalid("levels", format!("from 1 to {MAX_RAY_LEVELS}"), levels));
        }
        let outer = RADIUS.max(16.0 * map.c().norm());
        let mut images = angle.images(map.degree())?;
        let far = Complex64::from_polar(outer, TAU * images.turns());
        let ahead = ahead(map, radius(outer, map.degree(), sharpness(map.degree())));
        (0..ahead).for_each(|_| images.advance());
        let target = |images: &Images, part| {
            let radius = radius(outer, map.degree(), part).powi(map.degree().pow(ahead).cast_signed());
            Complex64::from_polar(radius, TAU * images.turns())
        };
        let Some(first) = solve(map, far, ahead, target(&images, 0)) else {
            return Ok(Self { points: vec![far], landing: None });
        };
        let mut points = vec![first];
        'levels: for level in 0..levels {
            cancellation.check()?;
            for part in 1..=sharpness(map.degree()) {
                let start = points[points.len() - 1];
                let Some(point) = solve(map, start, level + ahead, target(&images, part)) else {
                    break 'levels;
                };
                let reach =
                    points.len().checked_sub(2).map_or(f64::INFINITY, |index| (start - points[index]).norm());
                // The ray does not jump: Newton's method has left it.
                if (point - start).norm() > 8.0 * reach {
                    break 'levels;
                }
                points.push(point);
            }
            if (points[points.len() - 1] - points[points.len() - 2]).norm() < CLOSE {
                break;
            }
            images.advance();
        }
        let landing = landing(map, &images, &points);
        Ok(Self { points, landing })
    }
}

/// Steps after which a point that far out is on its ray to all digits of float64 where its argument is the ray's angle: there
/// the conformal map of the exterior is z (1 + c / (d z^d) + ...).
fn ahead(map: &Unicritical, radius: f64) -> u32 {
    let degree = f64::from(map.degree());
    let (mut steps, mut power) = (0, radius.powf(degree));
    while map.c().norm() > f64::EPSILON * degree * power {
        (steps, power) = (steps + 1, power.powf(degree));
    }
    steps
}

/// The z near `start` for which f^n(z) is `target`.
fn solve(map: &Unicritical, start: Complex64, n: u32, target: Complex64) -> Option<Complex64> {
    let (mut z, mut last) = (start, f64::INFINITY);
    for _ in 0..NEWTON_STEPS {
        let (mut image, mut slope) = (z, Complex64::ONE);
        for _ in 0..n {
            let (next, factor) = map.step_and_slope(image);
            (image, slope) = (next, slope * factor);
        }
        // Newton's method for the logarithm: far out f^n is about a power of z, of which it would halve the way at best.
        let step = target.fdiv(image).ln() * image.fdiv(slope);
        if !step.is_finite() {
            return None;
        }
        z += step;
        let size = step.norm();
        let is_rounding = size < CLOSE * z.norm().max(1.0) && size >= last;
        if size <= TOLERANCE * (z - start).norm() || is_rounding {
            return Some(z);
        }
        last = size;
    }
    None
}

/// The preperiodic point at which the ray lands, if it is seen to.
fn landing(map: &Unicritical, images: &Images, points: &[Complex64]) -> Option<Complex64> {
    let end = *points.last()?;
    let before = points.len().checked_sub(1 + images.period() * sharpness(map.degree()) as usize)?;
    let reach = (end - points[before]).norm();
    let mut z = end;
    for _ in 0..NEWTON_STEPS {
        // f^(k+p)(z) = f^k(z).
        let (mut early, mut early_slope) = (z, Complex64::ONE);
        for _ in 0..images.preperiod() {
            let (next, factor) = map.step_and_slope(early);
            (early, early_slope) = (next, early_slope * factor);
        }
        let (mut late, mut multiplier) = (early, Complex64::ONE);
        for _ in 0..images.period() {
            let (next, factor) = map.step_and_slope(late);
            (late, multiplier) = (next, multiplier * factor);
        }
        let step = (late - early).fdiv(early_slope * (1.0 - multiplier));
        if !step.is_finite() {
            return None;
        }
        z += step;
        if step.norm() < CLOSE {
            return ((z - end).norm() <= BEYOND * reach && multiplier.norm() > 1.0).then_some(z);
        }
    }
    None
}
