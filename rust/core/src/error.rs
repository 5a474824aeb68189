//! The one error type of the crate.

/// An error, with all that the caller needs to correct the call.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// An argument is outside its domain.
    #[error("{name} must be {expected}, got {value}")]
    InvalidArgument {
        /// The argument's name, as the caller knows it.
        name: &'static str,
        /// The values that are allowed.
        expected: String,
        /// The value that was given.
        value: String,
    },
    /// The result would be larger than the memory that is left.
    #[error("{what} needs {bytes} bytes, which could not be allocated")]
    OutOfMemory {
        /// Name of the array that was to be allocated.
        what: &'static str,
        /// Its size in bytes.
        bytes: usize,
    },
    /// A covariance is not positive definite; the text is scikit-learn's.
    #[error(
        "Fitting the mixture model failed because some components have ill-defined empirical covariance (for \
         instance caused by singleton or collapsed samples). Try to decrease the number of components, increase \
         reg_covar, or scale the input data."
    )]
    IllDefinedCovariance,
    /// The computation was cancelled by [`Cancellation::cancel`](crate::Cancellation::cancel).
    #[error("the computation was cancelled")]
    Cancelled,
    /// The PNG encoder refused.
    #[error("the picture could not be encoded: {0}")]
    Encoding(#[from] png::EncodingError),
    /// The worker threads could not be started.
    #[error("the worker threads could not be started: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
}

impl Error {
    /// An [`Error::InvalidArgument`]; a number of many digits is told by its exponent.
    pub fn invalid(name: &'static str, expected: impl Into<String>, value: impl std::fmt::Display) -> Self {
        let value = value.to_string();
        let number = (value.len() > 24).then(|| value.parse().ok()).flatten();
        Self::InvalidArgument { name, expected: expected.into(), value: number.map_or(value, short) }
    }
}

/// A text from outside as it stands in a message: in quotes, at most 40 characters of it.
#[must_use]
pub fn quoted(text: &str) -> String {
    format!("{:?}", text.chars().take(40).collect::<String>())
}

/// A number as it stands in a message: with an exponent where `Display` would write many zeros.
pub(crate) fn short(number: f64) -> String {
    let plain = number == 0.0 || !number.is_finite() || (1e-5..=1e16).contains(&number.abs());
    if plain { number.to_string() } else { format!("{number:e}") }
}

/// A result with the crate's own error.
pub type Result<T> = std::result::Result<T, Error>;
