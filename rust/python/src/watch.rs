//! Who is told how far a computation is.

use std::cell::RefCell;
use std::sync::Arc;
use std::time::{Duration, Instant};

use arc_swap::ArcSwapOption;
use iterscope::compute::Progress;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

type Told = Arc<Py<PyAny>>;

/// It is told this often.
const PERIOD: Duration = Duration::from_millis(100);

thread_local! {
    /// What this thread's computations tell, the innermost last.
    static ENTERED: RefCell<Vec<Entered>> = const { RefCell::new(Vec::new()) };
}

/// Makes what is told of a computation that no `Watch` is entered for.
static OTHERWISE: ArcSwapOption<Py<PyAny>> = ArcSwapOption::const_empty();

/// What is told, whether at the end of each computation, too, and when loops in Python are to tell it.
struct Entered {
    told: Told,
    ends: bool,
    due: Instant,
}

/// Is told how far the computations are that a thread begins within its `with` block.
#[pyclass(frozen, module = "iterscope._core")]
pub struct Watch {
    told: Told,
    ends: bool,
}

#[pymethods]
impl Watch {
    #[new]
    #[pyo3(signature = (told, *, ends=true))]
    fn new(told: Py<PyAny>, ends: bool) -> Self {
        Self { told: Arc::new(told), ends }
    }

    fn __enter__(slf: Bound<'_, Self>) -> Bound<'_, Self> {
        let Self { told, ends } = slf.get();
        let entered = Entered { told: told.clone(), ends: *ends, due: Instant::now() + PERIOD };
        ENTERED.with_borrow_mut(|all| all.push(entered));
        slf
    }

    #[pyo3(signature = (*_raised))]
    #[allow(clippy::unused_self, reason = "Python calls it with the one that was entered last")]
    fn __exit__(&self, _raised: &Bound<'_, PyTuple>) {
        ENTERED.with_borrow_mut(Vec::pop);
    }
}

/// Sets what makes the one that is told of a computation where no `Watch` is entered.
#[pyfunction]
pub fn watch_otherwise(begin: Py<PyAny>) {
    OTHERWISE.store(Some(Arc::new(begin)));
}

/// Tells the `Watch` that this thread works under that it goes on, if it is time.
pub fn glance(py: Python<'_>) -> PyResult<()> {
    let told = ENTERED.with_borrow_mut(|all| {
        let entered = all.last_mut()?;
        let now = Instant::now();
        (now >= entered.due).then(|| {
            entered.due = now + PERIOD;
            entered.told.clone()
        })
    });
    told.map_or(Ok(()), |told| tell(py, &told, (0, 0)))
}

/// A computation that is counted, and who is told of it.
pub struct Watched {
    told: Option<Told>,
    ends: bool,
    /// Whether it was told who that is, or has asked.
    asked: bool,
    /// Whether it has one of its own.
    own: bool,
    due: Instant,
    pub progress: Arc<Progress>,
}

impl Watched {
    /// One that begins now.
    pub fn new() -> Self {
        let entered = ENTERED.with_borrow(|all| all.last().map(|last| (last.told.clone(), last.ends)));
        let (told, ends) = entered.unzip();
        let asked = told.is_some();
        Self {
            told,
            ends: ends == Some(true),
            asked,
            own: false,
            due: Instant::now() + PERIOD,
            progress: Arc::default(),
        }
    }

    /// Tells how far it is, if it is time.
    pub fn tick(&mut self, py: Python<'_>) -> PyResult<()> {
        let now = Instant::now();
        if now < self.due {
            return Ok(());
        }
        self.due = now + PERIOD;
        if !self.asked {
            self.asked = true;
            if let Some(begin) = OTHERWISE.load_full() {
                let told = begin.call0(py)?;
                self.own = !told.is_none(py);
                self.told = self.own.then(|| Arc::new(told));
            }
        }
        self.told.as_ref().map_or(Ok(()), |told| tell(py, told, self.progress.get()))
    }

    /// Closes the one that it has made.
    pub fn close(&self, py: Python<'_>) -> PyResult<()> {
        match &self.told {
            Some(told) if self.own => told.call_method0(py, "close").map(|_| ()),
            _ => Ok(()),
        }
    }

    /// Tells whoever wants to know that it has come to its end.
    pub fn end(&self, py: Python<'_>) -> PyResult<()> {
        match &self.told {
            Some(told) if self.ends => tell(py, told, self.progress.get()),
            _ => Ok(()),
        }
    }
}

/// Calls what is told; what that computes itself is not told.
fn tell(py: Python<'_>, told: &Told, (done, total): (usize, usize)) -> PyResult<()> {
    let others = ENTERED.take();
    let result = told.call1(py, (done, total));
    ENTERED.set(others);
    result.map(|_| ())
}
