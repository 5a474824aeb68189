//! The M step from sufficient statistics.

use iterscope::mixture::{self, Maximized};
use iterscope::{Context, Executor};
use pyo3::prelude::*;

use super::brief::is_brief;
use super::frozen::Frozen;
use super::parameters::Parameters;
use super::regularization::regularization;
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

/// The outcome of an M step, for Python.
pub fn wrap(maximized: Maximized<mixture::Parameters>) -> (Parameters, Vec<usize>) {
    (Parameters(maximized.parameters), maximized.degenerate)
}
