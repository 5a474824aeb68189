//! What fields say of orbits.

use std::f64::consts::{LN_2, TAU};

use num_complex::Complex64;

use crate::fractal::Field;
use crate::fractal::field::Orbits;

impl Field {
    /// Writes its values for the first samples of some orbits, NaN where it is not defined; lengths are in pixels.
    pub(in crate::fractal) fn write(self, orbits: &Orbits, max_iter: u32, degree: u32, values: &mut [f64]) {
        for (place, value) in values.iter_mut().enumerate() {
            let count = orbits.counts[place];
            let escaped = count < max_iter;
            *value = match self {
                Self::Count => f64::from(count),
                Self::Trap => orbits.trap[place],
                _ if !escaped => f64::NAN,
                Self::Smooth => smooth(count, orbits.z[place], degree),
                Self::Distance => distance(orbits.z[place], orbits.derivative[place]),
                Self::Angle => turns(orbits.z[place] / orbits.derivative[place]),
                Self::FinalAngle => turns(orbits.z[place]),
                Self::Period | Self::InteriorDistance | Self::InternalAngle | Self::Root => f64::NAN,
            };
        }
    }
}

/// ln |z|, where z may have overflowed.
fn logarithm(z: Complex64) -> f64 {
    let modulus = z.norm();
    if modulus.is_finite() { modulus.ln() } else { f64::MAX.ln() }
}

/// n - log_d(ln |z_n|), where z_n with n = count + 1 is the first z outside.
fn smooth(count: u32, z: Complex64, degree: u32) -> f64 {
    f64::from(count) + 1.0 - logarithm(z).log2() * (LN_2 / f64::from(degree).ln())
}

/// 2 |z| ln |z| / |dz|.
fn distance(z: Complex64, derivative: Complex64) -> f64 {
    2.0 * z.norm() * logarithm(z) / derivative.norm()
}

/// The argument in turns, from 0 to 1; NaN for what has none.
fn turns(z: Complex64) -> f64 {
    let turns = z.arg() / TAU;
    if turns < 0.0 { turns + 1.0 } else { turns }
}
