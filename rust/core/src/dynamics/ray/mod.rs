//! External rays: from far out to where they land, in the parameter plane and for Julia sets.
//!
//! Both are traced by Newton's method, from one point to the next: far out the iterates of a point on the ray of angle θ
//! are about exp(d^n (G + 2πiθ)), where G is its potential.

mod approach;
mod dynamic;
mod landing;
mod parameter;
mod trace;

pub use dynamic::{DynamicRay, MAX_RAY_LEVELS};
pub use landing::Landing;
pub use parameter::{MIN_LOG2_DISTANCE, ParameterRay};
pub use trace::MAX_LEVELS;

/// The radius from which each level goes in to its root of the map's degree.
const RADIUS: f64 = 64.0;
/// A point is found when the next step of Newton's method is this small, relative to its distance from the one before.
const TOLERANCE: f64 = 1.0 / (1 << 20) as f64;

/// The points of a level: the potential of each is 2^(-1/4) times the last one's, or little more.
const fn sharpness(degree: u32) -> u32 {
    4 * (u32::BITS - (degree - 1).leading_zeros())
}

/// The radius of a point of a level, counted from 1.
fn radius(outer: f64, degree: u32, part: u32) -> f64 {
    let share = f64::from(part) / f64::from(sharpness(degree));
    outer.powf(f64::from(degree).powf(-share))
}
