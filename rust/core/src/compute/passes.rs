//! Passes over the samples in fixed blocks of rows, whose results are merged in a fixed order.
//!
//! The blocks depend on nothing, neither on the number of threads nor on the number of rows; together
//! with the [`Tree`] of the merge this makes every result the same, bit for bit, on any number of threads.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::tree::{Place, ROW_BLOCK, Sums, Tree};
use crate::{Context, Result};

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

    /// Runs over all `n_rows`, in parallel if `parallel`; the first one is number `first_row` of the whole, a multiple
    /// of [`ROW_BLOCK`].
    fn run(
        &self,
        first_row: u64,
        n_rows: usize,
        parallel: bool,
        context: Context<'_>,
    ) -> Result<Tree<Self::Output>> {
        let n_blocks = n_rows.div_ceil(ROW_BLOCK);
        if n_blocks == 0 {
            return Ok(Tree::alone(self.output()));
        }
        context.expect(n_rows);
        let workers = if parallel { context.executor.threads().min(n_blocks) } else { 1 };
        let merged = Mutex::new((Tree::starting(first_row), Vec::new()));
        let claimed = AtomicUsize::new(0);
        let work = || -> Result<()> {
            let mut workspace = self.workspace();
            let mut output = self.output();
            loop {
                let index = claimed.fetch_add(1, Ordering::Relaxed);
                if index >= n_blocks {
                    return Ok(());
                }
                context.check()?;
                let rows = index * ROW_BLOCK..n_rows.min((index + 1) * ROW_BLOCK);
                let n = rows.len();
                self.block(rows, &mut workspace, &mut output)?;
                context.tell(n);
                let place = Place::block(first_row / ROW_BLOCK as u64 + index as u64);
                let spare = {
                    let (tree, spare) = &mut *merged.lock().unwrap_or_else(PoisonError::into_inner);
                    tree.insert(place, output, spare);
                    spare.pop()
                };
                output = spare.unwrap_or_else(|| self.output());
            }
        };
        let results = context.executor.map(workers, workers > 1, |_| work());
        results.into_iter().collect::<Result<()>>()?;
        let (tree, _) = merged.into_inner().unwrap_or_else(PoisonError::into_inner);
        Ok(tree.filled(n_rows as u64))
    }
}
