//! The executor of computations: its threads and its instruction set.

use std::env;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread::available_parallelism;
use std::time::Duration;

use rayon::prelude::*;

use crate::compute::Cache;
use crate::{Error, Result, Simd};

/// Most worker threads of an [`Executor`].
pub const MAX_THREADS: usize = 1024;

/// Most bytes that an [`Executor`] keeps from one computation for the next.
const MAX_KEPT: usize = 256 << 20;

/// A pool of worker threads of its own, the instruction set that its kernels use, and what they keep for the next time.
///
/// The number of threads changes no bit of any result; the instruction set none of an escape count.
#[derive(Debug)]
pub struct Executor {
    pool: rayon::ThreadPool,
    simd: Simd,
    cache: Cache,
}

impl Executor {
    /// A pool of `threads` workers; `None` takes what the environment says.
    ///
    /// That is `RAYON_NUM_THREADS`, or else `OMP_NUM_THREADS`, which joblib sets for its workers; where neither is a
    /// number, one for each processor that the process may use, at most `LOKY_MAX_CPU_COUNT`.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] unless they are 1 to [`MAX_THREADS`]; [`Error::Threads`] if the system refuses them.
    pub fn new(threads: Option<usize>, simd: Simd) -> Result<Self> {
        let threads = threads.unwrap_or_else(default_threads);
        if !(1..=MAX_THREADS).contains(&threads) {
            return Err(Error::invalid("n_threads", format!("from 1 to {MAX_THREADS}"), threads));
        }
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .thread_name(|index| format!("iterscope-{index}"))
            .build()?;
        Ok(Self { pool, simd, cache: Cache::new(MAX_KEPT) })
    }

    /// As many threads as the environment says, widest instruction set.
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

    /// What computations keep for the next time.
    #[must_use]
    pub const fn cache(&self) -> &Cache {
        &self.cache
    }

    /// Runs `job` on the pool; rayon's parallel iterators inside it use the pool's threads.
    pub fn install<R: Send>(&self, job: impl FnOnce() -> R + Send) -> R {
        returned(job, |job| self.pool.install(job))
    }

    /// The results of `task` for each number below `count`, in order; on the pool if `parallel`, otherwise here.
    ///
    /// Threads take one at a time: tasks may last as long as all others together.
    pub(crate) fn map<T: Send>(
        &self,
        count: usize,
        parallel: bool,
        task: impl Fn(usize) -> T + Sync,
    ) -> Vec<T> {
        let task: &(dyn Fn(usize) -> T + Sync) = &task;
        if parallel {
            self.install(|| (0..count).into_par_iter().with_max_len(1).map(task).collect())
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
        returned(job, |job| self.watch(job, interval, &mut tick))
    }

    fn watch(&self, job: Job<'_>, interval: Duration, tick: &mut (dyn FnMut() + Send)) {
        let (sender, receiver) = sync_channel(1);
        self.pool.in_place_scope(|scope| {
            scope.spawn(move |_| {
                job();
                // The receiver outlives the scope, so this cannot fail.
                let _ = sender.send(());
            });
            // Without a message the channel closes only when `job` panicked, and then the scope resumes that panic.
            while receiver.recv_timeout(interval) == Err(RecvTimeoutError::Timeout) {
                tick();
            }
        });
    }
}

/// Something to do, behind a pointer: what hands it to another thread is compiled once.
type Job<'a> = Box<dyn FnOnce() + Send + 'a>;

/// The result of `job`, which `run` does.
fn returned<'a, R: Send + 'a>(job: impl FnOnce() -> R + Send + 'a, run: impl FnOnce(Job<'_>)) -> R {
    let mut result = None;
    run(Box::new(|| result = Some(job())));
    result.unwrap_or_else(|| unreachable!("a job ends with a result or a panic"))
}

/// The number of threads that the environment says.
fn default_threads() -> usize {
    // OpenMP allows a list: a number for each level of nesting.
    let number = |name: &str| -> Option<usize> {
        let text = env::var(name).ok()?;
        text.split(',').next()?.trim().parse().ok().filter(|number| *number > 0)
    };
    let processors = || {
        let available = available_parallelism().map_or(1, usize::from);
        number("LOKY_MAX_CPU_COUNT").map_or(available, |most| available.min(most))
    };
    number("RAYON_NUM_THREADS")
        .or_else(|| number("OMP_NUM_THREADS"))
        .unwrap_or_else(processors)
        .min(MAX_THREADS)
}
