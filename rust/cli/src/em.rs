//! The EM loop.

use iterscope::mixture::{
    CovarianceType, Parameters, Regularization, expect_statistics, maximize_statistics,
};
use iterscope::{Cancellation, Executor, Result};
use ndarray::ArrayView2;

/// A mixture to be fitted to samples.
pub struct Em<'a> {
    /// Shape (n, d).
    pub x: ArrayView2<'a, f64>,
    pub n_components: usize,
    pub covariance_type: CovarianceType,
    pub regularization: Regularization,
    /// Changes of the lower bound smaller than this end the fit.
    pub tol: f64,
    pub max_iter: u64,
    pub executor: &'a Executor,
    pub cancellation: &'a Cancellation,
}

/// The outcome of an iteration.
pub struct Step {
    /// 0 for the start.
    pub iteration: u64,
    pub parameters: Parameters,
    /// The mean log density of the samples under the parameters before; none at the start.
    pub lower_bound: Option<f64>,
    /// By how much it grew.
    pub change: Option<f64>,
    /// Components that are empty or that only the regularization keeps from collapsing.
    pub degenerate: Vec<usize>,
    /// Whether it changed by less than the tolerance.
    pub converged: bool,
}

impl Step {
    /// A start.
    pub const fn first(parameters: Parameters) -> Self {
        Self {
            iteration: 0,
            parameters,
            lower_bound: None,
            change: None,
            degenerate: Vec::new(),
            converged: false,
        }
    }
}

impl Em<'_> {
    /// The iteration after this one.
    pub fn step(&self, before: &Step) -> Result<Step> {
        let statistics =
            expect_statistics(self.x, &before.parameters, None, self.executor, self.cancellation)?;
        let lower_bound = statistics.log_likelihood() / statistics.weight();
        let change = before.lower_bound.map(|bound| lower_bound - bound);
        let maximized =
            maximize_statistics(&statistics, self.regularization, self.executor, self.cancellation)?;
        Ok(Step {
            iteration: before.iteration + 1,
            parameters: maximized.parameters,
            lower_bound: Some(lower_bound),
            change,
            degenerate: maximized.degenerate,
            converged: change.is_some_and(|change| change.abs() < self.tol),
        })
    }

    /// Whether there is to be no iteration after this one.
    pub const fn ends(&self, step: &Step) -> bool {
        step.converged || step.iteration >= self.max_iter
    }
}
