//! The distribution of the weights.

use crate::number::{digamma, ln_gamma};

/// What is known of the weights: the parameters of their distribution.
#[derive(Clone, Debug, PartialEq)]
pub enum Concentration {
    /// Of sticks that are broken one after another (a Dirichlet process, cut off): the two parameters of the beta
    /// distribution of each piece's share of what is left.
    Process(Vec<f64>, Vec<f64>),
    /// Of a Dirichlet distribution.
    Distribution(Vec<f64>),
}

impl Concentration {
    /// What components of these `masses` make of a prior of the same kind as `self`, of concentration `prior`.
    #[must_use]
    pub fn process(prior: f64, masses: &[f64]) -> Self {
        let mut after: Vec<f64> = Vec::with_capacity(masses.len());
        let mut sum = 0.0;
        for mass in masses.iter().rev() {
            after.push(prior + sum);
            sum += mass;
        }
        after.reverse();
        Self::Process(masses.iter().map(|mass| 1.0 + mass).collect(), after)
    }

    /// The same with a Dirichlet distribution.
    #[must_use]
    pub fn distribution(prior: f64, masses: &[f64]) -> Self {
        Self::Distribution(masses.iter().map(|mass| prior + mass).collect())
    }

    /// All parameters, the first of all components first.
    pub fn values(&self) -> impl Iterator<Item = &f64> {
        let (first, second) = match self {
            Self::Process(first, second) => (first, &second[..]),
            Self::Distribution(first) => (first, &[][..]),
        };
        first.iter().chain(second)
    }

    /// The number of components, k.
    #[must_use]
    pub const fn n_components(&self) -> usize {
        let (Self::Process(first, _) | Self::Distribution(first)) = self;
        first.len()
    }

    /// The expected weights, of sum 1.
    #[must_use]
    pub fn weights(&self) -> Vec<f64> {
        let mut weights: Vec<f64> = match self {
            Self::Process(first, second) => {
                let mut left = 1.0;
                let share = |(a, b): (&f64, &f64)| {
                    let weight = left * a / (a + b);
                    left *= b / (a + b);
                    weight
                };
                first.iter().zip(second).map(share).collect()
            }
            Self::Distribution(values) => values.clone(),
        };
        let sum: f64 = weights.iter().sum();
        for weight in &mut weights {
            *weight /= sum;
        }
        weights
    }

    /// The expectations of the natural logarithms of the weights (D. M. Blei and M. I. Jordan, "Variational inference for
    /// Dirichlet process mixtures", Bayesian Analysis 1, 2006; Bishop, *Pattern Recognition and Machine Learning*, 10.66).
    #[must_use]
    pub fn log_weights(&self) -> Vec<f64> {
        match self {
            Self::Process(first, second) => {
                let mut left = 0.0;
                let log = |(a, b): (&f64, &f64)| {
                    let sum = digamma(a + b);
                    let log = digamma(*a) - sum + left;
                    left += digamma(*b) - sum;
                    log
                };
                first.iter().zip(second).map(log).collect()
            }
            Self::Distribution(values) => {
                let sum = digamma(values.iter().sum());
                values.iter().map(|value| digamma(*value) - sum).collect()
            }
        }
    }

    /// The natural logarithm of the distribution's normalization.
    pub(super) fn log_norm(&self) -> f64 {
        match self {
            Self::Process(first, second) => {
                first.iter().zip(second).map(|(a, b)| ln_gamma(a + b) - ln_gamma(*a) - ln_gamma(*b)).sum()
            }
            Self::Distribution(values) => {
                ln_gamma(values.iter().sum()) - values.iter().map(|value| ln_gamma(*value)).sum::<f64>()
            }
        }
    }
}
