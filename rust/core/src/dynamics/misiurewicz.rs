//! Misiurewicz points: the parameters whose critical orbit runs into a cycle that it is not on.

use crate::dynamics::critical::{CriticalOrbit, bits_of};
use crate::dynamics::newton::newton;
use crate::dynamics::nucleus::{MAX_PERIOD, checked_digits, checked_period};
use crate::dynamics::taylor_ball::{ParameterDisc, Search};
use crate::number::{FixedComplex, Scaled};
use crate::{Cancellation, Error, Result};

/// Most steps of the search for a return: it compares each point with all before.
pub const MAX_STEPS: u32 = 2000;
/// Below this share of its binary places a number counts as 0.
const VANISHED: f64 = 0.5;
/// Places computed beyond those that are asked for.
const GUARD: f64 = 16.0;

/// A parameter of z -> z² + c whose critical value c becomes periodic after `preperiod` steps, and not before.
///
/// The preperiod is that of the critical value, and of the external angles that land there: for c = i it is 1, and the
/// period 2. (Some count from the critical point 0: one more.)
#[derive(Clone, Debug)]
pub struct Misiurewicz {
    /// The steps from c to the cycle, at least 1.
    pub preperiod: u32,
    /// The number of points of the cycle.
    pub period: u32,
    /// The parameter.
    pub c: FixedComplex,
    /// The decimal places of `c` that were asked for.
    pub digits: u32,
    /// The multiplier of the cycle: by it the Mandelbrot set scales and turns about c, and the Julia set, too.
    pub multiplier: Scaled,
}

impl Misiurewicz {
    /// The point in a disc whose preperiod and period have the smallest sum, proved to be so, to `digits` decimals.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `max_steps` or `digits` if they are out of range, `radius` if the proof takes
    /// too many discs; [`Error::Cancelled`].
    pub fn lowest(
        disc: &ParameterDisc,
        max_steps: u32,
        digits: u32,
        cancellation: &Cancellation,
    ) -> Result<Option<Self>> {
        if !(2..=MAX_STEPS).contains(&max_steps) {
            return Err(Error::invalid("max_steps", format!("from 2 to {MAX_STEPS}"), max_steps));
        }
        let search = Search { degree: 2, latest: max_steps, preperiodic: true };
        disc.earliest(&search, cancellation, |found, near| {
            let point = Self::near(near, found.early, found.late - found.early, digits, cancellation)?;
            Ok(point.map(|point| (point.c.clone(), point)))
        })
    }

    /// The point that Newton's method finds from `start`; `None` if it finds none of this preperiod and period.
    ///
    /// The equation is `z_(k+p)` + `z_k` = 0 for the orbit 0, c, c² + c, ...; it has simple roots and none of a smaller
    /// preperiod.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `preperiod`, `period` or `digits` if they are out of range;
    /// [`Error::Cancelled`].
    pub fn near(
        start: &FixedComplex,
        preperiod: u32,
        period: u32,
        digits: u32,
        cancellation: &Cancellation,
    ) -> Result<Option<Self>> {
        let point = Self::landing(start, preperiod, period, digits, cancellation)?;
        Ok(point.filter(|point| point.period == period))
    }

    /// As [`near`](Self::near), of this period or of one that divides it.
    ///
    /// # Errors
    /// As [`near`](Self::near).
    pub fn landing(
        start: &FixedComplex,
        preperiod: u32,
        period: u32,
        digits: u32,
        cancellation: &Cancellation,
    ) -> Result<Option<Self>> {
        let (preperiod, period) =
            (checked_period("preperiod", preperiod)?, checked_period("period", period)?);
        let bits = bits_of(checked_digits(digits)?) + GUARD;
        checked_period("period", preperiod.saturating_add(period)).map_err(|_| {
            Error::invalid("period", format!("with the preperiod at most {MAX_PERIOD}"), period)
        })?;
        let root = newton(start, bits, cancellation, |c| {
            let early = CriticalOrbit::new(c, 2).advanced(preperiod, cancellation)?;
            let late = early.clone().advanced(period, cancellation)?;
            Ok((late.point().plus(early.point()).to_scaled(), late.derivative() + early.derivative()))
        })?;
        let Some(c) = root else { return Ok(None) };
        let vanished = -VANISHED * bits;
        let early = CriticalOrbit::new(c.clone(), 2).advanced(preperiod, cancellation)?;
        if early.value().log2() < vanished {
            return Ok(None); // 0 is periodic
        }
        let mut orbit = early.clone();
        let mut multiplier = Scaled::ONE;
        for steps in 1..=period {
            orbit.advance();
            multiplier = multiplier * orbit.slope();
            if period.is_multiple_of(steps) && orbit.point().plus(early.point()).to_scaled().log2() < vanished
            {
                return Ok(Some(Self { preperiod, period: steps, c, digits, multiplier }));
            }
        }
        Ok(None)
    }
}
