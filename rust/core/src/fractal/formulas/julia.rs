//! The iteration and its escape criterion.

use num_complex::Complex64;

use crate::fractal::Disc;
use crate::fractal::kernel::interior;
use crate::{Error, Result};

/// Most iterations of one point.
pub const MAX_ITER: u32 = 10_000_000;

/// The iteration z -> z² + c, watched until |z| passes the bailout radius.
///
/// The escape count of a point is the number of steps after which |z| was still at most `bailout`;
/// `max_iter` if none of that many steps escaped. The starting point itself is not tested.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Julia {
    c: Complex64,
    bailout: f64,
    max_iter: u32,
    trap: Option<Disc>,
}

impl Julia {
    /// The iteration with this constant, bailout radius and largest number of steps.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `c` unless it is finite, `bailout` unless it is positive with a finite
    /// square, `max_iter` unless it is between 1 and [`MAX_ITER`].
    pub fn new(c: Complex64, bailout: f64, max_iter: u32) -> Result<Self> {
        if !c.is_finite() {
            return Err(Error::invalid("c", "finite", c));
        }
        if !(bailout > 0.0 && (bailout * bailout).is_normal()) {
            return Err(Error::invalid("bailout", "positive, with a finite square", format!("{bailout:e}")));
        }
        if !(1..=MAX_ITER).contains(&max_iter) {
            return Err(Error::invalid("max_iter", format!("from 1 to {MAX_ITER}"), max_iter));
        }
        Ok(Self { c, bailout, max_iter, trap: interior::find(c, bailout) })
    }

    /// The constant c.
    #[must_use]
    pub const fn c(&self) -> Complex64 {
        self.c
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

    /// A disc that no orbit leaves, if c has an attracting cycle of short period.
    #[must_use]
    pub const fn trap(&self) -> Option<Disc> {
        self.trap
    }

    /// Whether an orbit that has escaped may come back inside.
    ///
    /// It cannot where |z| > R leads to |z² + c| >= R² - |c| > R; a little more is asked for, because of rounding.
    pub(crate) fn returns(&self) -> bool {
        let square = self.bailout * self.bailout;
        !(self.c.norm() + self.bailout < square * (1.0 - 1e-9))
    }

    /// The same iteration without its trap: the same counts, computed step by step.
    #[must_use]
    pub const fn without_trap(self) -> Self {
        Self { trap: None, ..self }
    }
}
