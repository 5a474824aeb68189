//! The context of a computation: its threads, its instruction set and its cancellation.

use crate::compute::Progress;
use crate::{Cancellation, Executor, Result, Vectorized};

/// The context that every heavy function takes: threads and instruction set to run on, the flag that stops it, and who
/// is told how far it is.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The threads and the instruction set.
    pub executor: &'a Executor,
    /// The flag that stops the computation.
    pub cancellation: &'a Cancellation,
    /// What fractals count their parts in, and passes their rows, if somebody looks at it.
    pub progress: Option<&'a Progress>,
}

impl<'a> Context<'a> {
    /// A context that runs on this executor, until this flag is set.
    #[must_use]
    pub const fn new(executor: &'a Executor, cancellation: &'a Cancellation) -> Self {
        Self { executor, cancellation, progress: None }
    }

    /// The same, which counts in `progress`.
    #[must_use]
    pub const fn counted(self, progress: &'a Progress) -> Self {
        Self { progress: Some(progress), ..self }
    }

    /// The same for the rest of a computation, which has so many units; where that is quick, it is not counted.
    pub(crate) fn rest(self, units: usize, is_quick: bool) -> Self {
        if is_quick {
            return Self { progress: None, ..self };
        }
        self.expect(units);
        self
    }

    /// Counts units that are to be done.
    pub(crate) fn expect(&self, units: usize) {
        if let Some(progress) = self.progress {
            progress.expect(units);
        }
    }

    /// Counts units that are done.
    pub(crate) fn tell(&self, units: usize) {
        if let Some(progress) = self.progress {
            progress.add(units);
        }
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
