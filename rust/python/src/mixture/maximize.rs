//! The M step from sufficient statistics.

use iterscope::mixture::{self, Maximized, Regularization};
use iterscope::{Context, Executor};
use pyo3::prelude::*;

use super::parameters::Parameters;
use super::statistics::SufficientStatistics;
use crate::cancellation::flag;
use crate::runtime::{run, run_here};

/// Multiplications that take a few milliseconds.
const BRIEF: usize = 1 << 22;

#[pyfunction]
#[pyo3(signature = (statistics, *, reg_covar, relative=false))]
pub fn maximize_statistics(
    py: Python<'_>,
    statistics: &Bound<'_, SufficientStatistics>,
    reg_covar: f64,
    relative: bool,
) -> PyResult<(Parameters, Vec<usize>)> {
    let (statistics, regularization) = (&statistics.get().0, regularization(reg_covar, relative));
    let cancellation = flag(None);
    let job = |executor: &Executor| {
        mixture::maximize_statistics(statistics, regularization, Context::new(executor, &cancellation))
    };
    let brief = statistics.n_components().saturating_mul(statistics.n_features().saturating_pow(3)) < BRIEF;
    Ok(wrap(if brief { run_here(py, job)? } else { run(py, &cancellation, job)? }))
}

/// The amount that is added to the diagonals of the covariances.
pub const fn regularization(reg_covar: f64, relative: bool) -> Regularization {
    if relative { Regularization::Relative(reg_covar) } else { Regularization::Absolute(reg_covar) }
}

/// The outcome of an M step, for Python.
pub fn wrap(maximized: Maximized<mixture::Parameters>) -> (Parameters, Vec<usize>) {
    (Parameters(maximized.parameters), maximized.degenerate)
}
