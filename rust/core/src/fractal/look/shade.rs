//! Factors of light.

use std::f64::consts::TAU;

use crate::fractal::look::ANGLES;
use crate::image::paint::ONE;

/// Where the light comes from, in turns, and how far it is above the plane, in units of its part in the plane.
const AZIMUTH: f64 = 3.0 / 8.0;
const HEIGHT: f64 = 1.5;
/// Light of what faces the light.
const BRIGHTEST: f64 = 1.25;
/// Light of the lower half plane in a binary decomposition.
const LOWER: f64 = 0.55;
/// Steps in which a root's color loses half of its light, and those after which it stays.
const FADING: u32 = 12;
const FADED: u32 = 48;

/// Factors of light of the directions of a slope.
pub fn lights(strength: f64) -> Vec<u16> {
    factors(|turn| {
        let lambert = ((TAU * (turn - AZIMUTH)).cos() + HEIGHT) / (1.0 + HEIGHT);
        1.0 - strength + strength * BRIGHTEST * lambert
    })
}

/// Factors of light of the directions in which orbits escape: less below.
pub fn halves() -> Vec<u16> {
    factors(|turn| if turn < 0.5 { 1.0 } else { LOWER })
}

/// Factors of light of smooth counts, less for more steps.
pub fn fading() -> Vec<u16> {
    let (unit, first) = (256, 16 * 256);
    let steps = (0..=first + FADED * unit).map(|number: u32| f64::from(number.saturating_sub(first)));
    steps.map(|step| parts(2.0_f64.powf(-step / f64::from(unit * FADING)))).collect()
}

/// Factors of light of a turn's parts, taken in their middles; where there is no angle, [`ONE`].
fn factors(factor: impl Fn(f64) -> f64) -> Vec<u16> {
    let turns = (0..ANGLES).map(|number| (f64::from(number) + 0.5) / f64::from(ANGLES));
    std::iter::once(ONE).chain(turns.map(|turn| parts(factor(turn)))).collect()
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most twice as much light")]
fn parts(factor: f64) -> u16 {
    (f64::from(ONE) * factor).round() as u16
}
