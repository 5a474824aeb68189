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
        expected: &'static str,
        /// The value that was given.
        value: String,
    },
    /// The iteration left the numbers that float64 has.
    #[error("the fields have grown beyond all bounds: start with values from 0 to 1")]
    Diverged,
    /// The PNG encoder refused.
    #[error("the picture could not be encoded: {0}")]
    Encoding(#[from] png::EncodingError),
}

impl Error {
    /// An [`Error::InvalidArgument`].
    pub(crate) fn invalid(name: &'static str, expected: &'static str, value: String) -> Self {
        Self::InvalidArgument { name, expected, value }
    }
}
