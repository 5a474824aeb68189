//! The criterion of escape: the bailout radius and the largest number of iterations.

use crate::{Error, Result};

/// The bailout radius where none is given: orbits of z -> z² + c with |c| <= 2 that leave it grow for ever.
pub const BAILOUT: f64 = 2.0;

/// Most iterations of one point.
pub const MAX_ITER: u32 = 10_000_000;

/// The criterion of escape.
///
/// The escape count of a point is the number of steps after which |z| was still at most `bailout`;
/// `max_iter` if none of that many steps escaped. The starting point itself is not tested.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Escape {
    bailout: f64,
    max_iter: u32,
    proofs: bool,
}

impl Escape {
    /// Escape from this radius, within this number of steps.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `bailout` unless it is positive with a finite square, `max_iter` unless it
    /// is between 1 and [`MAX_ITER`].
    pub fn new(bailout: f64, max_iter: u32) -> Result<Self> {
        if !(bailout > 0.0 && (bailout * bailout).is_normal()) {
            return Err(Error::invalid("bailout", "positive, with a finite square", format!("{bailout:e}")));
        }
        if !(1..=MAX_ITER).contains(&max_iter) {
            return Err(Error::invalid("max_iter", format!("from 1 to {MAX_ITER}"), max_iter));
        }
        Ok(Self { bailout, max_iter, proofs: true })
    }

    /// The radius whose passing is the escape.
    #[must_use]
    pub const fn bailout(&self) -> f64 {
        self.bailout
    }

    /// The count of points that do not escape.
    #[must_use]
    pub const fn max_iter(&self) -> u32 {
        self.max_iter
    }

    /// Whether points that are proved not to escape need not go all the steps.
    #[must_use]
    pub const fn proofs(&self) -> bool {
        self.proofs
    }

    /// Escape from this radius, if it is larger, within the same number of steps.
    #[must_use]
    pub const fn beyond(self, bailout: f64) -> Self {
        Self { bailout: if self.bailout > bailout { self.bailout } else { bailout }, ..self }
    }

    /// The same counts without proofs of interiors: every point goes all its steps.
    #[must_use]
    pub const fn step_by_step(self) -> Self {
        Self { proofs: false, ..self }
    }
}
