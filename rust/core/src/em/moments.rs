//! Weighted sums over samples about given points: what passes over the data bring back.

use crate::compute::Sums;

/// Sums for k components in d dimensions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Moments {
    /// k sums of the responsibilities r.
    pub weight_sums: Vec<f64>,
    /// k times d sums of r (x - shift).
    pub first: Vec<f64>,
    /// For each component as many sums of r (x - shift) (x - shift)^T as its emission keeps: lower triangles by
    /// rows, diagonals, or none.
    pub second: Vec<f64>,
    /// The sum of the weighted natural log densities.
    pub log_likelihood: f64,
    /// The sum of the sample weights.
    pub weight: f64,
    /// The number of samples that weigh something.
    pub n_samples: u64,
}

impl Moments {
    /// Of no samples, for `k` components with `d` first and `seconds` second moments each.
    #[must_use]
    pub fn zeros(k: usize, d: usize, seconds: usize) -> Self {
        Self {
            weight_sums: vec![0.0; k],
            first: vec![0.0; k * d],
            second: vec![0.0; k * seconds],
            ..Self::default()
        }
    }

    /// A weight that is lost in the rounding of the samples': like scikit-learn, M steps add it to each component's,
    /// so that nothing is divided by zero.
    #[must_use]
    pub fn floor(&self) -> f64 {
        10.0 * f64::EPSILON * self.weight / self.n_samples.max(1) as f64
    }

    /// The components' sums of the responsibilities, raised by the [`floor`](Self::floor).
    #[must_use]
    pub fn masses(&self) -> Vec<f64> {
        let floor = self.floor();
        self.weight_sums.iter().map(|sum| sum + floor).collect()
    }

    /// Components that no sample belongs to, up to rounding.
    #[must_use]
    pub fn empty(&self) -> Vec<usize> {
        let least = 10.0 * self.floor();
        (0..self.weight_sums.len()).filter(|&j| self.weight_sums[j] <= least).collect()
    }
}

impl Sums for Moments {
    fn add(&mut self, next: &Self) {
        add(&mut self.weight_sums, &next.weight_sums);
        add(&mut self.first, &next.first);
        add(&mut self.second, &next.second);
        self.log_likelihood += next.log_likelihood;
        self.weight += next.weight;
        self.n_samples += next.n_samples;
    }
}

fn add(sums: &mut [f64], others: &[f64]) {
    sums.iter_mut().zip(others).for_each(|(sum, other)| *sum += other);
}
