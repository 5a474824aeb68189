//! What Newton's method converges to, proved to be a root, the only one around, and of the wanted kind.

use crate::dynamics::newton::newton;
use crate::number::{FixedComplex, Scaled};
use crate::{Cancellation, Error, Result};

/// Most decimal digits of a result.
pub const MAX_RESULT_DIGITS: u32 = 10_000;
/// Binary places that c has beyond the logarithm of a disc in which its root is proved.
const GUARD: f64 = 32.0;
/// Logarithms of the radii that are tried, in those within which the equation is about linear.
const SHARES: [f64; 4] = [-6.0, -12.0, -24.0, -36.0];
/// Most times that digits are added because they do not suffice for a proof.
const MAX_ROUNDS: usize = 4;
/// Binary places that a result can have, and those with which it is told from its neighbors.
const MOST: f64 = MAX_RESULT_DIGITS as f64 * std::f64::consts::LOG2_10 + 1024.0;

/// An equation in the parameter.
pub trait Equation {
    /// What is to be known of a root.
    type Kind;

    /// The value at c, and its derivative.
    fn value(&self, c: FixedComplex) -> Result<(Scaled, Scaled)>;

    /// Logarithm of the distance from c, known to `bits` binary places, within which all that a proof looks at is about
    /// linear and either has no root or that of the equation.
    fn reach(&self, c: &FixedComplex, bits: f64) -> Result<f64>;

    /// What a disc about c shows.
    fn verdict(&self, c: &FixedComplex, radius: Scaled) -> Result<Verdict<Self::Kind>>;
}

/// What a disc shows of an equation.
pub enum Verdict<T> {
    /// It has exactly one root, of the wanted kind.
    Found(T),
    /// It has exactly one root, of another kind.
    Other,
    /// Nothing: it is too large, or its digits are too few.
    Open,
}

/// What comes of a start.
pub enum Outcome<T> {
    /// The root, and what is known of it.
    Proved(FixedComplex, T),
    /// Newton's method does not converge, or to a root of another kind.
    Missed,
    /// Roots are too close to one another for the digits that there can be.
    Crowded,
}

/// The root to which Newton's method leads, to `bits` binary places.
pub fn proved<E: Equation>(
    equation: &E,
    start: &FixedComplex,
    bits: f64,
    cancellation: &Cancellation,
) -> Result<Outcome<E::Kind>> {
    let (mut c, mut bits) = (start.clone(), bits);
    for _ in 0..MAX_ROUNDS {
        let Some(root) = newton(&c, bits, cancellation, |c| equation.value(c))? else {
            return Ok(Outcome::Missed);
        };
        let reach = equation.reach(&root, bits)?;
        for share in SHARES.into_iter().filter(|share| reach + share > GUARD - bits) {
            match equation.verdict(&root, Scaled::power_of_two(reach + share))? {
                Verdict::Found(kind) => return Ok(Outcome::Proved(root, kind)),
                Verdict::Other => return Ok(Outcome::Missed),
                Verdict::Open => {}
            }
        }
        bits = (bits + GUARD).max(2.0 * GUARD - reach - SHARES[1]);
        if !(bits <= MOST) {
            return Ok(Outcome::Crowded);
        }
        c = root;
    }
    Ok(Outcome::Crowded)
}

/// `digits`, if they are from 1 to [`MAX_RESULT_DIGITS`].
pub fn checked_digits(digits: u32) -> Result<u32> {
    if (1..=MAX_RESULT_DIGITS).contains(&digits) {
        Ok(digits)
    } else {
        Err(Error::invalid("digits", format!("from 1 to {MAX_RESULT_DIGITS}"), digits))
    }
}

/// The distance from a parameter within which what is looked at is about linear and does not vanish.
pub struct Reach {
    log2: f64,
    /// Logarithm of the distance of a root that is the parameter itself.
    nothing: f64,
}

impl Reach {
    /// Without anything looked at, of a parameter known to `bits` binary places.
    pub const fn new(bits: f64) -> Self {
        Self { log2: 0.0, nothing: GUARD - bits }
    }

    /// Keeps to where a value of this derivative stays below 1.
    pub fn linear(&mut self, derivative: Scaled) {
        self.log2 = self.log2.min(-derivative.log2());
    }

    /// Keeps away from the root of a value, unless that is the parameter itself.
    pub fn apart(&mut self, value: Scaled, derivative: Scaled) {
        let distance = value.log2() - derivative.log2();
        if distance > self.nothing {
            self.log2 = self.log2.min(distance);
        }
    }

    /// Its logarithm.
    pub const fn log2(&self) -> f64 {
        self.log2
    }
}
