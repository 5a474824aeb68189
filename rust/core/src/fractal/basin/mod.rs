//! The basins of attracting cycles, in which orbits stay that do not escape.

mod cycle;
mod deep;
mod float64;
mod linear;
mod walk;

use crate::Cancellation;
use crate::fractal::plane::Part;

pub use deep::Deep;
pub use float64::{Finder, Float64, of_parameters, of_points};

/// Most steps that an attracting cycle is looked for.
const PATIENCE: u32 = 1 << 16;

/// The basin of an attracting cycle that a sample lies in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Basin {
    /// The period of the cycle; in a Julia set, where all have the same, the point of the cycle that the sample is led
    /// to, counted from 1, the one nearest to 0 first.
    pub period: u32,
    /// In turns: the argument of the cycle's multiplier; in a Julia set, that of the sample where the map is linear.
    pub angle: f64,
    /// The conformal radius of the component of the set, in pixels: the distance to its border is between a quarter of it
    /// and all of it. NaN in a Julia set.
    pub distance: f64,
}

/// What finds the basins of the samples of a place.
pub trait Basins: Send + Sync {
    /// Those of the samples of a part whose counts are `max_iter`, which is that of the basins, too.
    fn fill(&self, part: &Part, counts: &[u32], basins: &mut [Option<Basin>], cancellation: &Cancellation);
}
