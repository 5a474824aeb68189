//! The loop: start, expect, maximize, bound, stop.

use std::iter::Enumerate;
use std::time::Instant;

use super::data::Data;
use super::model::{Maximized, Model, Statistics};
use super::step::{Phase, Step, StopReason};
use crate::{Context, Result};

/// The loop that fits a model to samples.
pub struct Loop<'a, M: Model> {
    /// The samples.
    pub data: Data<'a>,
    /// The knowledge that the M steps have besides the samples.
    pub prior: M::Prior,
    /// The change that is as good as none; see [`Model::converged`].
    pub tol: f64,
    /// Most iterations of a start.
    pub max_iter: u64,
    /// Whether E and M steps are steps of their own.
    pub half_steps: bool,
    /// The threads, the instruction set and the flag that stops it.
    pub context: Context<'a>,
}

impl<'a, M: Model> Loop<'a, M> {
    /// All steps from each of the starts, one start after another. After an error there are no more.
    pub fn steps<S>(&self, starts: S) -> Steps<'_, 'a, M, S::IntoIter>
    where
        S: IntoIterator<Item = Result<M>>,
    {
        let starts = starts.into_iter().enumerate();
        Steps { fit: self, starts, last: None, expected: None, memory: M::Memory::default(), failed: false }
    }

    /// The last step of the best start, the first of equals; none without starts.
    ///
    /// # Errors
    /// The first one of a start or a step.
    pub fn fit<S>(&self, starts: S) -> Result<Option<Step<M>>>
    where
        S: IntoIterator<Item = Result<M>>,
    {
        let mut best: Option<Step<M>> = None;
        for step in self.steps(starts) {
            let step = step?;
            let better = best.as_ref().is_none_or(|best| step.lower_bound > best.lower_bound);
            if step.stop_reason.is_some() && better {
                best = Some(step);
            }
        }
        Ok(best)
    }
}

/// The steps of a [`Loop`], computed one by one as they are asked for.
pub struct Steps<'l, 'a, M: Model, S> {
    fit: &'l Loop<'a, M>,
    starts: Enumerate<S>,
    last: Option<Step<M>>,
    /// The statistics for the M step to come, after an E step that was a step of its own.
    expected: Option<M::Statistics>,
    memory: M::Memory,
    failed: bool,
}

impl<M: Model, S: Iterator<Item = Result<M>>> Steps<'_, '_, M, S> {
    /// The start after the last step of the one before.
    fn start(&mut self) -> Option<Result<Step<M>>> {
        let (init, start) = self.starts.next()?;
        self.memory = M::Memory::default();
        Some(start.map(|parameters| Step::start(init, parameters)))
    }

    fn after(&mut self, before: &Step<M>) -> Result<Step<M>> {
        let began = Instant::now();
        let statistics = match self.expected.take() {
            Some(statistics) => statistics,
            None => before.parameters.expect(self.fit.data, &mut self.memory, self.fit.context)?,
        };
        let halved = self.fit.half_steps && before.phase != Phase::Expect;
        let mut step =
            if before.phase == Phase::Expect { before.clone() } else { bound(before, &statistics) };
        if halved {
            step.phase = Phase::Expect;
            self.expected = Some(statistics);
        } else {
            let Maximized { parameters, degenerate } =
                M::maximize(&statistics, &self.fit.prior, self.fit.context)?;
            step.phase = if self.fit.half_steps { Phase::Maximize } else { Phase::Step };
            (step.parameters, step.degenerate) = (parameters, degenerate);
            step.stop_reason = if M::converged(before, &step, &self.memory, self.fit.tol) {
                Some(StopReason::Converged)
            } else {
                (step.iteration >= self.fit.max_iter).then_some(StopReason::MaxIter)
            };
        }
        step.elapsed += began.elapsed();
        Ok(step)
    }
}

/// The step before, of the next iteration, with what its E step tells of the parameters.
fn bound<M: Model>(before: &Step<M>, statistics: &M::Statistics) -> Step<M> {
    let log_likelihood = statistics.log_likelihood();
    let lower_bound = log_likelihood / statistics.weight();
    Step {
        iteration: before.iteration + 1,
        log_likelihood,
        lower_bound,
        change: lower_bound - before.lower_bound,
        ..before.clone()
    }
}

impl<M: Model, S: Iterator<Item = Result<M>>> Iterator for Steps<'_, '_, M, S> {
    type Item = Result<Step<M>>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let step = match self.last.take().filter(|last| last.stop_reason.is_none()) {
            None => self.start()?,
            Some(last) => self.after(&last),
        };
        match &step {
            Ok(step) => self.last = Some(step.clone()),
            Err(_) => self.failed = true,
        }
        Some(step)
    }
}
