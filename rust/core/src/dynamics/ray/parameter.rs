//! External rays of the Mandelbrot set and of those of higher degree.
//!
//! On the ray of angle θ, `z_n(c)` ~ exp(d^(n-1) (G + 2πiθ)) once it is large, where G is the potential of c. T. Kawahira,
//! "An algorithm to draw external rays of the Mandelbrot set" (2009): from one point to the next Newton's method solves
//! `z_n(c)` = w for w on a ray of the radii from R down to its d-th root; then n grows by one.

use std::f64::consts::LOG2_10;

use num_complex::Complex64;

use crate::dynamics::Angle;
use crate::dynamics::ray::Landing;
use crate::dynamics::ray::approach::{glide, spiral};
use crate::dynamics::ray::trace::Trace;
use crate::number::Scaled;
use crate::{Cancellation, Error, Result};

/// Levels beyond, after which a ray that lands at a root is to 1 % of its distance what a glide makes of it.
const LEVELS_BEFORE_GLIDE: u32 = 32;
/// Smallest distance from the landing point to which a ray is followed, as a power of two.
pub const MIN_LOG2_DISTANCE: f64 = -33_000.0;
/// Decimal digits of a landing point beyond the ray's distance from it.
const DIGITS_BEYOND: f64 = 8.0;

/// Words of 64 binary places after which a number is 0 in float64.
const FLOAT64_WORDS: usize = 18;

/// A ray of the parameter plane.
#[derive(Clone, Debug)]
pub struct ParameterRay {
    /// The points from far out inwards; the last one is where the ray lands.
    pub points: Vec<Complex64>,
    /// Their positions as seen from the last one: they keep their digits where `points` no longer differ.
    pub offsets: Vec<Scaled>,
    /// Where the ray lands.
    pub landing: Landing,
}

impl ParameterRay {
    /// The ray of this angle, followed until it is within 2^`log2_distance` of where it lands.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `degree` if it is out of range, `log2_distance` unless it is from
    /// [`MIN_LOG2_DISTANCE`] to 0, `angle` if the ray has more than [`MAX_LEVELS`](crate::dynamics::MAX_LEVELS) levels; [`Error::Cancelled`].
    pub fn new(angle: &Angle, degree: u32, log2_distance: f64, cancellation: &Cancellation) -> Result<Self> {
        if !(MIN_LOG2_DISTANCE..=0.0).contains(&log2_distance) {
            let expected = format!("from {MIN_LOG2_DISTANCE} to 0");
            return Err(Error::invalid("log2_distance", expected, log2_distance));
        }
        let mut trace = Trace::new(angle, degree)?;
        let digits = DIGITS_BEYOND - log2_distance / LOG2_10;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below 10000")]
        let landing = Landing::of_trace(&mut trace, (1, digits as u32), cancellation)?;
        if let Landing::Root { .. } = landing {
            trace.descend(LEVELS_BEFORE_GLIDE, cancellation)?;
        }
        let mut offsets = trace.offsets(landing.c());
        match &landing {
            Landing::Misiurewicz(point) => {
                spiral(&mut offsets, point, &mut trace, log2_distance, cancellation)?;
            }
            Landing::Root { root, .. } => glide(&mut offsets, trace.cycle(), root.is_cusp, log2_distance),
        }
        offsets.push(Scaled::ZERO);
        let mut points = trace.points;
        // Words beyond those that float64 can tell from 0 would only take time, for each point.
        let c = landing.c().with_words(landing.c().words().clamp(3, FLOAT64_WORDS));
        for &offset in &offsets[points.len()..] {
            let mut point = c.clone();
            point.add_scaled(offset);
            points.push(point.to_complex64());
        }
        Ok(Self { points, offsets, landing })
    }
}
