//! The lamination of the Mandelbrot set: which periodic angles land together.

use super::angle::Angle;
use crate::{Cancellation, Error, Result};

/// Greatest period of a lamination: it has some 2^20 leaves.
pub const MAX_LAMINATION: u32 = 20;

/// Angles between two looks at the cancellation.
const LOOK: u32 = 1 << 12;

/// Two angles of the same period whose rays land together, at the root of a component: numerators over 2^period - 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Leaf {
    /// The period of both angles, and of the component.
    pub period: u32,
    /// The numerator of the lesser angle.
    pub lower: u32,
    /// The numerator of the greater angle.
    pub upper: u32,
}

impl Leaf {
    /// Both angles.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] if the period is 0.
    pub fn angles(&self) -> Result<[Angle; 2]> {
        let denominator = (1_u64 << self.period) - 1;
        Ok([
            Angle::new(&self.lower.into(), &denominator.into())?,
            Angle::new(&self.upper.into(), &denominator.into())?,
        ])
    }
}

/// All leaves of the periods from 2 to `max_period`, by their period and then by their lesser angle.
///
/// Lavaurs's algorithm: for one period after the other, each angle that is free is joined to the next one that no
/// earlier leaf separates from it.
///
/// # Errors
/// [`Error::InvalidArgument`] unless `max_period` is from 2 to [`MAX_LAMINATION`], [`Error::Cancelled`] if the flag is
/// set meanwhile.
pub fn lamination(max_period: u32, cancellation: &Cancellation) -> Result<Vec<Leaf>> {
    if !(2..=MAX_LAMINATION).contains(&max_period) {
        return Err(Error::invalid("max_period", format!("from 2 to {MAX_LAMINATION}"), max_period));
    }
    let mut leaves: Vec<Leaf> = Vec::new();
    let mut ends: Vec<End> = Vec::new();
    for period in 2..=max_period {
        cancellation.check()?;
        let first = leaves.len();
        leaves.extend(joined(period, &ends, cancellation)?);
        leaves[first..].sort_unstable_by_key(|leaf| leaf.lower);
        cancellation.check()?;
        let mut new: Vec<_> = leaves[first..]
            .iter()
            .flat_map(|leaf| {
                [(leaf.lower, true), (leaf.upper, false)]
                    .map(|(numerator, opens)| End { place: place(numerator, period), opens })
            })
            .collect();
        new.sort_unstable_by_key(|end| end.place);
        cancellation.check()?;
        // Two runs in order: a merge.
        ends.append(&mut new);
        ends.sort_by_key(|end| end.place);
    }
    Ok(leaves)
}

/// An end of a leaf.
struct End {
    place: u64,
    opens: bool,
}

/// The leaves of a period among earlier ones: a sweep around the circle, with a stack of the leaves that are open and the
/// angle that is free in the gap behind each.
fn joined(period: u32, ends: &[End], cancellation: &Cancellation) -> Result<Vec<Leaf>> {
    let mut leaves = Vec::new();
    let mut free: Vec<Option<u32>> = vec![None];
    let mut ends = ends.iter().peekable();
    let repeating = (1_u32 << period) - 1;
    // An angle of a smaller period is a multiple of one of these.
    let divisors = (1..period).filter(|&divisor| period.is_multiple_of(divisor));
    let shorter: Vec<_> = divisors.map(|divisor| repeating / ((1 << divisor) - 1)).collect();
    for upper in 1..repeating {
        if upper % LOOK == 0 {
            cancellation.check()?;
        }
        if shorter.iter().any(|&step| upper.is_multiple_of(step)) {
            continue;
        }
        let here = place(upper, period);
        while let Some(end) = ends.next_if(|end| end.place < here) {
            if end.opens {
                free.push(None);
            } else {
                free.pop();
            }
        }
        if let Some(gap) = free.last_mut() {
            match gap.take() {
                Some(lower) => leaves.push(Leaf { period, lower, upper }),
                None => *gap = Some(upper),
            }
        }
    }
    Ok(leaves)
}

/// The angle times 2^42, rounded down: distinct for all that have a period of at most [`MAX_LAMINATION`].
const fn place(numerator: u32, period: u32) -> u64 {
    ((numerator as u64) << 42) / ((1 << period) - 1)
}
