//! The flag that stops a computation from another thread.

use std::cell::RefCell;
use std::sync::Arc;

use iterscope::Error;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::error::CoreError;
use crate::watch;

thread_local! {
    /// The flags that this thread works under, the innermost last.
    static ENTERED: RefCell<Vec<Arc<iterscope::Cancellation>>> = const { RefCell::new(Vec::new()) };
}

/// Stops the computations it was given to, and those that a thread begins within its `with` block.
#[pyclass(frozen, module = "iterscope._core")]
pub struct Cancellation(Arc<iterscope::Cancellation>);

#[pymethods]
impl Cancellation {
    #[new]
    fn new() -> Self {
        Self(Arc::default())
    }

    fn cancel(&self) {
        self.0.cancel();
    }

    #[getter]
    fn cancelled(&self) -> bool {
        self.0.is_cancelled()
    }

    fn __enter__(slf: Bound<'_, Self>) -> Bound<'_, Self> {
        ENTERED.with_borrow_mut(|entered| entered.push(slf.get().0.clone()));
        slf
    }

    #[pyo3(signature = (*_raised))]
    #[allow(clippy::unused_self, reason = "Python calls it with the flag that was entered last")]
    fn __exit__(&self, _raised: &Bound<'_, PyTuple>) {
        ENTERED.with_borrow_mut(Vec::pop);
    }
}

/// Raises `CancelledError` if the flag that this thread works under is set; the `Watch` is told that it goes on.
#[pyfunction]
pub fn check_cancelled(py: Python<'_>) -> PyResult<()> {
    match entered() {
        Some(flag) if flag.is_cancelled() => Err(CoreError::from(Error::Cancelled).into()),
        _ => watch::glance(py),
    }
}

/// The core's flag in `given`, the one that this thread works under, or a fresh one.
pub fn flag(given: Option<&Bound<'_, Cancellation>>) -> Arc<iterscope::Cancellation> {
    given.map(|given| given.get().0.clone()).or_else(entered).unwrap_or_default()
}

fn entered() -> Option<Arc<iterscope::Cancellation>> {
    ENTERED.with_borrow(|entered| entered.last().cloned())
}
