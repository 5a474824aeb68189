//! The context of a computation: its threads, its instruction set and its cancellation.

use crate::{Cancellation, Executor, Result, Vectorized};

/// The context that every heavy function takes: threads and instruction set to run on, and the flag that stops it.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The threads and the instruction set.
    pub executor: &'a Executor,
    /// The flag that stops the computation.
    pub cancellation: &'a Cancellation,
}

impl<'a> Context<'a> {
    /// A context that runs on this executor, until this flag is set.
    #[must_use]
    pub const fn new(executor: &'a Executor, cancellation: &'a Cancellation) -> Self {
        Self { executor, cancellation }
    }

    /// Returns an error once the flag is set, for `?` in loops.
    ///
    /// # Errors
    /// [`Error::Cancelled`](crate::Error::Cancelled) once the flag is set.
    pub fn check(&self) -> Result<()> {
        self.cancellation.check()
    }

    /// Runs `job` on the executor's pool; rayon's parallel iterators inside it use the pool's threads.
    pub fn install<R: Send>(&self, job: impl FnOnce() -> R + Send) -> R {
        self.executor.install(job)
    }

    /// Runs a kernel compiled for the executor's instruction set, on this thread.
    #[inline]
    pub fn run<V: Vectorized>(&self, kernel: V) -> V::Output {
        self.executor.simd().run(kernel)
    }
}
