//! Tuning: the angles of a small copy of the Mandelbrot set.

use super::angle::{Angle, MAX_LENGTH};
use super::conjugates::conjugates;
use super::word::{Word, substituted};
use crate::{Cancellation, Error, Result};

/// The angles whose rays land where the angle's ray does in the small copy of the Mandelbrot set about a component,
/// which one of its own two angles names: one, or two where the angle is dyadic and so has two expansions.
///
/// Each digit is replaced by those of the component's lesser (0) or greater (1) angle (Douady's tuning).
///
/// # Errors
/// [`Error::InvalidArgument`] if the component's angle is not periodic, or if the result has more than [`MAX_LENGTH`]
/// digits; [`Error::Cancelled`] if the flag is set meanwhile.
pub fn tune(angle: &Angle, component: &Angle, cancellation: &Cancellation) -> Result<Vec<Angle>> {
    if !component.is_periodic() {
        return Err(Error::invalid("component", "an angle of preperiod 0", component));
    }
    let (word, period) = (angle.word(), component.period());
    if word.len() * period > MAX_LENGTH {
        let found = format!("{} of {period} digits each", word.len());
        return Err(Error::invalid(
            "angle",
            format!("one that is tuned to at most {MAX_LENGTH} digits"),
            found,
        ));
    }
    let digits = words(component, cancellation)?;
    let tuned = |head: &[u8], cycle: &[u8]| {
        let head = substituted(head, &digits);
        let preperiod = head.len();
        Angle::from_word(&Word::new([head, substituted(cycle, &digits)].concat(), preperiod))
    };
    let mut found = vec![tuned(word.head(), word.cycle())];
    if let [head @ .., 1] = word.head()
        && word.cycle() == [0]
    {
        found.push(tuned(&[head, &[0]].concat(), &[1]));
    }
    found.sort();
    found.dedup();
    Ok(found)
}

/// The digits that the two angles of a component repeat, those of the lesser one first.
fn words(component: &Angle, cancellation: &Cancellation) -> Result<[Vec<u8>; 2]> {
    let Some(other) = conjugates(component, cancellation)?.pop() else { return Ok([vec![0], vec![1]]) };
    let mut pair = [component, &other];
    pair.sort();
    Ok(pair.map(|angle| angle.word().cycle().to_vec()))
}
