//! Weighted sums over samples about given points: what passes over the data bring back.

use super::covariance_type::CovarianceType;

/// Sums for k components in d dimensions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Moments {
    /// k sums of the responsibilities r.
    pub weight_sums: Vec<f64>,
    /// k times d sums of r (x - shift).
    pub first: Vec<f64>,
    /// k lower triangles by rows, or k diagonals, of the sums of r (x - shift) (x - shift)^T.
    pub second: Vec<f64>,
    /// The sum of the weighted natural log densities.
    pub log_likelihood: f64,
    /// The sum of the sample weights.
    pub weight: f64,
    /// The number of samples.
    pub n_samples: u64,
}

impl Moments {
    /// Of no samples.
    pub fn zeros(k: usize, d: usize, covariance_type: CovarianceType) -> Self {
        Self {
            weight_sums: vec![0.0; k],
            first: vec![0.0; k * d],
            second: vec![0.0; k * second_length(d, covariance_type)],
            ..Self::default()
        }
    }

    /// Adds the sums over other samples about the same points.
    pub fn merge(&mut self, other: &Self) {
        add(&mut self.weight_sums, &other.weight_sums);
        add(&mut self.first, &other.first);
        add(&mut self.second, &other.second);
        self.log_likelihood += other.log_likelihood;
        self.weight += other.weight;
        self.n_samples += other.n_samples;
    }
}

/// Length of one component's second moments.
pub const fn second_length(d: usize, covariance_type: CovarianceType) -> usize {
    if covariance_type.has_matrices() { d * (d + 1) / 2 } else { d }
}

fn add(sums: &mut [f64], others: &[f64]) {
    sums.iter_mut().zip(others).for_each(|(sum, other)| *sum += other);
}
