//! All that the M step of a hidden Markov model needs to know about the sequences.

use ndarray::{Array1, Array2};

use super::parameters::Parameters;
use crate::compute::{Sums, Tree};
use crate::em::{Moments, Statistics};
use crate::mixture::Emissions;
use crate::{Error, Result};

/// Weighted sums over sequences.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChainSums {
    /// k sums of the states' shares of first rows.
    pub start: Vec<f64>,
    /// k times k sums of what pairs of states share of consecutive rows.
    pub transitions: Vec<f64>,
    /// Those of the emission.
    pub moments: Moments,
}

impl Sums for ChainSums {
    fn add(&mut self, next: &Self) {
        let pairs = [(&mut self.start, &next.start), (&mut self.transitions, &next.transitions)];
        for (sums, others) in pairs {
            sums.iter_mut().zip(others).for_each(|(sum, other)| *sum += other);
        }
        self.moments.add(&next.moments);
    }
}

/// Sums over sequences, with the parameters whose E step made them.
#[derive(Clone, Debug, PartialEq)]
pub struct ChainStatistics<M> {
    pub(super) parameters: Parameters<M>,
    pub(super) sums: ChainSums,
}

impl<M: Emissions + PartialEq> ChainStatistics<M> {
    /// The parameters whose E step made them.
    #[must_use]
    pub const fn parameters(&self) -> &Parameters<M> {
        &self.parameters
    }

    /// The states' shares of the first rows, shape (k).
    #[must_use]
    pub fn start(&self) -> Array1<f64> {
        self.sums.start.clone().into()
    }

    /// The expected numbers of transitions, shape (k, k).
    #[must_use]
    pub fn transitions(&self) -> Array2<f64> {
        let k = self.sums.start.len();
        Array2::from_shape_fn((k, k), |(i, j)| self.sums.transitions[i * k + j])
    }

    /// The states' shares of all rows, shape (k).
    #[must_use]
    pub fn weight_sums(&self) -> Array1<f64> {
        self.sums.moments.weight_sums.clone().into()
    }

    /// The sums of the emission, as of a mixture.
    #[must_use]
    pub fn emission(&self) -> M::Statistics {
        self.parameters.emission().statistics(Tree::alone(self.sums.moments.clone()))
    }

    /// The number of rows.
    #[must_use]
    pub const fn n_samples(&self) -> u64 {
        self.sums.moments.n_samples
    }
}

impl<M: Emissions + PartialEq> Statistics for ChainStatistics<M> {
    fn merge(&mut self, next: &Self) -> Result<()> {
        if self.parameters != next.parameters {
            return Err(Error::invalid("statistics", "about the same parameters to be added", "others"));
        }
        self.sums.add(&next.sums);
        Ok(())
    }

    fn log_likelihood(&self) -> f64 {
        self.sums.moments.log_likelihood
    }

    fn weight(&self) -> f64 {
        self.sums.moments.weight
    }
}
