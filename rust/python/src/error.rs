//! The core's errors as Python exceptions.

use iterscope::Error;
use pyo3::exceptions::{PyMemoryError, PyRuntimeError, PyValueError};
use pyo3::prelude::*;

pyo3::create_exception!(
    iterscope,
    CancelledError,
    PyRuntimeError,
    "The computation was stopped by its `Cancellation`."
);

/// Carries a core error through `?` into a `PyErr`.
pub struct CoreError(Error);

impl From<Error> for CoreError {
    fn from(error: Error) -> Self {
        Self(error)
    }
}

impl From<CoreError> for PyErr {
    fn from(CoreError(error): CoreError) -> Self {
        let message = error.to_string();
        match error {
            Error::InvalidArgument { .. } | Error::IllDefinedCovariance => PyValueError::new_err(message),
            Error::OutOfMemory { .. } => PyMemoryError::new_err(message),
            Error::Cancelled => CancelledError::new_err(message),
            _ => PyRuntimeError::new_err(message),
        }
    }
}
