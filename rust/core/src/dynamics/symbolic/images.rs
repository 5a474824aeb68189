//! What becomes of an angle when it is multiplied by a degree, again and again.

use num_bigint::BigUint;
use num_integer::Integer;

use super::angle::{Angle, order, too_long, turns};
use crate::Result;
use crate::dynamics::symbolic::MAX_LENGTH;

/// An angle θ on its way under θ -> d θ, as the map z -> z^d + c moves external angles.
#[derive(Clone, Debug)]
pub struct Images {
    numerator: BigUint,
    denominator: BigUint,
    degree: u32,
    preperiod: usize,
    period: usize,
}

impl Angle {
    /// The way of this angle under multiplication by `degree`.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`](crate::Error::InvalidArgument) if it has more than [`MAX_LENGTH`] places until it repeats.
    pub fn images(&self, degree: u32) -> Result<Images> {
        let (preperiod, period) = if degree == 2 {
            (self.preperiod(), self.period())
        } else {
            lengths(self.denominator(), degree)?
        };
        let (numerator, denominator) = (self.numerator().clone(), self.denominator().clone());
        Ok(Images { numerator, denominator, degree, preperiod, period })
    }
}

/// How often each fraction of this denominator is multiplied until it repeats, and from one time to the next.
fn lengths(denominator: &BigUint, degree: u32) -> Result<(usize, usize)> {
    let (mut rest, mut preperiod) = (denominator.clone(), 0);
    loop {
        let common = rest.gcd(&BigUint::from(degree));
        if common == BigUint::from(1_u8) {
            break;
        }
        (rest, preperiod) = (rest / common, preperiod + 1);
    }
    let period = order(degree, &rest, MAX_LENGTH.saturating_sub(preperiod));
    Ok((preperiod, period.ok_or_else(|| too_long("a longer one"))?))
}

impl Images {
    /// The number of steps until it repeats.
    #[must_use]
    pub const fn preperiod(&self) -> usize {
        self.preperiod
    }

    /// The number of steps in which it repeats.
    #[must_use]
    pub const fn period(&self) -> usize {
        self.period
    }

    /// The present angle as a float64, from 0 to 1.
    #[must_use]
    pub fn turns(&self) -> f64 {
        turns(&self.numerator, &self.denominator)
    }

    /// Goes one step further.
    pub fn advance(&mut self) {
        self.numerator = &self.numerator * self.degree % &self.denominator;
    }
}
