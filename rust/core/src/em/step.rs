//! One step of a fit.

use std::time::Duration;

/// The part of an iteration that a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Phase {
    /// The start.
    Init,
    /// An E step alone.
    Expect,
    /// The M step after it.
    Maximize,
    /// Both.
    Step,
}

/// The reason for which a fit ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StopReason {
    /// Nothing changes any more, within the tolerance.
    Converged,
    /// There were as many iterations as allowed.
    MaxIter,
}

/// The state of a fit after a step.
#[derive(Clone, Debug)]
pub struct Step<M> {
    /// The number of the start, from 0.
    pub init: usize,
    /// 0 for the start, then counting from 1.
    pub iteration: u64,
    /// The part of the iteration.
    pub phase: Phase,
    /// The parameters after this step.
    pub parameters: M,
    /// Of the parameters that the last E step used; minus infinity before the first one. See
    /// [`Statistics::log_likelihood`](super::Statistics::log_likelihood).
    pub log_likelihood: f64,
    /// [`log_likelihood`](Self::log_likelihood) by unit of sample weight.
    pub lower_bound: f64,
    /// The growth of the lower bound since the iteration before; infinite in the first one.
    pub change: f64,
    /// Components that have no sample or that only the prior keeps from collapsing.
    pub degenerate: Vec<usize>,
    /// Why this is the last step of its start, if it is.
    pub stop_reason: Option<StopReason>,
    /// Time spent computing since this start.
    pub elapsed: Duration,
}

impl<M> Step<M> {
    /// The start number `init`.
    #[must_use]
    pub const fn start(init: usize, parameters: M) -> Self {
        Self {
            init,
            iteration: 0,
            phase: Phase::Init,
            parameters,
            log_likelihood: f64::NEG_INFINITY,
            lower_bound: f64::NEG_INFINITY,
            change: f64::INFINITY,
            degenerate: Vec::new(),
            stop_reason: None,
            elapsed: Duration::ZERO,
        }
    }

    /// Whether the fit ended here because nothing changes any more.
    #[must_use]
    pub fn converged(&self) -> bool {
        self.stop_reason == Some(StopReason::Converged)
    }
}
