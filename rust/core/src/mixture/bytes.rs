//! Statistics as bytes, for another process or machine.
//!
//! Little endian: the mark, covariance type (0..3), k, d, fingerprint, number of samples, log-likelihood,
//! weight, then shift, sums of responsibilities, first and second moments. Every bit is kept.

use ndarray::Array2;

use super::covariance_type::CovarianceType;
use super::moments::{Moments, second_length};
use super::statistics::SufficientStatistics;
use crate::{Error, Result};

const MARK: &[u8; 8] = b"iterEM\0\x01";

/// Words after the mark and before the arrays.
const HEADER: usize = 7;

impl SufficientStatistics {
    /// Serialises every bit.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let (k, d) = self.shift.dim();
        let moments = &self.moments;
        let header: [u64; HEADER] = [
            self.covariance_type as u64,
            k as u64,
            d as u64,
            self.fingerprint,
            moments.n_samples,
            moments.log_likelihood.to_bits(),
            moments.weight.to_bits(),
        ];
        let sums = moments.weight_sums.iter().chain(&moments.first).chain(&moments.second);
        let words = header.into_iter().chain(self.shift.iter().chain(sums).map(|value| value.to_bits()));
        MARK.iter().copied().chain(words.flat_map(u64::to_le_bytes)).collect()
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] if the mark, a size or the length is wrong.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let malformed = |what: &str| Error::invalid("data", "bytes of sufficient statistics", what);
        let words = bytes.strip_prefix(MARK).ok_or_else(|| malformed("bytes without their mark"))?;
        let (words, []) = words.as_chunks::<8>() else {
            return Err(malformed("a broken last number"));
        };
        let (header, arrays) = words.split_at_checked(HEADER).ok_or_else(|| malformed("too few bytes"))?;
        let [kind, k, d, fingerprint, n_samples, log_likelihood, weight] =
            std::array::from_fn(|at| u64::from_le_bytes(header[at]));
        let covariance_type = CovarianceType::ALL
            .into_iter()
            .find(|known| *known as u64 == kind)
            .ok_or_else(|| malformed("an unknown covariance type"))?;
        let (k, d) = sizes(k, d, covariance_type, arrays.len()).ok_or_else(|| malformed("a wrong length"))?;
        let mut values = arrays.iter().map(|word| f64::from_le_bytes(*word));
        let mut take = |count: usize| values.by_ref().take(count).collect::<Vec<_>>();
        let shift = Array2::from_shape_vec((k, d), take(k * d)).map_err(|_| malformed("a wrong length"))?;
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

/// The sizes, if they are not zero and the arrays have just these lengths.
fn sizes(k: u64, d: u64, covariance_type: CovarianceType, length: usize) -> Option<(usize, usize)> {
    let (k, d) = (usize::try_from(k).ok()?, usize::try_from(d).ok()?);
    // Neither can exceed the number of words, so that nothing below overflows for lengths that fit in memory.
    let plausible = (1..=length).contains(&k) && (1..=length).contains(&d);
    let second = d.checked_add(1)?.checked_mul(d)? / if covariance_type.has_matrices() { 2 } else { d + 1 };
    let each = second.checked_add(d.checked_mul(2)?)?.checked_add(1)?;
    (plausible && k.checked_mul(each)? == length).then_some((k, d))
}
