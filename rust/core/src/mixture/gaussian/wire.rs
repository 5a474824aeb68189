//! Parameters and statistics as bytes, for another process or machine.
//!
//! Little endian, every bit kept: the mark, covariance type (0..3), k, d, then for statistics the fingerprint,
//! number of samples, log-likelihood, weight, shift, sums of responsibilities, first and second moments; for
//! parameters the weights, means, covariances, and Cholesky factors of the precisions.

use ndarray::{Array1, Array2, ArrayD, IxDyn};

use super::covariance_type::CovarianceType;
use super::parameters::Parameters;
use super::statistics::SufficientStatistics;
use crate::Result;
use crate::em::{LENGTH, Moments, malformed, read, sizes, write};

const STATISTICS: [u8; 8] = *b"iterEM\0\x01";
const PARAMETERS: [u8; 8] = *b"iterGM\0\x01";

impl SufficientStatistics {
    /// Serialises every bit.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let (k, d) = self.shift.dim();
        let moments = &self.moments;
        let header = [
            self.shape as u64,
            k as u64,
            d as u64,
            self.fingerprint,
            moments.n_samples,
            moments.log_likelihood.to_bits(),
            moments.weight.to_bits(),
        ];
        let sums = moments.weight_sums.iter().chain(&moments.first).chain(&moments.second);
        write(STATISTICS, header, self.shift.iter().chain(sums))
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`](crate::Error::InvalidArgument) if the mark, a size or the length is wrong.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let malformed = |what| malformed("sufficient statistics", what);
        let (header, mut values) = read::<7>(STATISTICS, bytes).map_err(malformed)?;
        let [kind, k, d, fingerprint, n_samples, log_likelihood, weight] = header;
        let covariance_type = covariance_type(kind).map_err(malformed)?;
        let each = |d: usize| triangle_or_diagonal(d, covariance_type)?.checked_add(2 * d)?.checked_add(1);
        let length = |k: usize, d: usize| k.checked_mul(each(d)?);
        let (k, d) = sizes(k, d, values.len(), length).map_err(malformed)?;
        let mut take = |count: usize| values.by_ref().take(count).collect::<Vec<_>>();
        let shift = Array2::from_shape_vec((k, d), take(k * d)).map_err(|_| malformed(LENGTH))?;
        let moments = Moments {
            weight_sums: take(k),
            first: take(k * d),
            second: take(k * covariance_type.second_length(d)),
            log_likelihood: f64::from_bits(log_likelihood),
            weight: f64::from_bits(weight),
            n_samples,
        };
        Ok(Self { shape: covariance_type, fingerprint, shift, moments })
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
        let covariance_type = covariance_type(kind).map_err(malformed)?;
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

fn covariance_type(kind: u64) -> std::result::Result<CovarianceType, &'static str> {
    let known = CovarianceType::ALL.into_iter().find(|known| *known as u64 == kind);
    known.ok_or("an unknown covariance type")
}

/// [`CovarianceType::second_length`], if it does not overflow.
fn triangle_or_diagonal(d: usize, covariance_type: CovarianceType) -> Option<usize> {
    d.checked_add(1)?.checked_mul(d)?;
    Some(covariance_type.second_length(d))
}
