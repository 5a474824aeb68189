//! External rays of the Mandelbrot set: from far out to where they land.
//!
//! On the ray of angle θ, `z_n(c)` ~ exp(2^(n-1) (G + 2πiθ)) once it is large, where G is the potential of c. T. Kawahira,
//! "An algorithm to draw external rays of the Mandelbrot set" (2009): from one point to the next Newton's method solves
//! `z_n(c)` = w for w on a ray of the radii from R down to √R; then n grows by one.

use num_complex::Complex64;

use crate::dynamics::critical::{CriticalOrbit, words_for};
use crate::dynamics::{Angle, Misiurewicz, Nucleus};
use crate::number::{FixedComplex, Scaled};
use crate::{Cancellation, Error, Result};

/// The radius R.
pub(super) const RADIUS: f64 = 64.0;
/// Points from R to √R.
pub(super) const SHARPNESS: u32 = 4;
/// Most steps of Newton's method for a point.
const NEWTON_STEPS: usize = 64;
/// A point is found when the next step is this small, relative to its distance from the one before.
const TOLERANCE: f64 = 1.0 / (1 << 20) as f64;
/// Binary places that a point has beyond its distance from the one before.
const GUARD: f64 = 80.0;
/// Most levels n.
pub const MAX_LEVELS: u32 = 20_000;
/// Smallest distance from the landing point to which a ray is followed, as a power of two.
pub const MIN_LOG2_DISTANCE: f64 = -900.0;
/// Decimal digits of a landing point beyond the ray's distance from it.
const DIGITS_BEYOND: f64 = 8.0;

/// A ray of the parameter plane.
#[derive(Clone, Debug)]
pub struct ParameterRay {
    /// The points from far out inwards, `SHARPNESS` a level; the last one is where the ray lands.
    pub points: Vec<Complex64>,
    /// Their positions as seen from the last one: they keep their digits where `points` no longer differ.
    pub offsets: Vec<Complex64>,
    /// Where the ray lands.
    pub landing: Landing,
}

/// The point at which a ray lands.
#[derive(Clone, Debug)]
pub enum Landing {
    /// The root of a component, for a periodic angle.
    Root {
        /// The root.
        c: FixedComplex,
        /// The component's center.
        nucleus: Nucleus,
    },
    /// A Misiurewicz point, for a preperiodic angle.
    Misiurewicz(Misiurewicz),
}

impl Landing {
    /// The point.
    #[must_use]
    pub const fn c(&self) -> &FixedComplex {
        match self {
            Self::Root { c, .. } => c,
            Self::Misiurewicz(point) => &point.c,
        }
    }

    /// The point at which the ray of this angle lands, to `digits` decimals; those of a root are float64's.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `digits` if they are out of range, `angle` if it has so long a period that its
    /// ray has too many levels; [`Error::Cancelled`].
    pub fn of(angle: &Angle, digits: u32, cancellation: &Cancellation) -> Result<Self> {
        let mut trace = Trace::new(angle);
        trace.descend(levels_before_landing(angle)?, cancellation)?;
        trace.land(digits, cancellation)
    }
}

impl ParameterRay {
    /// The ray of this angle, followed until it is within 2^`log2_distance` of where it lands.
    ///
    /// Near the root of a component rays slow down without end: the last step goes there straight.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `log2_distance` unless it is from [`MIN_LOG2_DISTANCE`] to 0, `angle` if the ray
    /// has more than [`MAX_LEVELS`] levels; [`Error::Cancelled`].
    pub fn new(angle: &Angle, log2_distance: f64, cancellation: &Cancellation) -> Result<Self> {
        if !(MIN_LOG2_DISTANCE..=0.0).contains(&log2_distance) {
            let expected = format!("from {MIN_LOG2_DISTANCE} to 0");
            return Err(Error::invalid("log2_distance", expected, log2_distance));
        }
        let mut trace = Trace::new(angle);
        trace.descend(levels_before_landing(angle)?, cancellation)?;
        let digits = DIGITS_BEYOND - log2_distance / std::f64::consts::LOG2_10;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 300")]
        let landing = trace.land(digits as u32, cancellation)?;
        if !angle.is_periodic() {
            while trace.distance(landing.c()).log2() > log2_distance {
                trace.descend(1, cancellation)?;
            }
        }
        let last = trace.to(landing.c());
        trace.steps.push(last);
        let mut offsets = vec![Complex64::ZERO; trace.steps.len()];
        for index in (1..offsets.len()).rev() {
            offsets[index - 1] = offsets[index] - trace.steps[index];
        }
        trace.points.push(landing.c().to_complex64());
        Ok(Self { points: trace.points, offsets, landing })
    }
}

/// The level from which Newton's method finds the landing point.
fn levels_before_landing(angle: &Angle) -> Result<u32> {
    u32::try_from(2 * (angle.preperiod() + angle.period()) + 4)
        .ok()
        .filter(|&levels| levels <= MAX_LEVELS)
        .ok_or_else(|| too_many_levels(angle))
}

fn too_many_levels(angle: &Angle) -> Error {
    Error::invalid("angle", format!("one whose ray has at most {MAX_LEVELS} levels"), angle)
}

/// A ray on its way.
struct Trace {
    angle: Angle,
    /// 2^(level - 1) θ.
    doubled: Angle,
    level: u32,
    /// The last point.
    c: FixedComplex,
    points: Vec<Complex64>,
    /// From each point's predecessor to it.
    steps: Vec<Complex64>,
}

impl Trace {
    fn new(angle: &Angle) -> Self {
        let start = Complex64::from_polar(RADIUS, std::f64::consts::TAU * angle.turns()) - 0.5;
        Self {
            angle: angle.clone(),
            doubled: angle.clone(),
            level: 1,
            c: FixedComplex::from_complex64(start, 2),
            points: vec![start],
            steps: vec![start],
        }
    }

    /// Goes so many levels further in.
    fn descend(&mut self, levels: u32, cancellation: &Cancellation) -> Result<()> {
        for _ in 0..levels {
            cancellation.check()?;
            if self.level > MAX_LEVELS {
                return Err(too_many_levels(&self.angle));
            }
            self.level()?;
        }
        Ok(())
    }

    /// The points of a level: perturbations of the orbit of the last point, which alone needs all digits.
    fn level(&mut self) -> Result<()> {
        let last = self.steps[self.steps.len() - 1].norm();
        self.c = self.c.with_words(words_for(GUARD - last.log2()));
        let mut orbit = CriticalOrbit::new(self.c.clone(), 2);
        let reference: Vec<_> = (0..self.level)
            .map(|_| {
                orbit.advance();
                orbit.value().to_complex64()
            })
            .collect();
        let direction = Complex64::cis(std::f64::consts::TAU * self.doubled.turns());
        let mut delta = Complex64::ZERO;
        for part in 1..=SHARPNESS {
            let radius = RADIUS.powf((-f64::from(part) / f64::from(SHARPNESS)).exp2());
            let from = delta;
            // The conformal map of the exterior of the Julia set is z + c / (2z) + ...
            let far = radius * direction;
            let c = if self.level == 1 { far } else { reference[0] + from };
            let target = far - c.fdiv(2.0 * far);
            delta = solve(&reference, from, self.predicted(), target)
                .ok_or_else(|| too_many_levels(&self.angle))?;
            self.steps.push(delta - from);
            let mut c = self.c.clone();
            c.add_scaled(Scaled::from(delta));
            self.points.push(c.to_complex64());
        }
        self.c.add_scaled(Scaled::from(delta));
        self.doubled = self.doubled.doubled();
        self.level += 1;
        Ok(())
    }

    /// What the next step will be if the ray repeats itself, smaller, after the angle's period.
    fn predicted(&self) -> Complex64 {
        let period = self.angle.period() * SHARPNESS as usize;
        let Some(index) = self.steps.len().checked_sub(period + 1).filter(|&index| index > 0) else {
            return Complex64::ZERO;
        };
        let step = self.steps[self.steps.len() - 1] * self.steps[index + 1].fdiv(self.steps[index]);
        if step.is_finite() { step } else { Complex64::ZERO }
    }

    /// From the last point to another.
    fn to(&self, c: &FixedComplex) -> Complex64 {
        let words = self.c.words().max(c.words());
        c.with_words(words).minus(&self.c.with_words(words)).to_complex64()
    }

    fn distance(&self, c: &FixedComplex) -> f64 {
        self.to(c).norm()
    }

    /// Where it lands.
    fn land(&mut self, digits: u32, cancellation: &Cancellation) -> Result<Landing> {
        loop {
            if let Some(landing) = self.landing(digits, cancellation)? {
                return Ok(landing);
            }
            self.descend(4, cancellation)?;
        }
    }

    /// Where Newton's method leads from the last point.
    fn landing(&self, digits: u32, cancellation: &Cancellation) -> Result<Option<Landing>> {
        let [preperiod, period] = [self.angle.preperiod(), self.angle.period()]
            .map(|length| u32::try_from(length).unwrap_or(u32::MAX));
        if preperiod > 0 {
            let point = Misiurewicz::landing(&self.c, preperiod, period, digits, cancellation)?;
            return Ok(point.map(Landing::Misiurewicz));
        }
        let Some(nucleus) = Nucleus::near(&self.c, period, 2, None, cancellation)? else { return Ok(None) };
        let c = nucleus.component_point(Complex64::ONE, cancellation)?;
        Ok(Some(Landing::Root { c, nucleus }))
    }
}

/// The d for which `z_n` of c + d is `target`, from a d near it and a step that is expected; the orbit of c is given.
fn solve(
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
            slope = 2.0 * z * slope + 1.0;
            delta = (before + z) * delta + d;
            (before, z) = (point, point + delta);
        }
        let step = (target - z).fdiv(slope);
        if !step.is_finite() {
            return None;
        }
        d += step;
        let size = step.norm();
        if size <= TOLERANCE * (d - start).norm() || size >= last && size <= 1e-8 * (d - start).norm() {
            return Some(d);
        }
        last = size;
    }
    None
}
