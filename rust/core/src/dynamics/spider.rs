//! The spider algorithm: the parameter whose critical orbit has the combinatorics of an angle.

use std::f64::consts::{LN_2, TAU};

use num_complex::Complex64;

use super::symbolic::Angle;
use crate::{Error, Result};

/// Most feet of a spider: preperiod and period of its angle together.
pub const MAX_FEET: usize = 1 << 12;

/// Pieces of each leg.
const PIECES: usize = 64;

/// Logarithm of the radius to which legs are drawn.
const REACH: f64 = 6.0 * LN_2;

/// A spider for an angle θ, after some iterations: a point for each angle of the orbit of θ, and the legs from these
/// points towards infinity.
///
/// Point j stands for `z_j`, the image of the critical point 0 after j steps. An iteration replaces it by that root of
/// `z_{j+1} - z_1` which continues it; the first point converges to the c that is sought, by a constant factor each time.
/// Hubbard and Schleicher, "The spider algorithm", in the form of Jung, who moves the points along a path.
#[derive(Clone, Debug)]
pub struct Spider {
    preperiod: usize,
    directions: Vec<Complex64>,
    points: Vec<Complex64>,
    legs: Vec<Vec<Complex64>>,
    iteration: u64,
    change: f64,
}

impl Spider {
    /// The first spider: its points lie on the unit circle at the angles of the orbit of θ; where θ is periodic, the last
    /// one is 0.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] if preperiod and period of the angle are together more than [`MAX_FEET`].
    pub fn new(angle: &Angle) -> Result<Self> {
        let feet = angle.preperiod() + angle.period();
        if feet > MAX_FEET {
            let expected = format!("one whose preperiod and period are together at most {MAX_FEET}");
            return Err(Error::invalid("angle", expected, feet));
        }
        let directions: Vec<_> = angle.orbit().map(|angle| Complex64::cis(TAU * angle.turns())).collect();
        let mut points = directions.clone();
        if let Some(last) = points.last_mut().filter(|_| angle.is_periodic()) {
            *last = Complex64::ZERO;
        }
        let outside = |&direction: &Complex64| (1..=PIECES).map(move |piece| radius(piece) * direction);
        let legs = points.iter().zip(&directions);
        let legs =
            legs.map(|(&point, direction)| [point].into_iter().chain(outside(direction)).collect()).collect();
        Ok(Self {
            preperiod: angle.preperiod(),
            directions,
            points,
            legs,
            iteration: 0,
            change: f64::INFINITY,
        })
    }

    /// Takes the next iteration.
    pub fn step(&mut self) {
        let c = self.c();
        let next = |j: usize| if j + 1 < self.points.len() { j + 1 } else { self.preperiod };
        let points: Vec<_> =
            (0..self.points.len()).map(|j| nearer_root(self.points[next(j)] - c, self.points[j])).collect();
        self.legs =
            (0..points.len()).map(|j| pulled_back(&self.legs[next(j)], c, self.directions[j])).collect();
        self.points = points;
        self.iteration += 1;
        self.change = (self.c() - c).norm();
    }

    /// The number of iterations that were taken.
    #[must_use]
    pub const fn iteration(&self) -> u64 {
        self.iteration
    }

    /// The points `z_1`, `z_2`, ..., as many as preperiod and period of the angle together.
    #[must_use]
    pub fn points(&self) -> &[Complex64] {
        &self.points
    }

    /// The parameter so far: the first of the points.
    #[must_use]
    pub fn c(&self) -> Complex64 {
        self.points[0]
    }

    /// How far the last iteration moved c; infinite before the first.
    #[must_use]
    pub const fn change(&self) -> f64 {
        self.change
    }

    /// The legs, as lines from each point to a circle about 0, which they reach at the angles of the orbit of θ.
    #[must_use]
    pub fn legs(&self) -> &[Vec<Complex64>] {
        &self.legs
    }
}

/// The leg over c at this direction: the inner half is the preimage of another leg, the outer half straight.
fn pulled_back(leg: &[Complex64], c: Complex64, direction: Complex64) -> Vec<Complex64> {
    let mut pulled: Vec<_> = (0..=PIECES).map(|piece| radius(piece) * direction).collect();
    let mut last = direction;
    for piece in (0..=PIECES / 2).rev() {
        last = nearer_root(leg[2 * piece] - c, last);
        pulled[piece] = last;
    }
    pulled
}

/// The radius of a straight leg after so many pieces: squaring takes twice as many.
fn radius(piece: usize) -> f64 {
    (REACH * piece as f64 / PIECES as f64).exp()
}

/// The square root that is nearer to `last`.
fn nearer_root(square: Complex64, last: Complex64) -> Complex64 {
    let root = square.sqrt();
    if (root * last.conj()).re < 0.0 { -root } else { root }
}
