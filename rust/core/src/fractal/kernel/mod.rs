//! The float64 kernel that counts the steps of samples, compiled for each formula.

mod band;
mod block;
mod interior;

use num_complex::Complex64;

use crate::fractal::Escape;
use crate::fractal::formula::Formula;
use crate::fractal::plane::Disc;
use crate::{Cancellation, Context, Result};

use band::Band;

pub use band::BAND;
pub use interior::invariant_disc;

/// Some rows of a picture and where their counts go.
pub struct Rows<'a> {
    /// Real parts of the columns.
    pub xs: &'a [f64],
    /// Imaginary parts of the rows.
    pub ys: &'a [f64],
    /// Row-major, `xs.len()` for each of `ys`.
    pub counts: &'a mut [u32],
    /// Counts up to this one need not be told apart: they may all come as this one.
    pub untested: u32,
}

/// Counts the steps of samples, whatever the formula.
pub trait Kernel: Sync {
    /// Fills in the counts of up to [`BAND`] rows, on this thread. When cancelled it leaves them as they are.
    fn count(&self, rows: Rows<'_>, context: Context<'_>);

    /// The same counts, one point and one step after the other.
    ///
    /// # Errors
    /// [`Error::Cancelled`](crate::Error::Cancelled).
    fn count_one_by_one(&self, rows: Rows<'_>, cancellation: &Cancellation) -> Result<()>;
}

/// A formula and when its orbits have escaped, ready to be iterated in float64.
pub struct Float64<F> {
    formula: F,
    escape: Escape,
    trap: Option<Disc>,
}

impl<F: Formula> Float64<F> {
    /// Looks for what proves interiors.
    pub fn new(formula: F, escape: Escape) -> Self {
        let trap = if escape.proofs() { formula.trap(escape.bailout()) } else { None };
        Self { formula, escape, trap }
    }
}

impl<F: Formula> Kernel for Float64<F> {
    fn count(&self, rows: Rows<'_>, context: Context<'_>) {
        context.run(Band { kernel: self, rows, cancellation: context.cancellation });
    }

    fn count_one_by_one(&self, rows: Rows<'_>, cancellation: &Cancellation) -> Result<()> {
        let limit = self.escape.bailout() * self.escape.bailout();
        let samples = rows.ys.iter().flat_map(|&y| rows.xs.iter().map(move |&x| Complex64::new(x, y)));
        for (count, sample) in rows.counts.iter_mut().zip(samples) {
            cancellation.check()?;
            let (mut z, c) = self.formula.orbit(sample);
            for step in 0..=self.escape.max_iter() {
                *count = step;
                z = F::map(z, c);
                if !(z.norm_sqr() <= limit) {
                    break;
                }
            }
        }
        Ok(())
    }
}
