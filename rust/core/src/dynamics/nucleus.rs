//! Nuclei: the parameters whose critical orbit is periodic.

use crate::dynamics::critical::{CriticalOrbit, LOOK, bits_of};
use crate::dynamics::map::checked_degree;
use crate::dynamics::newton::newton;
use crate::dynamics::taylor_ball::{ParameterDisc, Search};
use crate::number::{FixedComplex, Scaled};
use crate::{Cancellation, Error, Result};

/// Longest period.
pub const MAX_PERIOD: u32 = 1 << 20;
/// Most decimal digits of a result.
pub const MAX_RESULT_DIGITS: u32 = 10_000;
/// Decimal digits beyond the size of the component that are computed by default.
const DIGITS_BEYOND: f64 = 20.0;
/// Below this share of its binary places a number counts as 0.
const VANISHED: f64 = 0.5;

/// The center of a component of the interior: the parameter for which 0 is periodic.
#[derive(Clone, Debug)]
pub struct Nucleus {
    /// The smallest p with `z_p` = 0.
    pub period: u32,
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

    /// The nucleus of this period that Newton's method finds from `start`; `None` if it finds none.
    ///
    /// # Errors
    /// As [`lowest`](Self::lowest), and naming `period`.
    pub fn near(
        start: &FixedComplex,
        period: u32,
        degree: u32,
        digits: Option<u32>,
        cancellation: &Cancellation,
    ) -> Result<Option<Self>> {
        let (degree, period) = (checked_degree(degree)?, checked_period("period", period)?);
        digits.map(checked_digits).transpose()?;
        let refined = |start: &FixedComplex, bits: f64| {
            newton(start, bits, cancellation, |c| {
                let orbit = CriticalOrbit::new(c, degree).advanced(period, cancellation)?;
                Ok((orbit.value(), orbit.derivative()))
            })
        };
        // Twice the places of the start: the size of a component is about the square of the disc that shows it.
        let first = digits.map_or(2.0 * 64.0 * start.words() as f64, bits_of);
        let Some(c) = refined(start, first)? else { return Ok(None) };
        let Some(size) = size_of(&c, period, degree, cancellation)? else { return Ok(None) };
        let digits = digits.unwrap_or_else(|| default_digits(size));
        let Some(c) = refined(&c, bits_of(digits) + 8.0)? else { return Ok(None) };
        Ok(Some(Self { period, c, digits, size }))
    }
}

/// The size 1 / (b l²), where l is the product of the slopes and b the sum of its inverses (R. Munafo; C. Heiland-Allen);
/// `None` if an earlier point of the orbit is 0, too.
///
/// For degree d the square of l becomes its power d / (d - 1).
fn size_of(
    c: &FixedComplex,
    period: u32,
    degree: u32,
    cancellation: &Cancellation,
) -> Result<Option<Scaled>> {
    let vanished = -VANISHED * 64.0 * c.words() as f64;
    let mut orbit = CriticalOrbit::new(c.clone(), degree);
    let (mut l, mut b) = (Scaled::ONE, Scaled::ONE);
    for step in 1..period {
        if step % LOOK == 0 {
            cancellation.check()?;
        }
        orbit.advance();
        if orbit.value().log2() < vanished {
            return Ok(None);
        }
        l = l * orbit.slope();
        b = b + l.inverse();
    }
    let order = f64::from(degree - 1);
    Ok(Some((b * l * l.root(order)).inverse()))
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

/// `digits`, if they are from 1 to [`MAX_RESULT_DIGITS`].
pub fn checked_digits(digits: u32) -> Result<u32> {
    if (1..=MAX_RESULT_DIGITS).contains(&digits) {
        Ok(digits)
    } else {
        Err(Error::invalid("digits", format!("from 1 to {MAX_RESULT_DIGITS}"), digits))
    }
}
