//! Angles whose rays land together.

use std::cmp::Ordering;

use num_bigint::BigUint;

use super::address::InternalAddress;
use super::angle::Angle;
use super::kneading::{KneadingSequence, Symbol, itinerary};
use super::search::Search;
use super::word::Word;
use crate::{Cancellation, Error, Result};

/// Most digits of a preperiodic angle whose conjugates are looked for.
pub const MAX_PREPERIODIC: usize = 1 << 10;

/// The other angles whose parameter rays land at the same point of the Mandelbrot set, in ascending order: exactly one
/// if the angle is periodic (none for 0), any number if it is preperiodic.
///
/// # Errors
/// [`Error::InvalidArgument`] if a preperiodic angle has more than [`MAX_PREPERIODIC`] digits until it repeats,
/// [`Error::Cancelled`] if the flag is set meanwhile.
pub fn conjugates(angle: &Angle, cancellation: &Cancellation) -> Result<Vec<Angle>> {
    if angle.is_periodic() { partner(angle, cancellation) } else { companions(angle, cancellation) }
}

/// The other angle of the component of a periodic angle.
///
/// The partition is taken beside the angle, on the side where its component is. There both angles have the same
/// itinerary. The inverse branches that it names lead back to the angle from its own side of the partition, and to the
/// partner from the other side.
fn partner(angle: &Angle, cancellation: &Cancellation) -> Result<Vec<Angle>> {
    let word = angle.word();
    let address = InternalAddress::of(angle, angle.period())?;
    for beside in [Ordering::Less, Ordering::Greater] {
        let found = Angle::from_word(&fixed_point(&word, beside, cancellation)?);
        if found != *angle
            && found.period() == angle.period()
            && InternalAddress::of(&found, found.period())? == address
        {
            return Ok(vec![found]);
        }
    }
    Ok(Vec::new())
}

/// The periodic point to which the inverse branches along the itinerary of θ lead from beyond the partition, where θ
/// compares with the partition's θ as `beside` says.
fn fixed_point(theta: &Word, beside: Ordering, cancellation: &Cancellation) -> Result<Word> {
    let period = theta.period();
    let sides = itinerary(theta, |n| theta.compare(n, theta).then(beside));
    let mut digits = [vec![0; 2 * period], theta.take(period)].concat();
    let long = theta.take(digits.len());
    for start in (0..2 * period).rev() {
        cancellation.check()?;
        let image = &digits[start + 1..];
        let above = image.cmp(&long[..image.len()]).then(beside.reverse()).is_gt();
        digits[start] = u8::from(above != (sides[start % period] == Symbol::One));
    }
    // The orbit is within 2^-2p of the fixed point m / (2^p - 1): round to it.
    let repeating = (BigUint::from(1_u8) << period) - 1_u8;
    let near = BigUint::from_radix_be(&digits[..2 * period], 2).unwrap_or_default();
    let half = BigUint::from(1_u8) << (2 * period - 1);
    let fixed: BigUint = ((near * &repeating + half) >> (2 * period)) % &repeating;
    Ok(Word::repeating(&(0..period as u64).rev().map(|bit| u8::from(fixed.bit(bit))).collect::<Vec<_>>()))
}

/// The other angles with the itinerary of a preperiodic angle: their dynamic rays land together, at the critical value.
fn companions(angle: &Angle, cancellation: &Cancellation) -> Result<Vec<Angle>> {
    let (word, sequence) = (angle.word(), KneadingSequence::of(angle));
    if word.len() > MAX_PREPERIODIC {
        let expected =
            format!("periodic, or one whose preperiod and period are together at most {MAX_PREPERIODIC}");
        return Err(Error::invalid("angle", expected, word.len()));
    }
    let digits = word.take(word.len());
    let search = Search { sides: sequence.symbols(), theta: Some(&digits), bounds: [&[], &[]] };
    let found =
        search.run(word.len(), cancellation)?.into_iter().map(|digits| Word::new(digits, angle.preperiod()));
    let together = found.filter(|found| {
        found.preperiod() == word.preperiod()
            && found.period() == word.period()
            && *found != word
            && itinerary(found, |n| found.compare(n, &word)) == sequence.symbols()
    });
    Ok(together.map(|found| Angle::from_word(&found)).collect())
}
