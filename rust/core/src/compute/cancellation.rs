//! A flag that stops a long computation from another thread.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::{Error, Result};

/// A flag shared between the thread that waits for a result and the threads that compute it.
///
/// Kernels look at it every few thousand steps, so that a cancel takes effect within a row of pixels
/// or a block of samples.
#[derive(Debug, Default)]
pub struct Cancellation(AtomicBool);

impl Cancellation {
    /// A flag that is not set.
    #[must_use]
    pub const fn new() -> Self {
        Self(AtomicBool::new(false))
    }

    /// Asks the computation to stop; it then returns [`Error::Cancelled`].
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether [`cancel`](Self::cancel) was called.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Returns an error once the flag is set, for `?` in loops.
    ///
    /// # Errors
    /// [`Error::Cancelled`] once [`cancel`](Self::cancel) was called.
    pub fn check(&self) -> Result<()> {
        if self.is_cancelled() {
            return Err(Error::Cancelled);
        }
        Ok(())
    }
}
