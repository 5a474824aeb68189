//! The bulbs of the main cardioid.

use num_integer::Integer;

use super::angle::{Angle, MAX_LENGTH};
use super::word::Word;
use crate::{Error, Result};

/// The two angles whose rays land at the root of the p/q bulb of the main cardioid, the lesser one first.
///
/// # Errors
/// [`Error::InvalidArgument`] unless 0 < p < q <= [`MAX_LENGTH`] have no common divisor.
pub fn bulb_angles(p: usize, q: usize) -> Result<[Angle; 2]> {
    if !(2..=MAX_LENGTH).contains(&q) {
        return Err(Error::invalid("q", format!("from 2 to {MAX_LENGTH}"), q));
    }
    if !(1..q).contains(&p) || p.gcd(&q) != 1 {
        return Err(Error::invalid(
            "p",
            format!("from 1 to {}, without a common divisor with q = {q}", q - 1),
            p,
        ));
    }
    Ok(bulb_words(p, q).map(|digits| Angle::from_word(&Word::repeating(&digits))))
}

/// The digits that the two angles of the bulb repeat: where the rotation by p/q stands.
pub(super) fn bulb_words(p: usize, q: usize) -> [Vec<u8>; 2] {
    let orbit = || (1..=q).map(move |n| n * p % q);
    [
        orbit().map(|x| u8::from(x == 0 || x > q - p)).collect(),
        orbit().map(|x| u8::from(x >= q - p)).collect(),
    ]
}
