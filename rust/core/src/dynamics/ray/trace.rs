//! A ray of the parameter plane on its way.

use std::f64::consts::TAU;

use num_complex::Complex64;

use crate::dynamics::critical::{CriticalOrbit, words_for};
use crate::dynamics::map::{checked_degree, quotient};
use crate::dynamics::ray::{RADIUS, TOLERANCE, radius, sharpness};
use crate::dynamics::{Angle, Images};
use crate::number::{FixedComplex, Scaled};
use crate::{Cancellation, Error, Result};

/// Most steps of Newton's method for a point.
const NEWTON_STEPS: usize = 64;
/// Binary places that a point has beyond its distance from the one before.
const GUARD: f64 = 80.0;
/// Most levels n on the way in to where the landing point can be told.
pub const MAX_LEVELS: u32 = 20_000;

pub fn too_many_levels(angle: &Angle) -> Error {
    Error::invalid("angle", format!("one whose ray has at most {MAX_LEVELS} levels"), angle)
}

/// A ray on its way.
pub struct Trace {
    pub angle: Angle,
    /// d^(level - 1) θ.
    pub images: Images,
    /// The preperiod and the period of θ.
    pub lengths: (u32, u32),
    pub degree: u32,
    pub level: u32,
    /// The last point.
    pub c: FixedComplex,
    pub points: Vec<Complex64>,
    /// From each point's predecessor to it.
    steps: Vec<Complex64>,
}

impl Trace {
    /// The ray at its first point.
    pub fn new(angle: &Angle, degree: u32) -> Result<Self> {
        let images = angle.images(checked_degree(degree)?)?;
        let lengths =
            [images.preperiod(), images.period()].map(|length| u32::try_from(length).unwrap_or(u32::MAX));
        let far = Complex64::from_polar(RADIUS, TAU * angle.turns());
        let start = far - correction(far, degree) * far;
        Ok(Self {
            angle: angle.clone(),
            images,
            lengths: lengths.into(),
            degree,
            level: 1,
            c: FixedComplex::from_complex64(start, 2),
            points: vec![start],
            steps: vec![start],
        })
    }

    /// The points after which a ray of a periodic angle repeats itself.
    pub fn cycle(&self) -> usize {
        self.lengths.1 as usize * sharpness(self.degree) as usize
    }

    /// Goes so many levels further in.
    pub fn descend(&mut self, levels: u32, cancellation: &Cancellation) -> Result<()> {
        for _ in 0..levels {
            cancellation.check()?;
            if self.level > MAX_LEVELS {
                return Err(too_many_levels(&self.angle));
            }
            self.descend_level()?;
        }
        Ok(())
    }

    /// The points of a level: perturbations of the orbit of the last point, which alone needs all digits.
    fn descend_level(&mut self) -> Result<()> {
        let last = self.steps[self.steps.len() - 1].norm();
        self.c = self.c.with_words(words_for(GUARD - last.log2()));
        let mut orbit = CriticalOrbit::new(self.c.clone(), self.degree);
        let reference: Vec<_> = (0..self.level)
            .map(|_| {
                orbit.advance();
                orbit.value().to_complex64()
            })
            .collect();
        let direction = Complex64::cis(TAU * self.images.turns());
        let mut delta = Complex64::ZERO;
        for part in 1..=sharpness(self.degree) {
            let from = delta;
            let far = radius(RADIUS, self.degree, part) * direction;
            let c = if self.level == 1 { far } else { reference[0] + from };
            let target = far - correction(far, self.degree) * c;
            delta = self
                .solve(&reference, from, self.predicted(), target)
                .ok_or_else(|| too_many_levels(&self.angle))?;
            self.steps.push(delta - from);
            let mut c = self.c.clone();
            c.add_scaled(Scaled::from(delta));
            self.points.push(c.to_complex64());
        }
        self.c.add_scaled(Scaled::from(delta));
        self.images.advance();
        self.level += 1;
        Ok(())
    }

    /// What the next step will be if the ray repeats itself, smaller, after the angle's period.
    fn predicted(&self) -> Complex64 {
        let Some(index) = self.steps.len().checked_sub(self.cycle() + 1).filter(|&index| index > 0) else {
            return Complex64::ZERO;
        };
        let step = self.steps[self.steps.len() - 1] * self.steps[index + 1].fdiv(self.steps[index]);
        if step.is_finite() { step } else { Complex64::ZERO }
    }

    /// The d for which `z_n` of c + d is `target`, from a d near it and a step that is expected; the orbit of c is given.
    fn solve(
        &self,
        reference: &[Complex64],
        start: Complex64,
        predicted: Complex64,
        target: Complex64,
    ) -> Option<Complex64> {
        let (mut d, mut last) = (start + predicted, f64::INFINITY);
        for _ in 0..NEWTON_STEPS {
            let (mut z, mut slope) = (Complex64::ZERO, Complex64::ZERO);
            let mut delta = Complex64::ZERO;
            let mut before = Complex64::ZERO;
            for &point in reference {
                slope = quotient(z, z, self.degree) * slope + 1.0;
                delta = quotient(before, z, self.degree) * delta + d;
                (before, z) = (point, point + delta);
            }
            let step = (target - z).fdiv(slope);
            if !step.is_finite() {
                return None;
            }
            d += step;
            let size = step.norm();
            let way = (d - start).norm();
            if size <= TOLERANCE * way || size >= last && size <= 1e-8 * way {
                return Some(d);
            }
            last = size;
        }
        None
    }

    /// The points as seen from another.
    pub fn offsets(&self, c: &FixedComplex) -> Vec<Scaled> {
        let words = self.c.words().max(c.words());
        let mut offset = self.c.with_words(words).minus(&c.with_words(words)).to_scaled();
        let mut offsets = vec![offset; self.steps.len()];
        for index in (1..offsets.len()).rev() {
            offset = offset - Scaled::from(self.steps[index]);
            offsets[index - 1] = offset;
        }
        offsets
    }
}

/// Far out the conformal map of the exterior of the Julia set of c is z + c / (d z^(d - 1)) + ...: 1 / (d z^(d - 1)).
pub fn correction(far: Complex64, degree: u32) -> Complex64 {
    (f64::from(degree) * far.powu(degree - 1)).finv()
}
