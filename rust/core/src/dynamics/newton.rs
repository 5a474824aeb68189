//! Newton's method for a parameter, to any number of digits.

use crate::dynamics::critical::words_for;
use crate::number::{FixedComplex, Scaled};
use crate::{Cancellation, Result};

/// Most steps; one gains at least 40 bits once the method converges.
const MAX_STEPS: usize = 4096;
/// Steps that may pass without the shortest becoming shorter.
const PATIENCE: usize = 24;

/// Improves `start` until the last step is below 2^-`bits`; `None` if it does not converge.
///
/// `equation` gives the value whose root is looked for, and its derivative. The derivative has the precision of
/// float64 only: a step then gains 40 to 50 bits, and costs as much as one evaluation. Digits grow with the accuracy.
pub fn newton(
    start: &FixedComplex,
    bits: f64,
    cancellation: &Cancellation,
    equation: impl Fn(FixedComplex) -> Result<(Scaled, Scaled)>,
) -> Result<Option<FixedComplex>> {
    let mut c = start.clone();
    let (mut shortest, mut waited) = (f64::INFINITY, 0);
    let mut accurate = 0.0_f64;
    for _ in 0..MAX_STEPS {
        cancellation.check()?;
        c = c.with_words(words_for((accurate + 64.0).min(bits)).max(start.words().min(words_for(bits))));
        let (value, derivative) = equation(c.clone())?;
        let step = value / derivative;
        let size = step.log2();
        if size.is_nan() || size > 2.0 {
            return Ok(None);
        }
        c.add_scaled(-step);
        if size < -bits {
            return Ok(Some(c.with_words(words_for(bits))));
        }
        accurate = accurate.max(-size);
        if size < shortest {
            (shortest, waited) = (size, 0);
        } else {
            waited += 1;
        }
        if waited > PATIENCE {
            return Ok(None);
        }
    }
    Ok(None)
}
