//! Samples that lack values: each row counts by the marginal density of those that it has.

mod conditional;
mod evaluate;
mod expect;
mod observed;
mod patterns;
mod sums;

pub use evaluate::{impute, log_densities, predict, responsibilities};
pub use expect::expect;
pub(super) use observed::Observed;

use crate::Error;
use crate::em::Data;

/// Why a log density of what is observed came out infinite or NaN.
fn explain(data: Data<'_>) -> Error {
    if let Some((row, column, _)) = data.find(f64::is_infinite) {
        let value = format!("infinity (first at row {row}, column {column})");
        return Error::invalid("X", "finite or missing", value);
    }
    Error::invalid("X", "of a scale at which squared distances are finite", "larger values")
}
