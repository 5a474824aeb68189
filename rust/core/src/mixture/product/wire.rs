//! Parameters as bytes, for another process or machine: the mark, the code of the family, k, the number of columns, then
//! the weights and the table, little endian, every bit kept.

use ndarray::{Array1, Array2};

use super::family::Family;
use super::parameters::Parameters;
use crate::Result;
use crate::em::{LENGTH, malformed, read, sizes, write};

impl<F: Family> Parameters<F> {
    /// Serialises every bit.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let (k, columns) = self.table().dim();
        let header = [self.family().code(), k as u64, columns as u64];
        write(F::PARAMETERS, header, self.weights().iter().chain(self.table().iter()))
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`](crate::Error::InvalidArgument) if the mark, a size or the length is wrong, and as
    /// [`of`](Self::of).
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let malformed = |what| malformed("parameters", what);
        let ([code, k, columns], mut values) = read::<3>(F::PARAMETERS, bytes).map_err(malformed)?;
        let family = F::of_code(code).ok_or_else(|| malformed("an unknown family"))?;
        let length = |k: usize, columns: usize| k.checked_mul(columns.checked_add(1)?);
        let (k, columns) = sizes(k, columns, values.len(), length).map_err(malformed)?;
        let weights: Array1<f64> = values.by_ref().take(k).collect();
        let table = Array2::from_shape_vec((k, columns), values.collect()).map_err(|_| malformed(LENGTH))?;
        Self::of(family, weights.view(), table.view())
    }
}
