//! The coordinates of samples along an axis.

use std::borrow::Cow;
use std::ops::Range;

use crate::compute::zeroed;
use crate::fractal::Grid;
use crate::fractal::plane::RUN;
use crate::{Error, Result};

/// Coordinates further apart than this, relative to the largest of them, are distinct whatever rounding does to them.
const DISTINCT: f64 = 64.0 * f64::EPSILON;

/// The coordinates of columns or rows.
#[derive(Clone, Debug)]
pub enum Axis {
    /// Written down.
    Listed(Vec<f64>),
    /// Those of more than [`RUN`] columns or rows, which are computed where they are needed.
    Even {
        /// The convention.
        grid: Grid,
        /// From where.
        start: f64,
        /// To where.
        stop: f64,
        /// How many.
        count: usize,
        /// Whether the second half is the negative of the first one, bit for bit.
        is_mirrored: bool,
    },
}

impl Axis {
    /// `count` coordinates from `start` towards `stop`.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`]. What `refuse` makes of the reason, unless neighbours are distinct and further apart than
    /// subnormal numbers, whose steps would not be even; `what` names the coordinates.
    pub fn new(
        grid: Grid,
        (start, stop): (f64, f64),
        (count, what): (usize, &str),
        refuse: impl FnOnce(String) -> Error,
    ) -> Result<Self> {
        let axis = Self::Even { grid, start, stop, count, is_mirrored: false };
        let step = (stop - start) / count as f64;
        let distinct = |(one, next): (f64, f64)| if start < stop { one < next } else { next < one };
        let are_distinct = step.abs() > DISTINCT * start.abs().max(stop.abs())
            || (1..count).map(|i| (axis.at(i - 1), axis.at(i))).all(distinct);
        // Asked before there is an array: a refusal takes no memory.
        if !(step.is_normal() && are_distinct) {
            return Err(refuse(format!("float64 is too coarse for {count} {what} there")));
        }
        if count > RUN {
            return Ok(axis);
        }
        let mut listed = zeroed(count, "the samples of an axis")?;
        listed.iter_mut().enumerate().for_each(|(i, place)| *place = axis.at(i));
        Ok(Self::Listed(listed))
    }

    /// The number of coordinates.
    pub fn len(&self) -> usize {
        match self {
            Self::Listed(axis) => axis.len(),
            Self::Even { count, .. } => *count,
        }
    }

    /// One of them.
    pub fn at(&self, i: usize) -> f64 {
        match *self {
            Self::Listed(ref axis) => axis[i],
            Self::Even { grid, start, stop, count, is_mirrored } => {
                let opposite = count - 1 - i;
                match i.cmp(&opposite) {
                    std::cmp::Ordering::Greater if is_mirrored => {
                        -grid.coordinate(opposite, start, stop, count)
                    }
                    std::cmp::Ordering::Equal if is_mirrored => 0.0,
                    _ => grid.coordinate(i, start, stop, count),
                }
            }
        }
    }

    /// Some of them.
    pub fn part(&self, range: Range<usize>) -> Cow<'_, [f64]> {
        match self {
            Self::Listed(axis) => Cow::Borrowed(&axis[range]),
            Self::Even { .. } => Cow::Owned(range.map(|i| self.at(i)).collect()),
        }
    }

    /// The same around 0, the second half opposite to the first one to the last bit.
    pub fn mirrored(self) -> Self {
        match self {
            Self::Listed(mut axis) => {
                let last = axis.len() - 1;
                (0..axis.len().div_ceil(2))
                    .for_each(|k| axis[last - k] = if 2 * k == last { 0.0 } else { -axis[k] });
                Self::Listed(axis)
            }
            Self::Even { grid, start, stop, count, .. } => {
                Self::Even { grid, start, stop, count, is_mirrored: true }
            }
        }
    }

    /// Whether each has one that is opposite to it to the last bit.
    pub fn is_even(&self) -> bool {
        match self {
            Self::Listed(axis) => axis.iter().zip(axis.iter().rev()).all(|(one, other)| *one == -other),
            Self::Even { is_mirrored, .. } => *is_mirrored,
        }
    }
}
