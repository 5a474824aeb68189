//! The M step from sufficient statistics.

use iterscope::mixture::{self, Maximized, Regularization};
use iterscope::{Context, Executor};
use pyo3::prelude::*;

use super::frozen::Frozen;
use super::parameters::Parameters;
use super::statistics::SufficientStatistics;
use crate::cancellation::flag;
use crate::runtime::{run, run_here};

#[pyfunction]
#[pyo3(signature = (statistics, *, reg_covar, relative=false, frozen=None))]
pub fn maximize_statistics(
    py: Python<'_>,
    statistics: &Bound<'_, SufficientStatistics>,
    reg_covar: f64,
    relative: bool,
    frozen: Option<&Bound<'_, Frozen>>,
) -> PyResult<(Parameters, Vec<usize>)> {
    let frozen = frozen.map(|frozen| &frozen.get().0);
    let (statistics, regularization) = (&statistics.get().0, regularization(reg_covar, relative));
    let cancellation = flag(None);
    let job = |executor: &Executor| {
        let context = Context::new(executor, &cancellation);
        match frozen {
            Some(frozen) => mixture::maximize_free(statistics, regularization, frozen, context),
            None => mixture::maximize_statistics(statistics, regularization, context),
        }
    };
    let brief = is_brief(statistics.n_components(), statistics.n_features());
    Ok(wrap(if brief { run_here(py, job)? } else { run(py, &cancellation, job)? }))
}

/// Whether matrices of `k` components and `d` features are factorized within a few milliseconds.
pub const fn is_brief(k: usize, d: usize) -> bool {
    k.saturating_mul(d.saturating_pow(3)) < 1 << 22
}

/// The amount that is added to the diagonals of the covariances.
pub const fn regularization(reg_covar: f64, relative: bool) -> Regularization {
    if relative { Regularization::Relative(reg_covar) } else { Regularization::Absolute(reg_covar) }
}

/// The outcome of an M step, for Python.
pub fn wrap(maximized: Maximized<mixture::Parameters>) -> (Parameters, Vec<usize>) {
    (Parameters(maximized.parameters), maximized.degenerate)
}
