//! The parameters of a mixture of Bernoulli distributions, validated when they are made.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

use crate::mixture::checks;
use crate::mixture::fingerprint::fingerprint;
use crate::{Error, Result};

/// Weights and probabilities of success.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameters {
    weights: Array1<f64>,
    probabilities: Array2<f64>,
    fingerprint: u64,
}

impl Parameters {
    /// From `weights` (k) and `probabilities` (k, d).
    ///
    /// The weights need not sum to one; a density takes them as they are. A probability of 0 or 1 is a structural one:
    /// under its component nothing else is possible.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] on a wrong shape, a probability outside [0, 1], and weights that are negative, not
    /// finite or all zero.
    pub fn new(weights: ArrayView1<'_, f64>, probabilities: ArrayView2<'_, f64>) -> Result<Self> {
        let (k, d) = probabilities.dim();
        if k == 0 || d == 0 {
            let expected = "of at least one component and one feature";
            return Err(Error::invalid("probabilities", expected, format!("shape ({k}, {d})")));
        }
        checks::length(weights, k, "probabilities")?;
        if let Some(outside) = probabilities.iter().find(|value| !(0.0..=1.0).contains(*value)) {
            return Err(Error::invalid("probabilities", "from 0 to 1", outside));
        }
        checks::weights(weights)?;
        let probabilities = probabilities.as_standard_layout().into_owned();
        let fingerprint = fingerprint(0, weights.iter().chain(&probabilities));
        Ok(Self { weights: weights.to_owned(), probabilities, fingerprint })
    }

    /// The number of components, k.
    #[must_use]
    pub fn n_components(&self) -> usize {
        self.probabilities.nrows()
    }

    /// The number of features, d.
    #[must_use]
    pub fn n_features(&self) -> usize {
        self.probabilities.ncols()
    }

    /// The mixing weights, shape (k).
    #[must_use]
    pub fn weights(&self) -> ArrayView1<'_, f64> {
        self.weights.view()
    }

    /// The probabilities of success, shape (k, d).
    #[must_use]
    pub fn probabilities(&self) -> ArrayView2<'_, f64> {
        self.probabilities.view()
    }

    /// A hash of everything that a density depends on.
    pub(super) const fn fingerprint(&self) -> u64 {
        self.fingerprint
    }
}
