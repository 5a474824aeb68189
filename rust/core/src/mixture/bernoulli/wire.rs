//! Parameters and statistics as bytes, for another process or machine.
//!
//! The mark, k, d, then for statistics the fingerprint, number of samples, log-likelihood, weight, probabilities, sums of
//! responsibilities and of successes; for parameters the weights and probabilities.

use ndarray::{Array1, Array2};

use super::parameters::Parameters;
use super::statistics::{Bernoulli, SufficientStatistics};
use crate::Result;
use crate::em::{LENGTH, Moments, malformed, read, sizes, write};

const STATISTICS: [u8; 8] = *b"iterBS\0\x01";
const PARAMETERS: [u8; 8] = *b"iterBM\0\x01";

impl SufficientStatistics {
    /// Serialises every bit.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let (k, d) = self.shift.dim();
        let moments = &self.moments;
        let header = [
            k as u64,
            d as u64,
            self.fingerprint,
            moments.n_samples,
            moments.log_likelihood.to_bits(),
            moments.weight.to_bits(),
        ];
        write(STATISTICS, header, self.shift.iter().chain(&moments.weight_sums).chain(&moments.first))
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`](crate::Error::InvalidArgument) if the mark, a size or the length is wrong.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let malformed = |what| malformed("sufficient statistics", what);
        let (header, mut values) = read::<6>(STATISTICS, bytes).map_err(malformed)?;
        let [k, d, fingerprint, n_samples, log_likelihood, weight] = header;
        let length = |k: usize, d: usize| k.checked_mul(d.checked_mul(2)?.checked_add(1)?);
        let (k, d) = sizes(k, d, values.len(), length).map_err(malformed)?;
        let mut take = |count: usize| values.by_ref().take(count).collect::<Vec<_>>();
        let shift = Array2::from_shape_vec((k, d), take(k * d)).map_err(|_| malformed(LENGTH))?;
        let moments = Moments {
            weight_sums: take(k),
            first: take(k * d),
            second: Vec::new(),
            log_likelihood: f64::from_bits(log_likelihood),
            weight: f64::from_bits(weight),
            n_samples,
        };
        Ok(Self { shape: Bernoulli, fingerprint, shift, moments })
    }
}

impl Parameters {
    /// Serialises every bit.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let header = [self.n_components() as u64, self.n_features() as u64];
        write(PARAMETERS, header, self.weights().iter().chain(self.probabilities().iter()))
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`](crate::Error::InvalidArgument) if the mark, a size or the length is wrong, and as
    /// [`new`](Self::new).
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let malformed = |what| malformed("parameters", what);
        let ([k, d], mut values) = read::<2>(PARAMETERS, bytes).map_err(malformed)?;
        let length = |k: usize, d: usize| k.checked_mul(d.checked_add(1)?);
        let (k, d) = sizes(k, d, values.len(), length).map_err(malformed)?;
        let weights: Array1<f64> = values.by_ref().take(k).collect();
        let probabilities =
            Array2::from_shape_vec((k, d), values.collect()).map_err(|_| malformed(LENGTH))?;
        Self::new(weights.view(), probabilities.view())
    }
}
