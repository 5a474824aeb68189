//! The check of the rows of a mixture of Bernoulli distributions.

use crate::em::Data;
use crate::{Error, Result};

/// Refuses values that are no successes, failures or shares of successes.
pub fn check(data: Data<'_>) -> Result<()> {
    match data.find(|value| !(0.0..=1.0).contains(&value)) {
        Some((row, column, value)) => {
            let value = format!("{value} at row {row}, column {column}");
            Err(Error::invalid("X", "from 0 (failure) to 1 (success)", value))
        }
        None => Ok(()),
    }
}
