//! The extension module: extract, detach, call, wrap; no logic.
#![allow(missing_docs, reason = "the docstrings are in `_core.pyi`")]
#![allow(clippy::needless_pass_by_value, reason = "PyO3 extracts arguments by value")]

mod error;
mod gray_scott;
mod picture;

use pyo3::prelude::*;

#[pymodule]
mod _core {
    #[pymodule_export]
    use crate::gray_scott::advance;
    #[pymodule_export]
    use crate::picture::png;

    #[pymodule_export]
    #[allow(non_upper_case_globals, reason = "Python's name for it")]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}
