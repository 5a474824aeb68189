//! What a block is.

use crate::fractal::deep::reference_orbit::OrbitPoints;

/// Several steps in one, while it is being made.
pub trait Block: Copy {
    /// What is kept of it.
    type Kept: Copy;
    /// What it depends on but the orbit.
    type Setting;

    /// The step from `Z_m`.
    fn single(points: &OrbitPoints, m: usize, setting: &Self::Setting) -> Self;

    /// `self`, then `next`.
    fn then(&self, next: &Self, setting: &Self::Setting) -> Self;

    /// Differences whose maximum norm, or its logarithm, is below this one may take it; and what is kept of it. `None` if
    /// there are none.
    fn finish(&self, setting: &Self::Setting) -> Option<(f64, Self::Kept)>;
}
