//! Checks that the parameters of all mixtures must pass.

use ndarray::ArrayView1;

use crate::{Error, Result};

/// Refuses weights of another number than the `k` components of the parameters of this name.
pub fn length(weights: ArrayView1<'_, f64>, k: usize, of: &str) -> Result<()> {
    if weights.len() == k {
        return Ok(());
    }
    Err(Error::invalid("weights", format!("of shape ({k},), as the {of} have"), weights.len()))
}

/// Refuses weights that are not finite, negative or all zero.
pub fn weights(weights: ArrayView1<'_, f64>) -> Result<()> {
    finite("weights", weights.iter())?;
    if let Some(negative) = weights.iter().find(|weight| **weight < 0.0) {
        return Err(Error::invalid("weights", "not negative", negative));
    }
    if weights.iter().all(|weight| *weight == 0.0) {
        return Err(Error::invalid("weights", "not all zero", "only zeros"));
    }
    Ok(())
}

/// Refuses values that are not finite.
pub fn finite<'a>(name: &'static str, mut values: impl Iterator<Item = &'a f64>) -> Result<()> {
    match values.find(|value| !value.is_finite()) {
        Some(value) => Err(Error::invalid(name, "finite", value)),
        None => Ok(()),
    }
}

/// Refuses values that are not positive and finite.
pub fn positive<'a>(name: &'static str, mut values: impl Iterator<Item = &'a f64>) -> Result<()> {
    match values.find(|value| !(value.is_finite() && **value > 0.0)) {
        Some(value) => Err(Error::invalid(name, "positive and finite", value)),
        None => Ok(()),
    }
}
