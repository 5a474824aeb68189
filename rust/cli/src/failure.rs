//! Errors in the words of the command line, and its exit codes.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use iterscope::Error;

/// The library's names for what is given by options.
const OPTIONS: [(&str, &str); 23] = [
    ("c", "--real and --imag"),
    ("bailout", "--threshold"),
    ("max_iter", "--itermax"),
    ("min_iter", "--itermin"),
    ("xleft", "--xleft"),
    ("xright", "--xright"),
    ("yleft", "--ytop"),
    ("yright", "--ybot"),
    ("resolution", "--resolution"),
    ("center", "--center"),
    ("log2_width", "--width"),
    ("region", "--width"),
    ("shape", "--size"),
    ("fields", "--field"),
    ("color_by", "--color-by"),
    ("density", "--density"),
    ("offset", "--offset"),
    ("light", "--light"),
    ("interior", "--interior"),
    ("antialias", "--antialias"),
    ("digits", "--digits"),
    ("simd", "--simd"),
    ("reg_covar", "--reg-covar"),
];

#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("{option} must be {expected}, got {value}")]
    Usage { option: &'static str, expected: String, value: String },
    #[error("interrupted")]
    Interrupted,
    #[error(transparent)]
    Library(Error),
    #[error("{}: {reason}", path.display())]
    File { path: PathBuf, reason: String },
}

impl Failure {
    /// The error of a file that could not be read or written.
    #[allow(clippy::needless_pass_by_value, reason = "made for `map_err`")]
    pub fn file(path: &Path, reason: impl ToString) -> Self {
        Self::File { path: path.to_owned(), reason: reason.to_string() }
    }

    /// Standard output could not be written.
    #[allow(clippy::needless_pass_by_value, reason = "made for `map_err`")]
    pub fn stdout(reason: io::Error) -> Self {
        Self::file(Path::new("standard output"), reason)
    }

    pub fn exit_code(&self) -> ExitCode {
        match self {
            Self::Usage { .. } => ExitCode::from(2),
            Self::Interrupted => ExitCode::from(130),
            Self::Library(_) | Self::File { .. } => ExitCode::FAILURE,
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Cancelled => Self::Interrupted,
            Error::InvalidArgument { name, expected, value } => {
                match OPTIONS.iter().find(|(known, _)| *known == name) {
                    Some((_, option)) => Self::Usage { option, expected: in_options(&expected), value },
                    None => Self::Library(Error::InvalidArgument { name, expected, value }),
                }
            }
            other => Self::Library(other),
        }
    }
}

/// With "name = value" of the library in the words of the options.
fn in_options(expected: &str) -> String {
    OPTIONS.iter().fold(expected.to_owned(), |text, (name, option)| {
        text.replace(&format!(" {name} = "), &format!(" {option} = "))
    })
}
