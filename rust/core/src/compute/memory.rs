//! Allocation that can fail.

use crate::{Error, Result};

/// `length` zeros, or [`Error::OutOfMemory`] where plain `vec!` would abort the process.
///
/// The reservation is only a question: `vec!` then takes pages that the system has zeroed already, which
/// a `resize` would touch twice.
pub(crate) fn zeroed<T: Clone + Default>(length: usize, what: &'static str) -> Result<Vec<T>> {
    if Vec::<T>::new().try_reserve_exact(length).is_err() {
        return Err(Error::OutOfMemory { what, bytes: length.saturating_mul(size_of::<T>()) });
    }
    Ok(vec![T::default(); length])
}
