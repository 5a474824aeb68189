//! The power maps z -> z^d + c, whose orbits the engine follows at any depth.

use crate::fractal::Point;

/// The degree, and which orbits a picture shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Iteration {
    /// The degree d, from 2 to [`MAX_DEGREE`](crate::fractal::MAX_DEGREE).
    pub degree: u32,
    /// The constant c of all orbits, each started at its sample. `None`: each sample is the constant of an orbit that
    /// starts at the critical point 0.
    pub c: Option<Point>,
}
