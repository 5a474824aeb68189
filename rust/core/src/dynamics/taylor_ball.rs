//! The critical orbits of all parameters of a disc at once, enclosed to first order.

use crate::dynamics::critical::CriticalOrbit;
use crate::dynamics::unity::Unity;
use crate::number::{FixedComplex, Scaled};

/// Relative margin of the proofs, far more than float64 loses in the linear parts.
const MARGIN: f64 = 1e-6;

/// Encloses a function of c + h for all |h| <= r in z + (d / r) h + E with |E| <= e.
#[derive(Clone, Copy, Debug)]
pub struct TaylorBall {
    z: Scaled,
    d: Scaled,
    e: Scaled,
}

impl TaylorBall {
    const START: Self = Self { z: Scaled::ZERO, d: Scaled::ZERO, e: Scaled::ZERO };

    /// The ball around the orbit's next point `z`, which is off by `rounding`, given the slope of the map at the present
    /// one.
    fn next(&self, degree: u32, slope: Scaled, z: Scaled, radius: Scaled, rounding: Scaled) -> Self {
        let d = slope * self.d + radius;
        let (size, spread) = (self.z.abs(), self.d.abs() + self.e);
        // (|z| + s)^d - |z|^d - d |z|^(d-1) s, of which the sum has no cancellation, and d |z|^(d-1) e.
        let mut e = slope.abs() * self.e + rounding;
        let (mut binomial, mut power) = (f64::from(degree), spread);
        for k in 2..=degree {
            binomial *= f64::from(degree + 1 - k) / f64::from(k);
            power = power * spread;
            let rest = (k..degree).fold(Scaled::from(binomial), |product, _| product * size);
            e = e + rest * power;
        }
        Self { z, d, e }
    }

    /// Whether no point of it is within this distance of 0.
    pub fn is_beyond(&self, distance: Scaled) -> bool {
        let reach = (self.d.abs() + self.e) * Scaled::from(1.0 + MARGIN) + distance;
        self.z.abs().exceeds(reach)
    }

    /// Whether 0 is taken exactly once (Rouché, against z + d h).
    pub fn has_one_root(&self) -> bool {
        (self.d.abs() * Scaled::from(1.0 - MARGIN) - self.e).exceeds(self.z.abs())
    }

    /// About where it is taken, in radii.
    pub fn root(&self) -> Scaled {
        -(self.z / self.d)
    }
}

/// The critical orbits of a disc, step by step.
pub struct Enclosure {
    orbit: CriticalOrbit,
    degree: u32,
    radius: Scaled,
    rounding: Scaled,
    ball: TaylorBall,
}

impl Enclosure {
    /// Those of the parameters within `radius` of c, before the first step: at 0.
    pub fn new(c: FixedComplex, degree: u32, radius: Scaled) -> Self {
        // Each product is cut off by at most a unit for each word, and a power takes few of numbers below 4.
        let units = 64.0 * (c.words() + 1) as f64 * f64::from(degree) * 4_f64.powi(degree.cast_signed() - 1);
        let places = i32::try_from(64 * c.words()).unwrap_or(i32::MAX);
        let rounding = Scaled::from(units).shifted(-places);
        let orbit = CriticalOrbit::new(c, degree);
        Self { orbit, degree, radius, rounding, ball: TaylorBall::START }
    }

    /// Goes one step further.
    pub fn advance(&mut self) {
        let slope = self.orbit.slope();
        self.orbit.advance();
        self.ball = self.ball.next(self.degree, slope, self.orbit.value(), self.radius, self.rounding);
    }

    /// The present point.
    pub const fn ball(&self) -> &TaylorBall {
        &self.ball
    }

    /// The present point with all its digits, to be compared with a later one.
    pub fn mark(&self) -> Mark {
        Mark { ball: self.ball, point: self.orbit.point().clone() }
    }

    /// The difference of the present point from an earlier one.
    pub fn minus(&self, earlier: &Mark) -> TaylorBall {
        // Of two numbers that almost cancel, the difference needs all digits.
        let z = self.orbit.point().minus(&earlier.point).to_scaled();
        TaylorBall { z, d: self.ball.d - earlier.ball.d, e: self.ball.e + earlier.ball.e + self.rounding }
    }
}

/// A point of the orbits with all its digits.
pub struct Mark {
    ball: TaylorBall,
    point: FixedComplex,
}

impl Mark {
    /// It times a root of unity.
    pub fn times(&self, unity: Unity) -> Self {
        let TaylorBall { z, d, e } = self.ball;
        let ball = TaylorBall { z: z * unity.to_scaled(), d: d * unity.to_scaled(), e };
        Self { ball, point: unity.times(&self.point) }
    }
}
