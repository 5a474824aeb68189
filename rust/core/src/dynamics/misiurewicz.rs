//! Misiurewicz points: the parameters whose critical orbit runs into a cycle that it is not on.

use crate::dynamics::critical::{CriticalOrbit, LOOK, bits_of};
use crate::dynamics::disc::{ParameterDisc, Search};
use crate::dynamics::map::checked_degree;
use crate::dynamics::nucleus::{MAX_PERIOD, checked_period};
use crate::dynamics::proof::{Equation, MAX_RESULT_DIGITS, Outcome, Reach, Verdict, checked_digits, proved};
use crate::dynamics::taylor_ball::Enclosure;
use crate::dynamics::unity::Unity;
use crate::number::{FixedComplex, Scaled};
use crate::{Cancellation, Error, Result};

/// Most steps of the search for a return: it compares each point with all before.
pub const MAX_STEPS: u32 = 2000;
/// Places computed beyond those that are asked for.
const GUARD: f64 = 16.0;

/// A parameter of z -> z^d + c whose critical value c becomes periodic after `preperiod` steps, and not before.
///
/// The preperiod is that of the critical value, and of the external angles that land there: for c = i it is 1, and the
/// period 2. (Some count from the critical point 0: one more.)
#[derive(Clone, Debug)]
pub struct Misiurewicz {
    /// The steps from c to the cycle, at least 1.
    pub preperiod: u32,
    /// The number of points of the cycle.
    pub period: u32,
    /// The degree d of z -> z^d + c.
    pub degree: u32,
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
        degree: u32,
        max_steps: u32,
        digits: u32,
        cancellation: &Cancellation,
    ) -> Result<Option<Self>> {
        if !(2..=MAX_STEPS).contains(&max_steps) {
            return Err(Error::invalid("max_steps", format!("from 2 to {MAX_STEPS}"), max_steps));
        }
        let search = Search { degree: checked_degree(degree)?, latest: max_steps, preperiodic: true };
        disc.earliest(&search, cancellation, |found, near| {
            let point =
                Self::near(near, found.early, found.late - found.early, degree, digits, cancellation)?;
            Ok(point.map(|point| (point.c.clone(), point)))
        })
    }

    /// The point that Newton's method finds from `start`; `None` if it finds none of this preperiod and period.
    ///
    /// The equation is `z_(k+p)` = u `z_k` for the orbit 0, c, c^d + c, ... and a number u other than 1 with u^d = 1, for
    /// degree 2 so -1; it has simple roots and none of a smaller preperiod.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `preperiod`, `period` or `digits` if they are out of range;
    /// [`Error::Cancelled`].
    pub fn near(
        start: &FixedComplex,
        preperiod: u32,
        period: u32,
        degree: u32,
        digits: u32,
        cancellation: &Cancellation,
    ) -> Result<Option<Self>> {
        let point = Self::landing(start, preperiod, period, degree, digits, cancellation)?;
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
        degree: u32,
        digits: u32,
        cancellation: &Cancellation,
    ) -> Result<Option<Self>> {
        let degree = checked_degree(degree)?;
        let (preperiod, period) =
            (checked_period("preperiod", preperiod)?, checked_period("period", period)?);
        let bits = bits_of(checked_digits(digits)?) + GUARD;
        checked_period("period", preperiod.saturating_add(period)).map_err(|_| {
            Error::invalid("period", format!("with the preperiod at most {MAX_PERIOD}"), period)
        })?;
        let equation = RunsIn { preperiod, period, degree, cancellation };
        match proved(&equation, start, bits, cancellation)? {
            Outcome::Proved(c, (period, multiplier)) => {
                Ok(Some(Self { preperiod, period, degree, c, digits, multiplier }))
            }
            Outcome::Missed => Ok(None),
            Outcome::Crowded => {
                let expected = format!("one whose points are told apart by {MAX_RESULT_DIGITS} digits there");
                Err(Error::invalid("period", expected, period))
            }
        }
    }
}

/// The equation `z_(k+p)` = u `z_k` of the critical orbit, for the preperiod k and the period p, where u is that root of
/// unity for which it is nearest to being true.
struct RunsIn<'a> {
    preperiod: u32,
    period: u32,
    degree: u32,
    cancellation: &'a Cancellation,
}

impl RunsIn<'_> {
    fn check(&self, step: u32) -> Result<()> {
        if step.is_multiple_of(LOOK) { self.cancellation.check() } else { Ok(()) }
    }

    fn early(&self, c: FixedComplex) -> Result<CriticalOrbit> {
        CriticalOrbit::new(c, self.degree).advanced(self.preperiod, self.cancellation)
    }

    /// The number of the root of unity, from 1 on.
    fn turn(&self, early: &CriticalOrbit, late: &CriticalOrbit) -> u32 {
        let [early, late] = [early, late].map(|orbit| orbit.point().to_complex64());
        let distance = |turn: &u32| (late - Unity::new(*turn, self.degree).to_complex64() * early).norm_sqr();
        let turns = 1..self.degree;
        turns.min_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap_or(1)
    }

    /// `z_(k+p)` - u `z_k` and its derivative.
    fn difference(early: &CriticalOrbit, late: &CriticalOrbit, unity: Unity) -> (Scaled, Scaled) {
        let value = late.point().minus(&unity.times(early.point())).to_scaled();
        (value, late.derivative() - unity.to_scaled() * early.derivative())
    }

    /// The product of the slopes of the cycle, which begins one step behind `z_k`.
    fn multiplier(&self, c: &FixedComplex, period: u32) -> Result<Scaled> {
        let mut orbit = self.early(c.clone())?;
        let mut multiplier = Scaled::ONE;
        for step in 1..=period {
            self.check(step)?;
            orbit.advance();
            multiplier = multiplier * orbit.slope();
        }
        Ok(multiplier)
    }
}

impl Equation for RunsIn<'_> {
    type Kind = (u32, Scaled);

    fn value(&self, c: FixedComplex) -> Result<(Scaled, Scaled)> {
        let early = self.early(c)?;
        let late = early.clone().advanced(self.period, self.cancellation)?;
        let unity = Unity::new(self.turn(&early, &late), self.degree);
        Ok(Self::difference(&early, &late, unity))
    }

    fn reach(&self, c: &FixedComplex, bits: f64) -> Result<f64> {
        let mut orbit = CriticalOrbit::new(c.clone(), self.degree);
        let mut reach = Reach::new(bits);
        for step in 1..=self.preperiod {
            self.check(step)?;
            orbit.advance();
            reach.linear(orbit.derivative());
            reach.apart(orbit.value(), orbit.derivative());
        }
        let early = orbit.clone();
        for step in 1..=self.period {
            self.check(step)?;
            orbit.advance();
            reach.linear(orbit.derivative());
            if step < self.period && self.period.is_multiple_of(step) {
                let unity = Unity::new(self.turn(&early, &orbit), self.degree);
                let (value, derivative) = Self::difference(&early, &orbit, unity);
                reach.apart(value, derivative);
            }
        }
        Ok(reach.log2())
    }

    fn verdict(&self, c: &FixedComplex, radius: Scaled) -> Result<Verdict<(u32, Scaled)>> {
        let early = self.early(c.clone())?;
        let late = early.clone().advanced(self.period, self.cancellation)?;
        let unity = Unity::new(self.turn(&early, &late), self.degree);
        let mut enclosure = Enclosure::new(c.clone(), self.degree, radius);
        // A root with `z_k` = 0: 0 is periodic. Its period is that of the first point which can be 0.
        let mut periodic = None;
        for step in 1..=self.preperiod {
            self.check(step)?;
            enclosure.advance();
            if periodic.is_none() && !enclosure.ball().is_beyond(Scaled::ZERO) {
                periodic = Some(step).filter(|_| enclosure.ball().has_one_root());
                if periodic.is_none() {
                    return Ok(Verdict::Open);
                }
            }
        }
        let mark = enclosure.mark().times(unity);
        let mut shorter = None;
        for step in 1..=self.period {
            self.check(step)?;
            enclosure.advance();
            if shorter.is_none() && step < self.period && self.period.is_multiple_of(step) {
                let difference = enclosure.minus(&mark);
                if !difference.is_beyond(Scaled::ZERO) {
                    // A root of this return is one of its repetition, so the only one of that.
                    shorter = Some(step).filter(|_| difference.has_one_root());
                    if shorter.is_none() {
                        return Ok(Verdict::Open);
                    }
                }
            }
        }
        if !enclosure.minus(&mark).has_one_root() {
            return Ok(Verdict::Open);
        }
        match periodic {
            None => {
                let period = shorter.unwrap_or(self.period);
                Ok(Verdict::Found((period, self.multiplier(c, period)?)))
            }
            Some(least) if self.preperiod.is_multiple_of(least) && self.period.is_multiple_of(least) => {
                Ok(Verdict::Other)
            }
            // `z_k` is 0 for no parameter of the disc, or the root of the equation is another.
            Some(_) => Ok(Verdict::Open),
        }
    }
}
