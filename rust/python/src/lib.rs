//! The extension module `iterscope._core`: extract, detach, call, wrap; no logic.
#![allow(missing_docs, reason = "the docstrings are in `_core.pyi`")]
#![allow(clippy::needless_pass_by_value, reason = "PyO3 extracts arguments by value")]
#![allow(clippy::too_many_arguments, reason = "Python's keyword arguments are parameters here")]

mod article;
mod cancellation;
mod error;
mod fractal;
mod runtime;

use pyo3::prelude::*;

#[pymodule]
mod _core {
    #[pymodule_export]
    use crate::article::{complex_region, julia_div};
    #[pymodule_export]
    use crate::cancellation::Cancellation;
    #[pymodule_export]
    use crate::error::CancelledError;
    #[pymodule_export]
    use crate::fractal::{escape_counts, paint, paint_png, paint_tile};
    #[pymodule_export]
    use crate::runtime::{configure, runtime};
}
