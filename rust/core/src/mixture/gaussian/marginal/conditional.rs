//! The distributions of the values of a row: of those that are observed, and of the missing ones given these.

use crate::compute::{Lanes, exp2, log2_alike};
use crate::mixture::gaussian::cholesky::{factor, invert_lower};
use crate::mixture::gaussian::{CovarianceType, Parameters};
use crate::{Context, Error, Result};

/// The components' distributions for rows that lack the same features.
///
/// With `W S_oo W^T = 1` for the covariance `S_oo` of the observed features and `z = W (x_o - m_o)`, the density of what
/// is observed is that of z, and the missing values have the mean `m_m + G z` and the covariance `S_mm - G G^T` with
/// `G = S_mo W^T` (Bishop, *Pattern Recognition and Machine Learning*, 2.81, 2.82 and 2.98).
#[derive(Debug)]
pub struct Conditional<'a> {
    means: &'a [f64],
    /// Whether features do not depend on one another.
    diagonal: bool,
    observed: Vec<usize>,
    missing: Vec<usize>,
    /// log2 of the weight of each component over the norm of its density.
    constants: Vec<f64>,
    /// Of each component, or one for all.
    spreads: Vec<Spread>,
}

/// A covariance, taken apart.
#[derive(Debug)]
struct Spread {
    /// W, by rows; its diagonal, if it is diagonal.
    whiten: Vec<f64>,
    /// G, by rows; empty, if it is zero because W is diagonal.
    gain: Vec<f64>,
    /// `S_mm - G G^T`, by rows; its diagonal, if it is diagonal.
    rest: Vec<f64>,
}

/// The responsibilities for a row, and what they were computed from.
#[derive(Debug)]
pub struct Posterior {
    /// k responsibilities, and zeros up to a multiple of [`PAIR`].
    pub shares: Vec<f64>,
    /// The log density of what is observed, to base two.
    pub log: f64,
    /// k times d, of which each component uses as many as features are observed.
    whitened: Vec<f64>,
}

/// As many exponentials are taken at once, the same on every instruction set.
const PAIR: usize = 2;

impl Posterior {
    /// Room for `k` components in `d` dimensions.
    pub fn new(k: usize, d: usize) -> Self {
        Self { shares: vec![0.0; k.next_multiple_of(PAIR)], log: 0.0, whitened: vec![0.0; k * d] }
    }
}

impl<'a> Conditional<'a> {
    /// For rows that lack the features `missing`, in ascending order.
    ///
    /// # Errors
    /// [`Error::Cancelled`], and [`Error::InvalidArgument`] for a covariance that is not positive definite.
    pub fn new(parameters: &'a Parameters, missing: &[usize], context: Context<'_>) -> Result<Self> {
        let d = parameters.n_features();
        let observed: Vec<usize> = (0..d).filter(|feature| missing.binary_search(feature).is_err()).collect();
        let values = parameters.covariances().to_slice().unwrap_or_default();
        let diagonal = !parameters.covariance_type().has_matrices();
        let spreads: Result<Vec<Spread>> = match parameters.covariance_type() {
            CovarianceType::Full | CovarianceType::Tied => {
                let matrices = values.chunks_exact(d * d);
                matrices.map(|matrix| Spread::of_matrix(matrix, d, &observed, missing, context)).collect()
            }
            CovarianceType::Diag => {
                let rows = values.chunks_exact(d);
                rows.map(|row| Ok(Spread::of_variances(|feature| row[feature], &observed, missing))).collect()
            }
            CovarianceType::Spherical => {
                let one = |variance: f64| Spread::of_variances(|_| variance, &observed, missing);
                values.iter().map(|variance| Ok(one(*variance))).collect()
            }
        };
        let spreads = spreads?;
        let log_norm = 0.5 * observed.len() as f64 * std::f64::consts::TAU.log2();
        let step = if diagonal { 1 } else { observed.len() + 1 };
        let determinants = spreads
            .iter()
            .map(|spread| -> f64 { spread.whiten.iter().step_by(step).map(|pivot| pivot.log2()).sum() });
        let weights = parameters.weights().into_iter().zip(determinants.cycle());
        let constants = weights.map(|(weight, determinant)| weight.log2() + determinant - log_norm).collect();
        let means = parameters.means().to_slice().unwrap_or_default();
        Ok(Self { means, diagonal, observed, missing: missing.to_vec(), constants, spreads })
    }

    /// Whether a row has no value at all: its responsibilities are the weights.
    pub const fn is_blank(&self) -> bool {
        self.observed.is_empty()
    }

    /// Whether features do not depend on one another.
    pub const fn is_diagonal(&self) -> bool {
        self.diagonal
    }

    /// The number of components.
    pub const fn n_components(&self) -> usize {
        self.constants.len()
    }

    /// The features that these rows lack.
    pub fn missing(&self) -> &[usize] {
        &self.missing
    }

    /// Computes the joint log densities of a row, in the place of its responsibilities; returns the largest.
    #[inline(always)]
    pub fn log_densities(&self, row: &[f64], posterior: &mut Posterior) -> f64 {
        let (k, d) = (self.n_components(), row.len());
        let mut largest = f64::NEG_INFINITY;
        for j in 0..k {
            let whitened = &mut posterior.whitened[j * d..][..self.observed.len()];
            let square = self.whiten(j, row, whitened);
            let log = self.constants[j] - 0.5 * std::f64::consts::LOG2_E * square;
            posterior.shares[j] = log;
            largest = if log > largest { log } else { largest };
        }
        largest
    }

    /// Computes the responsibilities for a row.
    #[inline(always)]
    pub fn share(&self, row: &[f64], posterior: &mut Posterior) {
        let largest = self.log_densities(row, posterior);
        posterior.shares[self.n_components()..].fill(f64::NEG_INFINITY);
        let mut sum = 0.0;
        for pair in posterior.shares.as_chunks_mut::<PAIR>().0 {
            *pair = exp2(Lanes(*pair) - Lanes::splat(largest)).0;
            sum += pair[0] + pair[1];
        }
        posterior.shares.iter_mut().for_each(|share| *share /= sum);
        posterior.log = largest + log2_alike(Lanes::<PAIR>::splat(sum)).0[0];
    }

    /// z of component `j`, and its squared length.
    #[inline(always)]
    fn whiten(&self, j: usize, row: &[f64], whitened: &mut [f64]) -> f64 {
        let (count, d) = (self.observed.len(), row.len());
        let mean = &self.means[j * d..][..d];
        let spread = self.spread(j);
        let apart = |feature: usize| row[feature] - mean[feature];
        let mut square = 0.0;
        for a in 0..count {
            let value = if self.diagonal {
                spread.whiten[a] * apart(self.observed[a])
            } else {
                let factors = spread.whiten[a * count..=a * count + a].iter().zip(&self.observed);
                factors.map(|(factor, feature)| factor * apart(*feature)).sum()
            };
            whitened[a] = value;
            square += value * value;
        }
        square
    }

    /// The row about the mean of component `j`; where a value is missing, its mean given the others.
    #[inline(always)]
    pub fn deviations(&self, j: usize, row: &[f64], posterior: &Posterior, deviations: &mut [f64]) {
        let d = row.len();
        let mean = &self.means[j * d..][..d];
        for &feature in &self.observed {
            deviations[feature] = row[feature] - mean[feature];
        }
        for (i, &feature) in self.missing.iter().enumerate() {
            deviations[feature] = self.expected(j, i, d, posterior);
        }
    }

    /// The mean of the missing value number `i`, given the others, about the mean of component `j`.
    #[inline(always)]
    fn expected(&self, j: usize, i: usize, d: usize, posterior: &Posterior) -> f64 {
        let (gain, count) = (&self.spread(j).gain, self.observed.len());
        if self.diagonal {
            return 0.0;
        }
        let gains = gain[i * count..][..count].iter().zip(&posterior.whitened[j * d..]);
        gains.map(|(gain, whitened)| gain * whitened).sum()
    }

    /// Fills in the values of a row that are missing: their means given the others.
    #[inline(always)]
    pub fn fill(&self, posterior: &Posterior, row: &mut [f64]) {
        let d = row.len();
        for (i, &feature) in self.missing.iter().enumerate() {
            let means = (0..self.n_components()).map(|j| {
                posterior.shares[j] * (self.means[j * d + feature] + self.expected(j, i, d, posterior))
            });
            row[feature] = means.sum();
        }
    }

    /// The covariance of the missing values numbers `i` and `l` of component `j`, given the others.
    #[inline(always)]
    pub fn rest(&self, j: usize, i: usize, l: usize) -> f64 {
        let (rest, count) = (&self.spread(j).rest, self.missing.len());
        match (self.diagonal, i == l) {
            (false, _) => rest[i * count + l],
            (true, true) => rest[i],
            (true, false) => 0.0,
        }
    }

    #[inline(always)]
    fn spread(&self, j: usize) -> &Spread {
        &self.spreads[if self.spreads.len() == 1 { 0 } else { j }]
    }
}

impl Spread {
    fn of_variances(variance: impl Fn(usize) -> f64, observed: &[usize], missing: &[usize]) -> Self {
        let whiten = observed.iter().map(|feature| 1.0 / variance(*feature).sqrt()).collect();
        let rest = missing.iter().map(|feature| variance(*feature)).collect();
        Self { whiten, gain: Vec::new(), rest }
    }

    fn of_matrix(
        matrix: &[f64],
        d: usize,
        observed: &[usize],
        missing: &[usize],
        context: Context<'_>,
    ) -> Result<Self> {
        let (o, m) = (observed.len(), missing.len());
        let block = |rows: &[usize], columns: &[usize]| -> Vec<f64> {
            // Only the lower triangle is sure to be given.
            let entry = |row: usize, column: usize| matrix[row.max(column) * d + row.min(column)];
            rows.iter().flat_map(|row| columns.iter().map(move |column| entry(*row, *column))).collect()
        };
        let lower = factor(&block(observed, observed), o, |_| 0.0, context.cancellation);
        context.check()?;
        let lower = lower.map_err(|_| {
            Error::invalid("covariances", "positive definite in what is observed", "one that is not")
        })?;
        let whiten = invert_lower(&lower, o, context.cancellation);
        let across = block(missing, observed);
        let mut gain = vec![0.0; m * o];
        let mut rest = block(missing, missing);
        for i in 0..m {
            context.check()?;
            for a in 0..o {
                let products = across[i * o..=i * o + a].iter().zip(&whiten[a * o..]);
                gain[i * o + a] = products.map(|(value, factor)| value * factor).sum();
            }
            for l in 0..=i {
                let products = gain[i * o..][..o].iter().zip(&gain[l * o..][..o]);
                let explained: f64 = products.map(|(x, y)| x * y).sum();
                let left = rest[i * m + l] - explained;
                // Rounding must not make a variance negative.
                rest[i * m + l] = if i == l { left.max(0.0) } else { left };
                rest[l * m + i] = rest[i * m + l];
            }
        }
        context.check()?;
        Ok(Self { whiten, gain, rest })
    }
}
