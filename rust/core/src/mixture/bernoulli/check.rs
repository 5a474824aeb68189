//! The check of the rows of a mixture of Bernoulli distributions.

use crate::em::Data;
use crate::{Error, Result};

/// Refuses values that are no successes, failures or shares of successes.
pub fn check(data: Data<'_>) -> Result<()> {
    let allowed = |value: &f64| (0.0..=1.0).contains(value);
    let values = data.rows(0..data.len());
    match values.iter().position(|value| !allowed(value)) {
        Some(at) => {
            let (row, column) = (at / data.n_features(), at % data.n_features());
            let value = format!("{} at row {row}, column {column}", values[at]);
            Err(Error::invalid("X", "from 0 (failure) to 1 (success)", value))
        }
        None => Ok(()),
    }
}
