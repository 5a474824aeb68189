//! Parameters made ready for evaluation.

use super::parameters::Parameters;

/// The logarithm of probability 0. Being finite, it makes no NaN, neither times an absent success nor in the
/// difference of two impossible components; being this large, it is lost in no sum.
pub const IMPOSSIBLE: f64 = -1e300;

/// Joint log densities `log2(w prod p^x (1 - p)^(1 - x)) = offset + constant + sum x success + (1 - x) failure`.
#[derive(Debug)]
pub struct Density {
    pub n_components: usize,
    pub n_features: usize,
    /// The largest of the log weights.
    pub offset: f64,
    /// k, none above zero.
    pub constants: Vec<f64>,
    /// k times d logarithms of p.
    successes: Vec<f64>,
    /// k times d logarithms of 1 - p.
    failures: Vec<f64>,
}

impl Density {
    pub fn new(parameters: &Parameters) -> Self {
        let logs: Vec<f64> = parameters.weights().iter().map(|weight| weight.log2()).collect();
        let offset = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let possible = |log: f64| log.max(IMPOSSIBLE);
        let probabilities = parameters.probabilities();
        Self {
            n_components: parameters.n_components(),
            n_features: parameters.n_features(),
            offset,
            constants: logs.iter().map(|log| log - offset).collect(),
            successes: probabilities.iter().map(|p| possible(p.log2())).collect(),
            failures: probabilities
                .iter()
                .map(|p| possible((-p).ln_1p() * std::f64::consts::LOG2_E))
                .collect(),
        }
    }

    /// The logarithms of p and of 1 - p of component `j`, feature by feature.
    #[inline(always)]
    pub fn logs(&self, j: usize) -> impl Iterator<Item = (&f64, &f64)> {
        let features = j * self.n_features..(j + 1) * self.n_features;
        self.successes[features.clone()].iter().zip(&self.failures[features])
    }
}
