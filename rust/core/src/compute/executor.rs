//! The executor of computations: its threads and its instruction set.

use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::time::Duration;

use rayon::prelude::*;

use crate::{Result, Simd};

/// A pool of worker threads of its own and the instruction set that its kernels use.
///
/// The number of threads changes no bit of any result; the instruction set none of an escape count.
#[derive(Debug)]
pub struct Executor {
    pool: rayon::ThreadPool,
    simd: Simd,
}

impl Executor {
    /// A pool of `threads` workers; `None` takes one for each processor.
    ///
    /// # Errors
    /// [`Error::Threads`](crate::Error::Threads) if the system refuses the threads.
    pub fn new(threads: Option<usize>, simd: Simd) -> Result<Self> {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads.unwrap_or(0))
            .thread_name(|index| format!("iterscope-{index}"))
            .build()?;
        Ok(Self { pool, simd })
    }

    /// All processors, widest instruction set.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn detect() -> Result<Self> {
        Self::new(None, Simd::detect())
    }

    /// The number of worker threads.
    #[must_use]
    pub fn threads(&self) -> usize {
        self.pool.current_num_threads()
    }

    /// The instruction set of the kernels.
    #[must_use]
    pub const fn simd(&self) -> Simd {
        self.simd
    }

    /// Runs `job` on the pool; rayon's parallel iterators inside it use the pool's threads.
    pub fn install<R: Send>(&self, job: impl FnOnce() -> R + Send) -> R {
        self.pool.install(job)
    }

    /// The results of `task` for each number below `count`, in order; on the pool if `parallel`, otherwise here.
    pub(crate) fn map<T: Send>(
        &self,
        count: usize,
        parallel: bool,
        task: impl Fn(usize) -> T + Send + Sync,
    ) -> Vec<T> {
        if parallel {
            self.install(|| (0..count).into_par_iter().map(task).collect())
        } else {
            (0..count).map(task).collect()
        }
    }

    /// As [`install`](Self::install), and calls `tick` on the calling thread at this interval while it waits.
    ///
    /// This is how a caller notices a signal or a deadline; it then sets a
    /// [`Cancellation`](crate::Cancellation) that `job` looks at.
    pub fn install_watched<R: Send>(
        &self,
        job: impl FnOnce() -> R + Send,
        interval: Duration,
        mut tick: impl FnMut() + Send,
    ) -> R {
        let (sender, receiver) = sync_channel(1);
        let result = self.pool.in_place_scope(|scope| {
            scope.spawn(move |_| {
                // The receiver outlives the scope, so this cannot fail.
                let _ = sender.send(job());
            });
            loop {
                match receiver.recv_timeout(interval) {
                    Ok(result) => return Some(result),
                    Err(RecvTimeoutError::Timeout) => tick(),
                    Err(RecvTimeoutError::Disconnected) => return None,
                }
            }
        });
        // The channel closes without a result only when `job` panicked, and then the scope has resumed that panic.
        result.unwrap_or_else(|| unreachable!("a job ends with a result or a panic"))
    }
}
