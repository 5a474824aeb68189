//! The extension module `iterscope._core`: extract, detach, call, wrap; no logic.
#![allow(missing_docs, reason = "the docstrings are in `_core.pyi`")]
#![allow(clippy::needless_pass_by_value, reason = "PyO3 extracts arguments by value")]

mod cancellation;
mod error;
mod mixture;
mod runtime;

use pyo3::prelude::*;

#[pymodule]
mod _core {
    #[pymodule_export]
    use crate::cancellation::Cancellation;
    #[pymodule_export]
    use crate::error::Cancelled;
    #[pymodule_export]
    use crate::mixture::{
        Parameters, SufficientStatistics, expect_statistics, kmeans_plusplus, lloyd_step, log_densities,
        maximize_responsibilities, maximize_statistics, predict, responsibilities,
    };
    #[pymodule_export]
    use crate::runtime::{configure, runtime};
    #[pymodule_export]
    const ROW_BLOCK: usize = iterscope::mixture::ROW_BLOCK;
}
