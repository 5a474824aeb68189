//! Parameters made ready for evaluation.

use super::cholesky::packed_transpose;
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
        let mut constants: Vec<f64> = parameters
            .weights()
            .iter()
            .enumerate()
            .map(|(j, weight)| {
                let pivot = |a: usize| cholesky[j * stride + a * step];
                let log_determinant: f64 = (0..d).map(|a| pivot(a).log2()).sum();
                weight.log2() + log_determinant - log_norm
            })
            .collect();
        let offset = constants.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        for constant in &mut constants {
            *constant -= offset;
        }
        Self {
            n_components: k,
            n_features: d,
            covariance_type,
            offset,
            constants,
            means: parameters.means().iter().copied().collect(),
            factors,
            factor_stride,
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

/// The transposes of upper triangular matrices, packed, times `scale`.
fn lower_triangles(upper: &[f64], d: usize, scale: f64) -> Vec<f64> {
    upper.chunks_exact(d * d).map(|matrix| packed_transpose(matrix, d, scale)).collect::<Vec<_>>().concat()
}
