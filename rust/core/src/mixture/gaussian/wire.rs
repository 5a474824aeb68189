//! Parameters and statistics as bytes, for another process or machine.
//!
//! Little endian, every bit kept: the mark, covariance type (0..3), k, d, then for statistics the fingerprint,
//! number of samples, log-likelihood, weight, shift, sums of responsibilities, first and second moments; for
//! parameters the weights, means, covariances, and Cholesky factors of the precisions.

use ndarray::{Array1, Array2, ArrayD, IxDyn};

use super::covariance_type::CovarianceType;
use super::moments::{Moments, second_length};
use super::parameters::Parameters;
use super::statistics::SufficientStatistics;
use crate::{Error, Result};

const STATISTICS: [u8; 8] = *b"iterEM\0\x01";
const PARAMETERS: [u8; 8] = *b"iterGM\0\x01";

impl SufficientStatistics {
    /// Serialises every bit.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let (k, d) = self.shift.dim();
        let moments = &self.moments;
        let header = [
            self.covariance_type as u64,
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
    /// [`Error::InvalidArgument`] if the mark, a size or the length is wrong.
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
            second: take(k * second_length(d, covariance_type)),
            log_likelihood: f64::from_bits(log_likelihood),
            weight: f64::from_bits(weight),
            n_samples,
        };
        Ok(Self { covariance_type, fingerprint, shift, moments })
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
    /// [`Error::InvalidArgument`] if the mark, a size or the length is wrong, and as [`new`](Self::new) on the
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

const LENGTH: &str = "a wrong length";

fn malformed(expected: &str, what: &str) -> Error {
    Error::invalid("data", format!("bytes of {expected}"), what)
}

fn write<'a, const HEADER: usize>(
    mark: [u8; 8],
    header: [u64; HEADER],
    values: impl Iterator<Item = &'a f64>,
) -> Vec<u8> {
    let words = header.into_iter().chain(values.map(|value| value.to_bits()));
    mark.into_iter().chain(words.flat_map(u64::to_le_bytes)).collect()
}

/// The header, and the values that follow it.
fn read<const HEADER: usize>(
    mark: [u8; 8],
    bytes: &[u8],
) -> std::result::Result<([u64; HEADER], impl ExactSizeIterator<Item = f64> + use<'_, HEADER>), &'static str>
{
    let words = bytes.strip_prefix(&mark).ok_or("bytes without their mark")?;
    let (words, []) = words.as_chunks::<8>() else { return Err("a broken last number") };
    let (header, values) = words.split_first_chunk::<HEADER>().ok_or("too few bytes")?;
    Ok((header.map(u64::from_le_bytes), values.iter().map(|word| f64::from_le_bytes(*word))))
}

fn covariance_type(kind: u64) -> std::result::Result<CovarianceType, &'static str> {
    let known = CovarianceType::ALL.into_iter().find(|known| *known as u64 == kind);
    known.ok_or("an unknown covariance type")
}

/// [`second_length`], if it does not overflow.
fn triangle_or_diagonal(d: usize, covariance_type: CovarianceType) -> Option<usize> {
    d.checked_add(1)?.checked_mul(d)?;
    Some(second_length(d, covariance_type))
}

/// The sizes, if they are not zero and just `length` values belong to them.
fn sizes(
    k: u64,
    d: u64,
    count: usize,
    length: impl Fn(usize, usize) -> Option<usize>,
) -> std::result::Result<(usize, usize), &'static str> {
    let sizes = usize::try_from(k).ok().zip(usize::try_from(d).ok());
    // Neither exceeds the number of values, so that sums of a few of them cannot overflow.
    let plausible = |&(k, d): &(usize, usize)| (1..=count).contains(&k) && (1..=count).contains(&d);
    sizes.filter(plausible).filter(|&(k, d)| length(k, d) == Some(count)).ok_or(LENGTH)
}
