//! Which rays of the Mandelbrot set land at the root of a component, and which component a parameter lies in.

use std::f64::consts::TAU;

use num_bigint::{BigInt, BigUint};
use num_complex::Complex64;

use crate::dynamics::exterior::dynamic_digits;
use crate::dynamics::{Angle, Cycle, Landing, Nucleus, Root, Unicritical, conjugates};
use crate::{Cancellation, Error, Result};

/// A component of the interior of the Mandelbrot set, or of that of a higher degree.
#[derive(Clone, Debug)]
pub struct Component {
    /// The attracting cycle of the parameter by which it was found.
    pub cycle: Cycle,
    /// Its center.
    pub nucleus: Nucleus,
    /// Where it grows on its parent, or has its cusp.
    pub root: Root,
    /// The angles whose rays land at the root, the lesser one first; `None` for the main component, for degrees above 2,
    /// and where float64 does not tell them.
    pub angles: Option<[Angle; 2]>,
}

impl Component {
    /// That in which the parameter of a map lies; `None` if it lies in none, on an edge, or not to be told.
    ///
    /// # Errors
    /// [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn of(map: &Unicritical, max_iter: u32, cancellation: &Cancellation) -> Result<Option<Self>> {
        let cycle = Cycle::search(map, max_iter, cancellation)?;
        let Some(cycle) = cycle.filter(|cycle| !cycle.is_indifferent()) else { return Ok(None) };
        told(Self::around(map, cycle, cancellation)).map(Option::flatten)
    }

    fn around(map: &Unicritical, cycle: Cycle, cancellation: &Cancellation) -> Result<Option<Self>> {
        let Some(nucleus) = Nucleus::of(map, &cycle, cancellation)? else { return Ok(None) };
        let mut corners = Vec::new();
        for branch in 0..map.degree() - 1 {
            corners.push(nucleus.root(branch, nucleus.digits, cancellation)?);
        }
        // Of several corners a satellite's root is the one that is no cusp.
        let index = corners.iter().position(|corner| !corner.is_cusp).unwrap_or(0);
        let root = corners.swap_remove(index);
        let angles = told(nucleus.angles(cancellation))?.flatten();
        Ok(Some(Self { cycle, nucleus, root, angles }))
    }
}

/// What could be told; where Newton's method loses its way nothing is.
fn told<T>(found: Result<T>) -> Result<Option<T>> {
    match found {
        Err(Error::InvalidArgument { .. }) => Ok(None),
        other => other.map(Some),
    }
}

/// Smallest component, as a power of two, whose surroundings float64 tells apart.
const LOG2_SMALLEST: f64 = -40.0;
/// Directions from the repelling point in which the exterior is looked for.
const DIRECTIONS: u32 = 72;
/// Distances from the repelling point, of its distance from the parameter.
const NEAR: [f64; 2] = [1e-2, 1e-4];
/// Most angles whose rays are followed.
const MOST_ANGLES: usize = 40;
/// Most steps of Newton's method.
const NEWTON_STEPS: usize = 50;
/// Decimals of the points at which rays are to land.
const DIGITS: u32 = 20;

impl Nucleus {
    /// The nucleus of the component of the interior in which a parameter lies, given its attracting cycle.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`](crate::Error::InvalidArgument) naming `multiplier` if Newton's method loses its way to
    /// the nucleus, `period` if it is out of range; [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn of(map: &Unicritical, cycle: &Cycle, cancellation: &Cancellation) -> Result<Option<Self>> {
        let start = Self::from_inside(map, cycle, cancellation)?;
        Self::near(&start, cycle.period, map.degree(), None, cancellation)
    }

    /// The two angles whose rays land at the root, the lesser one first, for degree 2; `None` if the period is 1, or the
    /// component too small for float64.
    ///
    /// For the Julia set of the nucleus they land at the repelling point on the edge of the basin's component around c.
    /// Each exterior point close to that one has the first digits of one of them; that its ray in the parameter plane lands
    /// at this component is proved by following it.
    ///
    /// # Errors
    /// As [`component_point`](Self::component_point).
    pub fn angles(&self, cancellation: &Cancellation) -> Result<Option<[Angle; 2]>> {
        if self.degree != 2 || self.period == 1 || self.size.log2() < LOG2_SMALLEST {
            return Ok(None);
        }
        let c = self.c.to_complex64();
        let mut looked_at: Vec<Angle> = Vec::new();
        for (edge, near) in self.edges(c).flat_map(|edge| NEAR.map(|near| (edge, near))) {
            for direction in 0..DIRECTIONS {
                let offset = Complex64::cis(TAU * f64::from(direction) / f64::from(DIRECTIONS)) * (edge - c);
                let Some(angle) = self.periodic_angle(c, edge + near * offset, cancellation)? else {
                    continue;
                };
                if looked_at.contains(&angle) {
                    continue;
                }
                if self.is_root_of(&angle, cancellation)?
                    && let Some(other) = conjugates(&angle, cancellation)?.pop()
                {
                    return Ok(Some(if angle < other { [angle, other] } else { [other, angle] }));
                }
                looked_at.push(angle);
                if looked_at.len() > MOST_ANGLES {
                    return Ok(None);
                }
            }
        }
        Ok(None)
    }

    /// Where the repelling point with internal angle 0 on the edge of the component of the basin around c may be: on a cycle
    /// of the same period, or on that of the parent, of which it is a part.
    fn edges(&self, c: Complex64) -> impl Iterator<Item = Complex64> {
        // f^p(c + u) is about c + (m u)², where m is the slope on the way from c to 0.
        let slopes = (1..self.period).scan(c, |z, _| {
            let slope = 2.0 * *z;
            *z = *z * *z + c;
            Some(slope)
        });
        let m: Complex64 = slopes.product();
        let start = c + (m * m).finv();
        let periods = (1..=self.period).rev().filter(|&period| self.period.is_multiple_of(period));
        periods.filter_map(move |period| repelling(c, period, start))
    }

    /// The angle of this period that is nearest to that of an exterior point of the Julia set of c.
    fn periodic_angle(
        &self,
        c: Complex64,
        z: Complex64,
        cancellation: &Cancellation,
    ) -> Result<Option<Angle>> {
        let Some(digits) = dynamic_digits(c, z, cancellation)? else { return Ok(None) };
        if digits.len() < self.period as usize {
            return Ok(None);
        }
        let digits: Vec<_> = digits.into_iter().map(u8::from).collect();
        let known = BigUint::from_radix_be(&digits, 2).unwrap_or_default();
        let repeating = (BigUint::from(1_u8) << self.period) - 1_u8;
        let numerator = ((((known * &repeating) << 1_u8) >> digits.len()) + 1_u8) >> 1_u8;
        let angle = Angle::new(&BigInt::from(numerator), &BigInt::from(repeating))?;
        Ok((angle.period() == self.period as usize).then_some(angle))
    }

    fn is_root_of(&self, angle: &Angle, cancellation: &Cancellation) -> Result<bool> {
        let Landing::Root { nucleus, .. } = Landing::of(angle, 2, DIGITS, cancellation)? else {
            return Ok(false);
        };
        let words = nucleus.c.words().max(self.c.words());
        let apart = nucleus.c.with_words(words).minus(&self.c.with_words(words)).to_scaled();
        Ok(apart.log2() < self.size.log2() - 10.0)
    }
}

/// The repelling point of a cycle that Newton's method finds.
fn repelling(c: Complex64, period: u32, start: Complex64) -> Option<Complex64> {
    let mut point = start;
    for _ in 0..NEWTON_STEPS {
        let (mut z, mut slope) = (point, Complex64::ONE);
        for _ in 0..period {
            (z, slope) = (z * z + c, 2.0 * z * slope);
        }
        let step = (z - point).fdiv(slope - 1.0);
        if !step.is_finite() {
            return None;
        }
        point -= step;
        if step.norm() < 1e-8 * (point - c).norm() {
            return (slope.norm() > 1.0).then_some(point);
        }
    }
    None
}
