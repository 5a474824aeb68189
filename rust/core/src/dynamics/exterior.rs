//! The exterior of the Mandelbrot set: potential, external angle and equipotentials.

use std::f64::consts::TAU;

use num_complex::Complex64;

use crate::{Cancellation, Error, Result};

/// Radius at which an orbit counts as far out, on the way out along a ray.
const RADIUS: f64 = 8.0;
/// Points from R to R².
const SHARPNESS: u32 = 8;
/// Radius from which on `|z_n|` is that of the conformal map to 1e-16.
const FAR: f64 = 1e8;
/// Most steps of Newton's method for a point.
const NEWTON_STEPS: usize = 32;
/// A point is found when the next step is this small, relative to |c|.
const TOLERANCE: f64 = 1e-14;
/// Most steps until a parameter escapes.
pub const MAX_DWELL: u32 = 4096;
/// Points for each time that `z_n` goes round.
const POINTS_A_TURN: usize = 16;
/// Most points of an equipotential.
pub const MAX_POINTS: usize = 1 << 20;
/// Smallest potential: 2^17 turns.
const LOWEST: f64 = 2e-4;
/// Largest potential.
const HIGHEST: f64 = 100.0;
/// Points between two looks at the cancellation.
const LOOK: usize = 1024;

/// Potential and external angle of a parameter outside the Mandelbrot set.
#[derive(Clone, Debug, PartialEq)]
pub struct Exterior {
    /// The external angle in turns, in [0, 1).
    pub turns: f64,
    /// Its first binary digits, one for each step until the orbit is far out: more of them the point does not tell.
    pub digits: Vec<bool>,
    /// The potential G > 0: the logarithm of the absolute value of the conformal map of the exterior.
    pub potential: f64,
}

impl Exterior {
    /// Those of c, found by walking out along its ray.
    ///
    /// `None` if 0 has not escaped after [`MAX_DWELL`] steps, or float64 cannot follow the ray.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `c` unless |c| is at most 1e100; [`Error::Cancelled`].
    pub fn new(c: Complex64, cancellation: &Cancellation) -> Result<Option<Self>> {
        if !(c.norm() <= 1e100) {
            return Err(Error::invalid("c", "of absolute value at most 1e100", c));
        }
        let (mut z, mut dwell) = (c, 1);
        while z.norm() <= RADIUS {
            if dwell == MAX_DWELL {
                return Ok(None);
            }
            z = z * z + c;
            dwell += 1;
        }
        let logarithm = boettcher(z, c);
        let potential = logarithm.re * (-f64::from(dwell - 1)).exp2();
        let turns = (logarithm.im / TAU).rem_euclid(1.0);
        let found = walk_out(c, (z, turns), dwell - 1, |c, n| orbit(c, n + 1), cancellation)?;
        Ok(found.map(|(turns, digits)| Self { turns, digits, potential }))
    }
}

/// The first digits of the external angle of a point in the basin of infinity of a Julia set.
///
/// `None` if it has not escaped after [`MAX_DWELL`] steps, or float64 cannot follow its ray.
pub(super) fn dynamic_digits(
    c: Complex64,
    start: Complex64,
    cancellation: &Cancellation,
) -> Result<Option<Vec<bool>>> {
    let (mut z, mut dwell) = (start, 0);
    let radius = RADIUS.max(4.0 * c.norm());
    while z.norm() <= radius {
        if dwell == MAX_DWELL {
            return Ok(None);
        }
        (z, dwell) = (z * z + c, dwell + 1);
    }
    let turns = (boettcher(z, c).im / TAU).rem_euclid(1.0);
    let image = |start: Complex64, n: u32| {
        let (mut z, mut slope) = (start, Complex64::ONE);
        for _ in 0..n {
            (z, slope) = (z * z + c, 2.0 * z * slope);
        }
        (z, slope)
    };
    Ok(walk_out(start, (z, turns), dwell, image, cancellation)?.map(|(_, digits)| digits))
}

/// The angle in turns of a point, and its first digits: out along its ray, until each image but the point itself was far
/// out.
///
/// `image` gives the n-th image and its derivative; the last one is z, whose angle is known.
fn walk_out(
    start: Complex64,
    (mut z, mut turns): (Complex64, f64),
    dwell: u32,
    image: impl Fn(Complex64, u32) -> (Complex64, Complex64),
    cancellation: &Cancellation,
) -> Result<Option<(f64, Vec<bool>)>> {
    let mut point = start;
    let mut digits = Vec::with_capacity(dwell as usize);
    for n in (1..=dwell).rev() {
        cancellation.check()?;
        let (direction, logarithm) = (z / z.norm(), z.norm().ln());
        for part in 1..=SHARPNESS {
            let radius = (logarithm * (f64::from(part) / f64::from(SHARPNESS)).exp2()).exp();
            let Some(next) = solve(point, radius * direction, |point| image(point, n)) else {
                return Ok(None);
            };
            point = next;
        }
        z = image(point, n - 1).0;
        // Of the two halves of the angle the one that is nearer.
        let half = turns / 2.0;
        let upper = ((z.arg() / TAU - half).rem_euclid(1.0) - 0.5).abs() < 0.25;
        digits.push(upper);
        turns = if upper { half + 0.5 } else { half };
    }
    digits.reverse();
    Ok(Some((turns, digits)))
}

/// The logarithm of the conformal map that makes z -> z² + c squaring, at a z far out.
///
/// It is log z plus the sum of log(1 + c / `z_n`²) / 2^(n + 1) over the orbit of z.
fn boettcher(z: Complex64, c: Complex64) -> Complex64 {
    let (mut z, mut logarithm, mut weight) = (z, z.ln(), 0.5);
    while z.norm() < FAR {
        let image = z * z;
        logarithm += weight * (1.0 + c.fdiv(image)).ln();
        (z, weight) = (image + c, 0.5 * weight);
    }
    logarithm + weight * c.fdiv(z).fdiv(z)
}

/// `z_n` and its derivative by c.
fn orbit(c: Complex64, n: u32) -> (Complex64, Complex64) {
    let (mut z, mut slope) = (c, Complex64::ONE);
    for _ in 1..n {
        (z, slope) = (z * z + c, 2.0 * z * slope + 1.0);
    }
    (z, slope)
}

/// The point near `start` whose image is `target`.
fn solve(
    start: Complex64,
    target: Complex64,
    image: impl Fn(Complex64) -> (Complex64, Complex64),
) -> Option<Complex64> {
    let (mut c, mut last) = (start, f64::INFINITY);
    for _ in 0..NEWTON_STEPS {
        let (z, slope) = image(c);
        let step = (target - z).fdiv(slope);
        if !step.is_finite() {
            return None;
        }
        c += step;
        let size = step.norm();
        if size <= TOLERANCE * c.norm() || size < 1e-9 * c.norm() && size >= last {
            return Some(c);
        }
        last = size;
    }
    None
}

/// The closed curve of the parameters of this potential, at `count` equally spaced external angles from 0 on.
///
/// # Errors
/// [`Error::InvalidArgument`] naming `potential` unless it is at most 100, and so large that at most [`MAX_POINTS`] points
/// need to be computed, `count` unless it is from 1 to [`MAX_POINTS`]; [`Error::Cancelled`].
pub fn equipotential(potential: f64, count: usize, cancellation: &Cancellation) -> Result<Vec<Complex64>> {
    if !(1..=MAX_POINTS).contains(&count) {
        return Err(Error::invalid("count", format!("from 1 to {MAX_POINTS}"), count));
    }
    if !(LOWEST..=HIGHEST).contains(&potential) {
        return Err(Error::invalid("potential", format!("from {LOWEST} to {HIGHEST}"), potential));
    }
    // z_n is far out, at the logarithm 2^(n - 1) G, and goes round 2^(n - 1) times.
    let (mut n, mut logarithm) = (3, 4.0 * potential);
    while logarithm < FAR.ln() {
        (n, logarithm) = (n + 1, 2.0 * logarithm);
    }
    let turns = 1_usize << (n - 1);
    let between = (turns * POINTS_A_TURN).div_ceil(count);
    let total = count * between;
    let mut c = Complex64::new(positive(n, logarithm, potential), 0.0);
    let mut points = Vec::with_capacity(count);
    for index in 0..total {
        if index % LOOK == 0 {
            cancellation.check()?;
        }
        let angle = TAU * ((index * turns) % total) as f64 / total as f64;
        let target = Complex64::from_polar(logarithm.exp(), angle);
        c = solve(c, target, |c| orbit(c, n))
            .ok_or_else(|| Error::invalid("potential", "larger", potential))?;
        if index % between == 0 {
            points.push(c);
        }
    }
    Ok(points)
}

/// The parameter of the external angle 0, a real number above 1/4, for which log `z_n` has this value.
fn positive(n: u32, logarithm: f64, potential: f64) -> f64 {
    let (mut low, mut high) = (0.25, potential.exp() + 1.0);
    for _ in 0..64 {
        let middle = 0.5 * (low + high);
        if orbit(Complex64::new(middle, 0.0), n).0.re.ln() < logarithm { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}
