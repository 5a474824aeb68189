//! Parameters that M steps leave as they are.

use ndarray::Array1;

use super::covariance_type::CovarianceType;
use super::parameters::Parameters;
use crate::{Error, Result};

/// Weights and covariances that M steps leave as they are, and components whose means stay.
#[derive(Clone, Debug)]
pub struct Frozen {
    parameters: Parameters,
    weights: Vec<bool>,
    means: Vec<bool>,
    covariances: Vec<bool>,
}

impl Frozen {
    /// Those of `parameters` whose components are marked; a mean stays where the E step had it.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] unless there is a mark for each component, a tied covariance is frozen for all or none,
    /// and frozen weights leave something for the others.
    pub fn new(
        parameters: Parameters,
        weights: Vec<bool>,
        means: Vec<bool>,
        covariances: Vec<bool>,
    ) -> Result<Self> {
        let k = parameters.n_components();
        if [&weights, &means, &covariances].iter().any(|marks| marks.len() != k) {
            return Err(Error::invalid("frozen", format!("of {k} marks, as there are components"), "others"));
        }
        let some = covariances.contains(&true) && covariances.contains(&false);
        if some && parameters.covariance_type() == CovarianceType::Tied {
            return Err(Error::invalid("frozen", "the tied covariance of all components or none", "some"));
        }
        let frozen = Self { parameters, weights, means, covariances };
        if frozen.weights.contains(&false) && frozen.weights.contains(&true) && frozen.left() <= 0.0 {
            return Err(Error::invalid(
                "frozen",
                "weights of a sum below 1, as other components are free",
                1.0 - frozen.left(),
            ));
        }
        Ok(frozen)
    }

    /// The components whose covariances stay.
    #[must_use]
    pub fn covariances(&self) -> Vec<usize> {
        (0..self.covariances.len()).filter(|j| self.covariances[*j]).collect()
    }

    /// The weight that is left for the components that are free.
    fn left(&self) -> f64 {
        let pairs = self.parameters.weights().into_iter().zip(&self.weights);
        1.0 - pairs.filter(|(_, frozen)| **frozen).map(|(weight, _)| weight).sum::<f64>()
    }

    /// The number of components and of features.
    pub(super) fn dim(&self) -> (usize, usize) {
        (self.parameters.n_components(), self.parameters.n_features())
    }

    /// The type of the covariances.
    pub(super) const fn covariance_type(&self) -> CovarianceType {
        self.parameters.covariance_type()
    }

    /// Whether the mean of component `j` stays.
    pub(super) fn has_mean(&self, j: usize) -> bool {
        self.means[j]
    }

    /// Whether the covariance of component `j` stays.
    pub(super) fn has_covariance(&self, j: usize) -> bool {
        self.covariances[j]
    }

    /// The weights: the free ones share what is left in proportion to the `masses` of their samples.
    pub(super) fn weights(&self, masses: &[f64]) -> Array1<f64> {
        let free = masses.iter().zip(&self.weights).filter(|(_, frozen)| !**frozen);
        let share = self.left() / free.map(|(mass, _)| mass).sum::<f64>();
        let weights = self.parameters.weights().into_iter().zip(&self.weights).zip(masses);
        weights.map(|((weight, frozen), mass)| if *frozen { *weight } else { mass * share }).collect()
    }

    /// Puts the covariances that stay in their places.
    pub(super) fn restore(&self, covariances: &mut [f64]) {
        let blocks = if self.covariance_type() == CovarianceType::Tied { 1 } else { self.covariances.len() };
        let width = covariances.len() / blocks;
        let kept = self.parameters.covariances();
        let kept = kept.as_slice().unwrap_or_default().chunks_exact(width);
        for ((block, kept), frozen) in covariances.chunks_exact_mut(width).zip(kept).zip(&self.covariances) {
            if *frozen {
                block.copy_from_slice(kept);
            }
        }
    }
}
