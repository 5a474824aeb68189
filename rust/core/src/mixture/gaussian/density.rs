//! Parameters made ready for evaluation.

use super::cholesky::pack_transpose;
use super::covariance_type::CovarianceType;
use super::parameters::Parameters;

/// Joint log densities `log2(w N(x; mean, covariance)) = offset + constant - |z|²` with `z = factor (x - mean)`.
///
/// The factors carry sqrt(log2(e) / 2), so that the natural exponential becomes a power of two, and `offset`
/// is the largest of the constants, so that no power overflows, whatever the scale of the data.
#[derive(Debug)]
pub struct Density {
    pub n_components: usize,
    pub n_features: usize,
    pub covariance_type: CovarianceType,
    pub offset: f64,
    /// k, none above zero.
    pub constants: Vec<f64>,
    /// k times d.
    pub means: Vec<f64>,
    factors: Vec<f64>,
    factor_stride: usize,
}

impl Density {
    pub fn new(parameters: &Parameters) -> Self {
        Self::weighted(parameters, |j| parameters.weights()[j].log2())
    }

    /// With the logarithms to base two that `log_weight` has for the components, in place of those of their weights.
    pub fn weighted(parameters: &Parameters, log_weight: impl Fn(usize) -> f64) -> Self {
        let (k, d) = (parameters.n_components(), parameters.n_features());
        let covariance_type = parameters.covariance_type();
        let cholesky = parameters.precisions_cholesky();
        let cholesky = cholesky.as_slice().unwrap_or_default();
        let scale = (std::f64::consts::LOG2_E / 2.0).sqrt();
        let scaled = |factor: &f64| factor * scale;
        let repeated = |factor: &f64| std::iter::repeat_n(factor * scale, d);
        // The distance of the components' factors, in `cholesky` and in what is made of it.
        let (factors, stride, factor_stride) = match covariance_type {
            CovarianceType::Full => (lower_triangles(cholesky, d, scale), d * d, d * (d + 1) / 2),
            CovarianceType::Tied => (lower_triangles(cholesky, d, scale), 0, 0),
            CovarianceType::Diag => (cholesky.iter().map(scaled).collect(), d, d),
            CovarianceType::Spherical => (cholesky.iter().flat_map(repeated).collect(), 1, d),
        };
        let step = match covariance_type {
            CovarianceType::Full | CovarianceType::Tied => d + 1,
            CovarianceType::Diag => 1,
            CovarianceType::Spherical => 0,
        };
        let log_norm = 0.5 * d as f64 * std::f64::consts::TAU.log2();
        let constants = (0..k).map(|j| {
            let pivot = |a: usize| cholesky[j * stride + a * step];
            let log_determinant: f64 = (0..d).map(|a| pivot(a).log2()).sum();
            log_weight(j) + log_determinant - log_norm
        });
        let (offset, constants) = below_largest(constants.collect());
        let means = parameters.means().iter().copied().collect();
        Self {
            n_components: k,
            n_features: d,
            covariance_type,
            offset,
            constants,
            means,
            factors,
            factor_stride,
        }
    }

    /// Of the last feature given the others: `log2 density = offset + constant - z²` with `z = row (x - mean)`, where
    /// `log_scales` (k) are the logarithms to base two of what the densities are to be multiplied by and `rows` (k, d),
    /// before their scale, have the inverse deviations last.
    pub fn conditional(log_scales: Vec<f64>, means: Vec<f64>, rows: &[f64]) -> Self {
        let (k, scale) = (log_scales.len(), (std::f64::consts::LOG2_E / 2.0).sqrt());
        let d = rows.len() / k;
        let length = CovarianceType::Full.second_length(d);
        let mut factors = vec![0.0; k * length];
        for (factor, row) in factors.chunks_exact_mut(length).zip(rows.chunks_exact(d)) {
            factor[length - d..].iter_mut().zip(row).for_each(|(slot, value)| *slot = value * scale);
        }
        let (offset, constants) = below_largest(log_scales);
        Self {
            n_components: k,
            n_features: d,
            covariance_type: CovarianceType::Full,
            offset,
            constants,
            means,
            factors,
            factor_stride: length,
        }
    }

    /// The lower triangle by rows, or the diagonal, of component `j`'s scaled factor.
    pub fn factor(&self, j: usize) -> &[f64] {
        let length = self.covariance_type.second_length(self.n_features);
        &self.factors[j * self.factor_stride..][..length]
    }

    /// The mean of component `j`.
    pub fn mean(&self, j: usize) -> &[f64] {
        &self.means[j * self.n_features..][..self.n_features]
    }
}

/// The largest of these, and what they fall short of it.
pub fn below_largest(mut constants: Vec<f64>) -> (f64, Vec<f64>) {
    let offset = constants.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    for constant in &mut constants {
        *constant -= offset;
    }
    (offset, constants)
}

/// The transposes of upper triangular matrices, packed, times `scale`.
fn lower_triangles(upper: &[f64], d: usize, scale: f64) -> Vec<f64> {
    let length = d * (d + 1) / 2;
    let mut packed = vec![0.0; upper.len() / (d * d) * length];
    for (matrix, triangle) in upper.chunks_exact(d * d).zip(packed.chunks_exact_mut(length)) {
        pack_transpose(matrix, d, scale, triangle);
    }
    packed
}
