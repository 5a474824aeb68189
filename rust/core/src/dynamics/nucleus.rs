//! Nuclei: the parameters whose critical orbit is periodic.

use crate::dynamics::critical::{CriticalOrbit, LOOK, bits_of};
use crate::dynamics::disc::{ParameterDisc, Search};
use crate::dynamics::map::checked_degree;
use crate::dynamics::newton::newton;
use crate::dynamics::proof::{Equation, MAX_RESULT_DIGITS, Outcome, Reach, Verdict, checked_digits, proved};
use crate::dynamics::taylor_ball::Enclosure;
use crate::number::{FixedComplex, Scaled};
use crate::{Cancellation, Error, Result};

/// Longest period.
pub const MAX_PERIOD: u32 = 1 << 20;
/// Decimal digits beyond the size of the component that are computed by default.
const DIGITS_BEYOND: f64 = 20.0;

/// The center of a component of the interior: the parameter for which 0 is periodic.
#[derive(Clone, Debug)]
pub struct Nucleus {
    /// The smallest p with `z_p` = 0.
    pub period: u32,
    /// The degree d of z -> z^d + c.
    pub degree: u32,
    /// The parameter.
    pub c: FixedComplex,
    /// The decimal places of `c` that were asked for.
    pub digits: u32,
    /// The complex size s: the component is approximately that of period 1 times s, around c.
    pub size: Scaled,
}

impl Nucleus {
    /// The nucleus of the lowest period in a disc, proved to be so.
    ///
    /// `digits` decimal places of it, or as many as show its component.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `degree` or `digits` if they are out of range, `radius` if the proof takes
    /// too many discs; [`Error::Cancelled`].
    pub fn lowest(
        disc: &ParameterDisc,
        degree: u32,
        max_period: u32,
        digits: Option<u32>,
        cancellation: &Cancellation,
    ) -> Result<Option<Self>> {
        let degree = checked_degree(degree)?;
        let latest = checked_period("max_period", max_period)?;
        let search = Search { degree, latest, preperiodic: false };
        disc.earliest(&search, cancellation, |found, near| {
            let nucleus = Self::near(near, found.late, degree, digits, cancellation)?;
            Ok(nucleus.map(|nucleus| (nucleus.c.clone(), nucleus)))
        })
    }

    /// The nucleus of this period that Newton's method finds from `start`, proved to be one; `None` if it finds none.
    ///
    /// # Errors
    /// As [`lowest`](Self::lowest), and naming `period` if it is out of range, or nuclei of this period are so close
    /// together there that [`MAX_RESULT_DIGITS`] do not tell one from another.
    pub fn near(
        start: &FixedComplex,
        period: u32,
        degree: u32,
        digits: Option<u32>,
        cancellation: &Cancellation,
    ) -> Result<Option<Self>> {
        let (degree, period) = (checked_degree(degree)?, checked_period("period", period)?);
        digits.map(checked_digits).transpose()?;
        let equation = Returns { period, degree, cancellation };
        // Twice the places of the start: the size of a component is about the square of the disc that shows it.
        let first = digits.map_or(2.0 * 64.0 * start.words() as f64, bits_of);
        let c = match proved(&equation, start, first, cancellation)? {
            Outcome::Proved(c, ()) => c,
            Outcome::Missed => return Ok(None),
            Outcome::Crowded => {
                let expected = format!(
                    "one whose nuclei are told apart by {MAX_RESULT_DIGITS} digits where the search leads"
                );
                return Err(Error::invalid("period", expected, period));
            }
        };
        let size = equation.size(&c)?;
        let digits = digits.unwrap_or_else(|| default_digits(size));
        let exact = newton(&c, bits_of(digits) + 8.0, cancellation, |c| equation.value(c))?;
        Ok(exact.map(|c| Self { period, degree, c, digits, size }))
    }
}

/// The equation `z_period` = 0 of the critical orbit.
struct Returns<'a> {
    period: u32,
    degree: u32,
    cancellation: &'a Cancellation,
}

impl Returns<'_> {
    fn check(&self, step: u32) -> Result<()> {
        if step.is_multiple_of(LOOK) { self.cancellation.check() } else { Ok(()) }
    }

    /// The size 1 / (b l²), where l is the product of the slopes and b the sum of its inverses (R. Munafo;
    /// C. Heiland-Allen).
    ///
    /// For degree d the square of l becomes its power d / (d - 1).
    fn size(&self, c: &FixedComplex) -> Result<Scaled> {
        let mut orbit = CriticalOrbit::new(c.clone(), self.degree);
        let (mut l, mut b) = (Scaled::ONE, Scaled::ONE);
        for step in 1..self.period {
            self.check(step)?;
            orbit.advance();
            l = l * orbit.slope();
            b = b + l.inverse();
        }
        let order = f64::from(self.degree - 1);
        Ok((b * l * l.root(order)).inverse())
    }
}

impl Equation for Returns<'_> {
    type Kind = ();

    fn value(&self, c: FixedComplex) -> Result<(Scaled, Scaled)> {
        let orbit = CriticalOrbit::new(c, self.degree).advanced(self.period, self.cancellation)?;
        Ok((orbit.value(), orbit.derivative()))
    }

    fn reach(&self, c: &FixedComplex, bits: f64) -> Result<f64> {
        let mut orbit = CriticalOrbit::new(c.clone(), self.degree);
        let mut reach = Reach::new(bits);
        for step in 1..=self.period {
            self.check(step)?;
            orbit.advance();
            reach.linear(orbit.derivative());
            if step < self.period {
                reach.apart(orbit.value(), orbit.derivative());
            }
        }
        Ok(reach.log2())
    }

    fn verdict(&self, c: &FixedComplex, radius: Scaled) -> Result<Verdict<()>> {
        let mut enclosure = Enclosure::new(c.clone(), self.degree, radius);
        let mut least = None;
        for step in 1..self.period {
            self.check(step)?;
            enclosure.advance();
            // The root of an earlier return that this one repeats is its only root, too.
            let repeats = least.is_some_and(|least| step.is_multiple_of(least));
            if !repeats && !enclosure.ball().is_beyond(Scaled::ZERO) {
                if least.is_some() || !self.period.is_multiple_of(step) || !enclosure.ball().has_one_root() {
                    return Ok(Verdict::Open);
                }
                least = Some(step);
            }
        }
        enclosure.advance();
        Ok(match (enclosure.ball().has_one_root(), least) {
            (true, None) => Verdict::Found(()),
            (true, Some(_)) => Verdict::Other,
            (false, _) => Verdict::Open,
        })
    }
}

fn default_digits(size: Scaled) -> u32 {
    let digits =
        (-size.log2() / std::f64::consts::LOG2_10 + DIGITS_BEYOND).clamp(1.0, f64::from(MAX_RESULT_DIGITS));
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within these bounds")]
    let digits = digits as u32;
    digits
}

/// `period`, if it is from 1 to [`MAX_PERIOD`].
pub fn checked_period(name: &'static str, period: u32) -> Result<u32> {
    if (1..=MAX_PERIOD).contains(&period) {
        Ok(period)
    } else {
        Err(Error::invalid(name, format!("from 1 to {MAX_PERIOD}"), period))
    }
}
