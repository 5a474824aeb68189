//! The flag that stops a computation from another thread.

use std::sync::Arc;

use pyo3::prelude::*;

/// Stops the computations it was given to.
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
}

/// The core's flag in `given`, or a fresh one.
pub fn flag(given: Option<&Bound<'_, Cancellation>>) -> Arc<iterscope::Cancellation> {
    given.map_or_else(Arc::default, |given| given.get().0.clone())
}
