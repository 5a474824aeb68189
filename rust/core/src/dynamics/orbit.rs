//! Orbits, and how they depend on where they start.

use num_complex::Complex64;

use crate::dynamics::Unicritical;
use crate::{Cancellation, Error, Result};

/// Most steps of an orbit that is kept.
pub const MAX_STEPS_KEPT: usize = 1 << 22;

/// Steps between two looks at the cancellation.
const LOOK: usize = 1 << 13;

/// The orbit of a point.
#[derive(Clone, Debug)]
pub struct Orbit {
    /// `z_0`, `z_1`, ..., the last one beyond the escape radius if the orbit escapes.
    pub points: Vec<Complex64>,
    /// The derivative of each point by `z_0`.
    pub derivatives: Vec<Complex64>,
    /// Whether it escapes.
    pub escapes: bool,
}

impl Orbit {
    /// The orbit of `z` for so many steps, or until it is beyond the radius from which it grows for ever.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `z` unless it is finite, `steps` if they are more than [`MAX_STEPS_KEPT`];
    /// [`Error::Cancelled`].
    pub fn new(map: &Unicritical, z: Complex64, steps: usize, cancellation: &Cancellation) -> Result<Self> {
        if !z.is_finite() {
            return Err(Error::invalid("z", "finite", z));
        }
        if steps > MAX_STEPS_KEPT {
            return Err(Error::invalid("steps", format!("at most {MAX_STEPS_KEPT}"), steps));
        }
        let limit = map.escape_radius();
        let (mut point, mut derivative) = (z, Complex64::ONE);
        let mut orbit =
            Self { points: vec![point], derivatives: vec![derivative], escapes: point.norm() > limit };
        while orbit.points.len() <= steps && !orbit.escapes {
            if orbit.points.len().is_multiple_of(LOOK) {
                cancellation.check()?;
            }
            let (next, slope) = map.step_and_slope(point);
            (point, derivative) = (next, slope * derivative);
            orbit.points.push(point);
            orbit.derivatives.push(derivative);
            orbit.escapes = point.norm() > limit;
        }
        Ok(orbit)
    }
}
