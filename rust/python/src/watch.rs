//! Who is told how far a computation is.

use std::cell::RefCell;
use std::sync::Arc;
use std::time::{Duration, Instant};

use iterscope::compute::Progress;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

type Told = Arc<Py<PyAny>>;

/// It is told this often.
const PERIOD: Duration = Duration::from_millis(100);

thread_local! {
    /// What this thread's computations tell, the innermost last.
    static ENTERED: RefCell<Vec<Told>> = const { RefCell::new(Vec::new()) };
}

/// Is told how far the computations are that a thread begins within its `with` block.
#[pyclass(frozen, module = "iterscope._core")]
pub struct Watch(Told);

#[pymethods]
impl Watch {
    #[new]
    fn new(told: Py<PyAny>) -> Self {
        Self(Arc::new(told))
    }

    fn __enter__(slf: Bound<'_, Self>) -> Bound<'_, Self> {
        ENTERED.with_borrow_mut(|entered| entered.push(slf.get().0.clone()));
        slf
    }

    #[pyo3(signature = (*_raised))]
    #[allow(clippy::unused_self, reason = "Python calls it with the one that was entered last")]
    fn __exit__(&self, _raised: &Bound<'_, PyTuple>) {
        ENTERED.with_borrow_mut(Vec::pop);
    }
}

/// A computation that is counted, and what this thread tells of it.
pub struct Watched {
    told: Option<Told>,
    due: Instant,
    pub progress: Arc<Progress>,
}

impl Watched {
    /// One that begins now.
    pub fn new() -> Self {
        let told = ENTERED.with_borrow(|entered| entered.last().cloned());
        Self { told, due: Instant::now() + PERIOD, progress: Arc::default() }
    }

    /// Tells how far it is, if it is time.
    pub fn tick(&mut self, py: Python<'_>) -> PyResult<()> {
        let now = Instant::now();
        if now < self.due {
            return Ok(());
        }
        self.due = now + PERIOD;
        self.tell(py)
    }

    /// Tells how far it is.
    pub fn tell(&self, py: Python<'_>) -> PyResult<()> {
        let Some(told) = &self.told else { return Ok(()) };
        // What it computes itself is not told.
        let others = ENTERED.take();
        let result = told.call1(py, self.progress.get());
        ENTERED.set(others);
        result.map(|_| ())
    }
}
