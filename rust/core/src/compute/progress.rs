//! How far a computation is.

use std::sync::atomic::{AtomicUsize, Ordering};

/// What there is to do and what of it is done, in units of the computation's own.
///
/// It goes the other way than a [`Cancellation`](crate::Cancellation): the threads that compute tell the one that waits.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicUsize,
    total: AtomicUsize,
}

impl Progress {
    /// There is so much more to do.
    pub fn expect(&self, units: usize) {
        self.total.fetch_add(units, Ordering::Relaxed);
    }

    /// So much more of it is done.
    pub fn add(&self, units: usize) {
        self.done.fetch_add(units, Ordering::Relaxed);
    }

    /// What is done, and all that there is to do as far as that is known.
    #[must_use]
    pub fn get(&self) -> (usize, usize) {
        let done = self.done.load(Ordering::Relaxed);
        (done, self.total.load(Ordering::Relaxed).max(done))
    }
}
