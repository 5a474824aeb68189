//! The trait of formulas, and the values of their parameters.

mod parameter;

use std::borrow::Cow;
use std::fmt::Debug;

use crate::fractal::basin::{self, Finder};
use crate::fractal::deep::Deep;
use crate::fractal::kernel::Kernel;
use crate::fractal::symmetry::Symmetry;
use crate::fractal::{Escape, Field, Frame, Raster};
use crate::{Context, Result};

pub(super) use parameter::check_degree;
pub use parameter::{Example, Given, MAX_DEGREE, Parameter, Value};

/// A map of the plane and which of its orbits a picture shows: one file in `formulas`, one line in its registry.
pub trait Formula: Clone + Debug + PartialEq + Send + Sync {
    /// Its name on the wire, in Python and on the command line.
    const KIND: &'static str;
    /// A line that says what its pictures show.
    const TITLE: &'static str;
    /// Its parameters.
    const PARAMETERS: &'static [Parameter];
    /// A region that shows the whole of it: left, right, bottom, top.
    const HOME: [f64; 4];
    /// The fields that it has.
    const FIELDS: &'static [Field];

    /// The formula with these parameters, which are among [`PARAMETERS`](Self::PARAMETERS).
    ///
    /// # Errors
    /// [`Error::InvalidArgument`](crate::Error::InvalidArgument) naming one that is out of range.
    fn from_parameters(given: Given<'_>) -> Result<Self>;

    /// The values of its parameters, without those that have their defaults.
    fn values(&self) -> Vec<(&'static str, Value)>;

    /// The degree of the map where its orbits end: there |z|, or what stands for it, grows as its power.
    fn degree(&self) -> u32;

    /// How many times as fast as usual the colors of its counts change: where the degree is higher, fewer steps lead
    /// away from the set.
    fn pace(&self) -> f64 {
        f64::from(self.degree()).log2()
    }

    /// What finds the basins of samples that do not escape in this many steps, in float64, if there are any to tell
    /// apart.
    fn basins(&self, _max_iter: u32) -> Option<Finder> {
        None
    }

    /// What finds those of the samples of a frame at any depth, if the deep engine knows this map and there are any.
    ///
    /// # Errors
    /// [`Error::Cancelled`](crate::Error::Cancelled).
    fn deep_basins(
        &self,
        _max_iter: u32,
        _frame: &Frame,
        _context: Context<'_>,
    ) -> Result<Option<basin::Deep>> {
        Ok(None)
    }

    /// What takes its orbits to each other: of a picture that is symmetric by it a part is computed.
    fn symmetries(&self) -> &'static [Symmetry] {
        &[]
    }

    /// The kernel that iterates the samples of a frame at any depth, if the deep engine knows this map.
    ///
    /// # Errors
    /// [`Error::Cancelled`](crate::Error::Cancelled).
    fn deep_kernel(&self, _escape: Escape, _frame: &Frame, _context: Context<'_>) -> Result<Option<Deep>> {
        Ok(None)
    }

    /// The kernel that iterates these samples in float64.
    fn kernel<'a>(&self, escape: Escape, raster: Cow<'a, Raster>) -> Box<dyn Kernel + 'a>;
}
