//! The power maps at any depth: perturbation of reference orbits.
//!
//! A sample's orbit is followed as `z_n = Z_m + d`, where Z is a reference orbit that was computed with many digits and d
//! is a float64: d' = ((Z + d)^d - Z^d) + dc, without cancellation. Four rules make it exact.
//!
//! - Rebasing: where |`Z_m` + d| < |d| in the maximum norm, or the reference ends, d becomes `Z_m` + d and the sample goes
//!   on from the start of the *critical* orbit, whose `Z_0` is 0, so that nothing is lost. For a Julia set that is the
//!   orbit of 0 under its own c; the orbit of the picture's center, on which all samples begin, is never taken again.
//! - The digits cover the width of a pixel and the digits of c: the critical orbit magnifies an error of c.
//! - A reference ends where it returns to 0 as near as orbits of samples do: at the period of a nucleus among them. What
//!   rounding loses there is no more than in the offset of the outermost sample.
//! - Blocks of steps are taken at once, as polynomials, only where what they neglect is below the rounding of float64.
//!
//! (Perturbation: K. I. Martin, 2013; rebasing: Zhuoran, fractalforums.org, 2021; C. Heiland-Allen, mathr.co.uk.)

#[allow(clippy::cast_possible_truncation, reason = "indices of a table are small")]
mod blocks;
mod digits;
mod direct;
mod iteration;
#[allow(clippy::cast_possible_truncation, reason = "indices of a table are small")]
mod kernel;
#[allow(clippy::cast_possible_truncation, reason = "indices of a table are small")]
mod ramp;
mod reference_orbit;
mod references;
mod size;
mod table;
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    reason = "indices and exponents are small"
)]
mod walk;

/// Pixels whose sides have a smaller binary logarithm are the deep engine's: with larger ones, float64 counts exactly.
pub const HANDOVER: f64 = -30.0;

pub use digits::words;
pub use iteration::Iteration;
pub use kernel::Deep;
pub use reference_orbit::{OrbitPoints, ReferenceOrbit};
pub use references::orbit;
