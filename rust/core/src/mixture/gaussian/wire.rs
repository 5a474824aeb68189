//! Parameters as bytes, for another process or machine.
//!
//! Little endian, every bit kept: the mark, covariance type (0..3), k, d, weights, means, covariances, and Cholesky
//! factors of the precisions.

use ndarray::{Array1, Array2, ArrayD, IxDyn};

use super::covariance_type::CovarianceType;
use super::parameters::Parameters;
use crate::Result;
use crate::em::{LENGTH, malformed, read, sizes, write};
use crate::mixture::wire::Shape;

const PARAMETERS: [u8; 8] = *b"iterGM\0\x01";

impl Shape for CovarianceType {
    const STATISTICS: [u8; 8] = *b"iterEM\0\x02";

    fn code(self) -> u64 {
        self as u64
    }

    fn of_code(code: u64) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.code() == code)
    }

    fn seconds(self, d: usize) -> Option<usize> {
        d.checked_add(1)?.checked_mul(d)?;
        Some(self.second_length(d))
    }
}

impl Parameters {
    /// Serialises every bit.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let (weights, means) = (self.weights(), self.means());
        let (covariances, factors) = (self.covariances(), self.precisions_cholesky());
        let header = [self.covariance_type() as u64, means.nrows() as u64, means.ncols() as u64];
        write(PARAMETERS, header, weights.iter().chain(means.iter()).chain(&covariances).chain(&factors))
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`](crate::Error::InvalidArgument) if the mark, a size or the length is wrong, and as [`new`](Self::new) on the
    /// values; that the factors belong to the covariances is not checked.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let malformed = |what| malformed("parameters", what);
        let ([kind, k, d], mut values) = read::<3>(PARAMETERS, bytes).map_err(malformed)?;
        let covariance_type =
            CovarianceType::of_code(kind).ok_or_else(|| malformed("an unknown covariance type"))?;
        let covariances = |k, d| covariance_type.shape(k, d).into_iter().try_fold(1, usize::checked_mul);
        let length =
            |k: usize, d| covariances(k, d)?.checked_mul(2)?.checked_add(k)?.checked_add(k.checked_mul(d)?);
        let (k, d) = sizes(k, d, values.len(), length).map_err(malformed)?;
        let mut take = |shape: &[usize]| {
            let values = values.by_ref().take(shape.iter().product()).collect();
            ArrayD::from_shape_vec(IxDyn(shape), values).map_err(|_| malformed(LENGTH))
        };
        let weights = Array1::from_iter(take(&[k])?);
        let means = Array2::from_shape_vec((k, d), take(&[k, d])?.into_raw_vec_and_offset().0);
        let shape = covariance_type.shape(k, d);
        let (covariances, factors) = (take(&shape)?, take(&shape)?);
        Self::from_parts(
            weights,
            means.map_err(|_| malformed(LENGTH))?,
            covariances,
            factors,
            covariance_type,
        )
    }
}
