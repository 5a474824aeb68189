//! What is computed of a formula: where, how far, and until when.

use std::sync::Arc;

use iterscope::Context;
use iterscope::fractal::{Escape, Family, Place};
use pyo3::prelude::*;

use crate::cancellation::{Cancellation, flag};
use crate::error::CoreError;
use crate::fractal::Formula;
use crate::fractal::plane::Samples;
use crate::runtime::run_told;

/// A formula, the samples of it, how far they are followed, and the flag that stops it.
pub struct Job<'a> {
    pub formula: &'a Family,
    pub escape: Escape,
    samples: Samples,
    cancellation: Arc<iterscope::Cancellation>,
}

impl<'a> Job<'a> {
    /// Of these samples, with these `max_iter` and `bailout`.
    pub fn new(
        formula: &'a Bound<'_, Formula>,
        samples: Samples,
        (max_iter, bailout): (u32, f64),
        cancellation: Option<&Bound<'_, Cancellation>>,
    ) -> Result<Self, CoreError> {
        let escape = Escape::new(bailout, max_iter)?;
        Ok(Self { formula: &formula.get().0, escape, samples, cancellation: flag(cancellation) })
    }

    /// Where the samples are.
    pub fn place(&self) -> Place<'_> {
        self.samples.place()
    }

    /// As [`run_told`], under its flag.
    pub fn run<T: Send>(
        &self,
        py: Python<'_>,
        compute: impl FnOnce(Context<'_>) -> iterscope::Result<T> + Send,
    ) -> PyResult<T> {
        run_told(py, &self.cancellation, compute)
    }
}
