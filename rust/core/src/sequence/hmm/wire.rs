//! Parameters and statistics as bytes, for another process or machine: a mark, k, the bytes of the emission and their
//! number, then doubles; little endian, every bit kept.

use ndarray::{Array1, Array2};

use super::parameters::Parameters;
use super::statistics::{ChainStatistics, ChainSums};
use crate::Result;
use crate::em::{LENGTH, Moments, malformed};
use crate::mixture::Emissions;

const PARAMETERS: [u8; 8] = *b"iterHP\0\x01";
const STATISTICS: [u8; 8] = *b"iterHS\0\x01";

impl<M: Emissions> Parameters<M> {
    /// Serialises every bit.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let emission = self.emission().bytes();
        let header = [self.n_components() as u64, emission.len() as u64];
        let values = self.start().to_vec().into_iter().chain(self.transition().to_owned());
        let words = header.into_iter().chain(values.map(f64::to_bits));
        PARAMETERS.into_iter().chain(words.flat_map(u64::to_le_bytes)).chain(emission).collect()
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`](crate::Error::InvalidArgument) if the mark, a size or the length is wrong, and as
    /// [`new`](Self::new).
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let malformed = |what| malformed("a hidden Markov model", what);
        let words = bytes.strip_prefix(&PARAMETERS).ok_or_else(|| malformed("bytes without their mark"))?;
        let mut words = Words(words);
        let (k, length) = words.size().zip(words.size()).ok_or_else(|| malformed(LENGTH))?;
        let start = words.doubles(k).ok_or_else(|| malformed(LENGTH))?;
        let square = k.checked_mul(k).and_then(|square| words.doubles(square));
        let transition = square.ok_or_else(|| malformed(LENGTH))?;
        let emission = Some(words.0).filter(|rest| rest.len() == length).ok_or_else(|| malformed(LENGTH))?;
        let transition = Array2::from_shape_vec((k, k), transition).map_err(|_| malformed(LENGTH))?;
        Self::new(Array1::from(start).view(), transition.view(), M::of_bytes(emission)?)
    }
}

impl<M: Emissions + PartialEq> ChainStatistics<M> {
    /// Serialises every bit.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let (parameters, ChainSums { start, transitions, moments }) =
            (self.parameters.to_bytes(), &self.sums);
        let header =
            [parameters.len(), moments.first.len(), moments.second.len()].map(|length| length as u64);
        let heads = [moments.log_likelihood, moments.weight];
        let sums = [start, transitions, &moments.weight_sums, &moments.first, &moments.second];
        let values = heads.iter().chain(sums.into_iter().flatten()).map(|value| value.to_bits());
        let words = header.into_iter().chain([moments.n_samples]).chain(values);
        STATISTICS.into_iter().chain(words.flat_map(u64::to_le_bytes)).chain(parameters).collect()
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`](crate::Error::InvalidArgument) if the mark, a size or the length is wrong.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let malformed = |what| malformed("statistics of a hidden Markov model", what);
        let words = bytes.strip_prefix(&STATISTICS).ok_or_else(|| malformed("bytes without their mark"))?;
        let mut words = Words(words);
        let mut size = || words.size().ok_or_else(|| malformed(LENGTH));
        let (length, first, second, n_samples) = (size()?, size()?, size()?, size()? as u64);
        let parameters = words.0.len().checked_sub(length).map(|at| words.0.split_at(at));
        let (sums, parameters) = parameters.ok_or_else(|| malformed(LENGTH))?;
        let parameters = Parameters::<M>::from_bytes(parameters)?;
        let (k, shape) = (parameters.n_components(), parameters.emission().density().moments());
        let mut words = Words(sums);
        let mut take = |length: usize| words.doubles(length).ok_or_else(|| malformed(LENGTH));
        if (first, second) != (shape.first.len(), shape.second.len()) {
            return Err(malformed(LENGTH));
        }
        let heads = take(2)?;
        let sums = ChainSums {
            start: take(k)?,
            transitions: take(k * k)?,
            moments: Moments {
                weight_sums: take(k)?,
                first: take(first)?,
                second: take(second)?,
                log_likelihood: heads[0],
                weight: heads[1],
                n_samples,
            },
        };
        if words.0.is_empty() { Ok(Self { parameters, sums }) } else { Err(malformed(LENGTH)) }
    }
}

/// Words that are left to be read.
struct Words<'a>(&'a [u8]);

impl Words<'_> {
    fn size(&mut self) -> Option<usize> {
        let (word, rest) = self.0.split_first_chunk::<8>()?;
        self.0 = rest;
        usize::try_from(u64::from_le_bytes(*word)).ok()
    }

    fn doubles(&mut self, count: usize) -> Option<Vec<f64>> {
        let (words, rest) = self.0.split_at_checked(count.checked_mul(8)?)?;
        self.0 = rest;
        Some(words.as_chunks::<8>().0.iter().map(|word| f64::from_le_bytes(*word)).collect())
    }
}
