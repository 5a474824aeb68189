//! Passes over the samples in fixed blocks of rows, whose results are merged in order.
//!
//! The blocks depend on nothing, neither on the number of threads nor on the number of rows; together
//! with the order of the merge this makes every result the same, bit for bit, on any number of threads.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::{Context, Result};

/// Rows of a block.
pub const ROW_BLOCK: usize = 1024;

/// Sums over consecutive rows.
pub trait Sums: Send {
    /// Adds the sums over the rows that follow.
    fn add(&mut self, next: &Self);
}

/// A computation on blocks of rows.
pub trait Pass: Sync {
    /// Scratch memory of a thread.
    type Workspace: Send;
    /// The output of a block.
    type Output: Sums;

    /// New scratch memory.
    fn workspace(&self) -> Self::Workspace;

    /// An output to be overwritten.
    fn output(&self) -> Self::Output;

    /// Computes a block into `output`, of which nothing old may remain.
    fn block(
        &self,
        rows: Range<usize>,
        workspace: &mut Self::Workspace,
        output: &mut Self::Output,
    ) -> Result<()>;

    /// Runs over all `n_rows`, in parallel if `parallel`.
    fn run(&self, n_rows: usize, parallel: bool, context: Context<'_>) -> Result<Self::Output> {
        let n_blocks = n_rows.div_ceil(ROW_BLOCK);
        let workers = if parallel { context.executor.threads().min(n_blocks) } else { 1 };
        let queue = Queue { claimed: AtomicUsize::new(0), merged: Mutex::new(Merged::new()) };
        let work = || -> Result<()> {
            let mut workspace = self.workspace();
            let mut output = self.output();
            loop {
                let index = queue.claimed.fetch_add(1, Ordering::Relaxed);
                if index >= n_blocks {
                    return Ok(());
                }
                context.check()?;
                let rows = index * ROW_BLOCK..n_rows.min((index + 1) * ROW_BLOCK);
                self.block(rows, &mut workspace, &mut output)?;
                let spare = queue.lock().add(index, output);
                output = spare.unwrap_or_else(|| self.output());
            }
        };
        if workers <= 1 {
            work()?;
        } else {
            let failure = Mutex::new(Ok(()));
            let guarded = || {
                if let Err(error) = work() {
                    *failure.lock().unwrap_or_else(PoisonError::into_inner) = Err(error);
                }
            };
            context.install(|| rayon::scope(|scope| (0..workers).for_each(|_| scope.spawn(|_| guarded()))));
            failure.into_inner().unwrap_or_else(PoisonError::into_inner)?;
        }
        let merged = queue.merged.into_inner().unwrap_or_else(PoisonError::into_inner);
        Ok(merged.total.unwrap_or_else(|| self.output()))
    }
}

struct Queue<S> {
    claimed: AtomicUsize,
    merged: Mutex<Merged<S>>,
}

impl<S: Sums> Queue<S> {
    fn lock(&self) -> MutexGuard<'_, Merged<S>> {
        self.merged.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The sum of the first `next` outputs, and those that came before their turn.
struct Merged<S> {
    next: usize,
    total: Option<S>,
    waiting: Vec<(usize, S)>,
    spare: Vec<S>,
}

impl<S: Sums> Merged<S> {
    const fn new() -> Self {
        Self { next: 0, total: None, waiting: Vec::new(), spare: Vec::new() }
    }

    /// Takes an output in, merges all whose turn has come, and gives back one that is no longer needed.
    fn add(&mut self, index: usize, output: S) -> Option<S> {
        self.waiting.push((index, output));
        while let Some(at) = self.waiting.iter().position(|(index, _)| *index == self.next) {
            let (_, output) = self.waiting.swap_remove(at);
            if let Some(total) = &mut self.total {
                total.add(&output);
                self.spare.push(output);
            } else {
                self.total = Some(output);
            }
            self.next += 1;
        }
        self.spare.pop()
    }
}
