//! The process's executor: made on first use, and again in a forked child.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process;
use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwapOption;
use iterscope::{Cancellation, Context, Error, Executor, Simd};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;

use crate::error::CoreError;
use crate::watch::Watched;

/// An executor and the process that its threads live in.
struct Owned {
    pid: u32,
    executor: Executor,
}

static EXECUTOR: ArcSwapOption<Owned> = ArcSwapOption::const_empty();

/// Signals are looked for this often; Ctrl-C is to take effect within 100 ms.
const POLL: Duration = Duration::from_millis(10);

fn install(threads: Option<usize>, simd: Simd) -> Result<Arc<Owned>, Error> {
    let owned = Arc::new(Owned { pid: process::id(), executor: Executor::new(threads, simd)? });
    if let Some(old) = EXECUTOR.swap(Some(owned.clone()))
        && old.pid != owned.pid
    {
        // The threads of a parent process do not exist here: joining them would wait for ever.
        std::mem::forget(old);
    }
    Ok(owned)
}

fn current() -> Result<Arc<Owned>, Error> {
    match EXECUTOR.load_full() {
        Some(owned) if owned.pid == process::id() => Ok(owned),
        Some(parents) => {
            let (threads, simd) = (parents.executor.threads(), parents.executor.simd());
            std::mem::forget(parents);
            install(Some(threads), simd)
        }
        None => install(None, Simd::detect()),
    }
}

/// Runs `job` on the process's executor without the GIL; a signal cancels it and is raised.
///
/// Whoever this thread tells of its computations is told that it goes on.
pub fn run<T: Send>(
    py: Python<'_>,
    cancellation: &Cancellation,
    job: impl FnOnce(&Executor) -> iterscope::Result<T> + Send,
) -> PyResult<T> {
    run_watched(py, cancellation, job, &mut Watched::new())
}

/// As [`run`], and how far the job is, is told, too.
pub fn run_told<T: Send>(
    py: Python<'_>,
    cancellation: &Cancellation,
    job: impl FnOnce(Context<'_>) -> iterscope::Result<T> + Send,
) -> PyResult<T> {
    let mut watched = Watched::new();
    let progress = watched.progress.clone();
    let counted = |executor: &Executor| job(Context::new(executor, cancellation).counted(&progress));
    let result = run_watched(py, cancellation, counted, &mut watched)?;
    watched.end(py)?;
    Ok(result)
}

fn run_watched<T: Send>(
    py: Python<'_>,
    cancellation: &Cancellation,
    job: impl FnOnce(&Executor) -> iterscope::Result<T> + Send,
    watched: &mut Watched,
) -> PyResult<T> {
    let owned = current().map_err(CoreError::from)?;
    let executor = &owned.executor;
    let mut result = None;
    let outcome = wait(py, cancellation, executor, Box::new(|| result = Some(job(executor))), watched);
    outcome.and(watched.close(py))?;
    let result = result.unwrap_or_else(|| unreachable!("a job ends with a result or a panic"));
    Ok(result.map_err(CoreError::from)?)
}

/// Does `job` on an executor, whatever it is.
fn wait(
    py: Python<'_>,
    cancellation: &Cancellation,
    executor: &Executor,
    job: Box<dyn FnOnce() + Send + '_>,
    watched: &mut Watched,
) -> PyResult<()> {
    let (outcome, signal) = py.detach(|| {
        let mut signal = None;
        let tick = || {
            let raised = Python::attach(|py| py.check_signals().and_then(|()| watched.tick(py)).err());
            if let Some(raised) = raised {
                cancellation.cancel();
                signal.get_or_insert(raised);
            }
        };
        let outcome = catch_unwind(AssertUnwindSafe(|| executor.install_watched(job, POLL, tick)));
        (outcome, signal)
    });
    match (outcome, signal) {
        (_, Some(raised)) => Err(raised),
        (Ok(()), None) => Ok(()),
        (Err(_), None) => Err(PyRuntimeError::new_err(
            "an internal error of iterscope stopped the computation; please report it",
        )),
    }
}

/// As [`run`], on this thread: for jobs so short that waking another would be felt, and no signal needs to stop them.
pub fn run_here<T: Send>(
    py: Python<'_>,
    job: impl FnOnce(&Executor) -> iterscope::Result<T> + Send,
) -> PyResult<T> {
    let owned = current().map_err(CoreError::from)?;
    Ok(py.detach(|| job(&owned.executor)).map_err(CoreError::from)?)
}

/// Sets the number of threads and the instruction set of all later computations.
#[pyfunction]
#[pyo3(signature = (*, n_threads=None, simd=None))]
pub fn configure(n_threads: Option<usize>, simd: Option<&str>) -> PyResult<()> {
    let simd = simd.map_or_else(|| Ok(Simd::detect()), Simd::named).map_err(CoreError::from)?;
    install(n_threads, simd).map_err(CoreError::from)?;
    Ok(())
}

/// Sets the number of threads of all later computations, by default as many as at first.
#[pyfunction]
#[pyo3(signature = (n_threads=None))]
pub fn set_threads(n_threads: Option<usize>) -> PyResult<()> {
    let simd = current().map_err(CoreError::from)?.executor.simd();
    install(n_threads, simd).map_err(CoreError::from)?;
    Ok(())
}

/// The number of threads, the instruction set in use, and those that this processor has.
#[pyfunction]
pub fn runtime() -> PyResult<(usize, &'static str, Vec<&'static str>)> {
    let owned = current().map_err(CoreError::from)?;
    let available = Simd::available().iter().map(|set| set.name()).collect();
    Ok((owned.executor.threads(), owned.executor.simd().name(), available))
}
