//! Data, and the mixture written out in plain loops: the independent truth.

pub mod parameters;

use iterscope::mixture::{CovarianceType, Parameters};
use iterscope::{Cancellation, Executor, Simd};
use ndarray::{Array1, Array2, ArrayD, Dimension, IxDyn};
use proptest::prelude::*;

/// Samples, and parameters in their neighbourhood.
#[derive(Clone, Debug)]
pub struct Case {
    pub x: Array2<f64>,
    pub parameters: Parameters,
}

/// A reproducible stream of numbers that are roughly normal.
pub fn noise(seed: u64) -> impl FnMut() -> f64 {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut uniform = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    move || (0..6).map(|_| uniform() - 0.5).sum::<f64>() * std::f64::consts::SQRT_2
}

/// `n` samples around `k` centers in `d` dimensions, and a mixture with covariances of every shape.
pub fn case(seed: u64, n: usize, k: usize, d: usize, kind: CovarianceType) -> Case {
    let mut normal = noise(seed);
    let centers = Array2::from_shape_simple_fn((k, d), || 2.0 * normal());
    let x = Array2::from_shape_fn((n, d), |(i, a)| centers[(i % k, a)] + normal());
    let means = centers.mapv(|value| value + 0.3 * normal());
    let weights = Array1::from_shape_fn(k, |j| (j + 1) as f64 * 2.0 / (k * (k + 1)) as f64);
    // Strictly diagonally dominant, hence positive definite.
    let covariances = ArrayD::from_shape_fn(IxDyn(&kind.shape(k, d)), |index| {
        let last = index.ndim() - 1;
        let scale = if kind == CovarianceType::Tied { 1.0 } else { 1.0 + 0.1 * index[0] as f64 };
        if !kind.has_matrices() || index[last] == index[last - 1] {
            scale
        } else {
            let apart = index[last].abs_diff(index[last - 1]);
            scale * (-0.4_f64).powf(apart as f64) * 0.5
        }
    });
    let parameters = Parameters::new(weights.view(), means.view(), covariances.view(), kind).unwrap();
    Case { x, parameters }
}

/// Cases of all types, small and large, with sample numbers on both sides of the blocks' boundaries.
pub fn cases() -> impl Strategy<Value = Case> {
    let dimensions = prop_oneof![1..=9_usize, Just(15), Just(16), Just(23), Just(24), Just(31)];
    let kinds = proptest::sample::select(CovarianceType::ALL.to_vec());
    (any::<u64>(), 1..2600_usize, 1..6_usize, dimensions, kinds)
        .prop_map(|(seed, n, k, d, kind)| case(seed, n, k, d, kind))
}

pub fn executor(threads: usize) -> Executor {
    Executor::new(Some(threads), Simd::detect()).unwrap()
}

pub fn never() -> Cancellation {
    Cancellation::new()
}

/// Covariance of component `j` as a full matrix.
pub fn covariance(parameters: &Parameters, j: usize) -> Array2<f64> {
    let d = parameters.n_features();
    let stored = parameters.covariances();
    let lower = |a: usize, b: usize| (a.max(b), a.min(b));
    Array2::from_shape_fn((d, d), |(a, b)| {
        let (row, column) = lower(a, b);
        match parameters.covariance_type() {
            CovarianceType::Full => stored[[j, row, column]],
            CovarianceType::Tied => stored[[row, column]],
            CovarianceType::Diag if a == b => stored[[j, a]],
            CovarianceType::Spherical if a == b => stored[[j]],
            _ => 0.0,
        }
    })
}

/// `log(weight N(x; mean, covariance))` for all samples and components, by Gaussian elimination.
pub fn joint_log_densities(case: &Case) -> Array2<f64> {
    let ((n, d), k) = (case.x.dim(), case.parameters.n_components());
    let mut densities = Array2::zeros((n, k));
    for j in 0..k {
        // Elimination without pivoting is stable for positive definite matrices.
        let mut matrix = covariance(&case.parameters, j);
        let mut right =
            Array2::from_shape_fn((d, n), |(a, i)| case.x[(i, a)] - case.parameters.means()[(j, a)]);
        let mut log_determinant = 0.0;
        let mut squares = Array1::<f64>::zeros(n);
        for a in 0..d {
            let pivot = matrix[(a, a)];
            log_determinant += pivot.ln();
            for i in 0..n {
                squares[i] += right[(a, i)].powi(2) / pivot;
            }
            for b in a + 1..d {
                let factor = matrix[(b, a)] / pivot;
                for c in a..d {
                    matrix[(b, c)] -= factor * matrix[(a, c)];
                }
                for i in 0..n {
                    right[(b, i)] -= factor * right[(a, i)];
                }
            }
        }
        let log_norm = 0.5 * (d as f64 * std::f64::consts::TAU.ln() + log_determinant);
        for i in 0..n {
            densities[(i, j)] = case.parameters.weights()[j].ln() - log_norm - 0.5 * squares[i];
        }
    }
    densities
}

/// The log density of each sample, and the responsibilities.
pub fn e_step(case: &Case) -> (Array1<f64>, Array2<f64>) {
    let joint = joint_log_densities(case);
    let logs: Array1<f64> = joint
        .rows()
        .into_iter()
        .map(|row| {
            let largest = row.fold(f64::NEG_INFINITY, |largest, value| largest.max(*value));
            largest + row.iter().map(|value| (value - largest).exp()).sum::<f64>().ln()
        })
        .collect();
    let responsibilities = Array2::from_shape_fn(joint.dim(), |(i, j)| (joint[(i, j)] - logs[i]).exp());
    (logs, responsibilities)
}

/// The largest difference, relative to the largest entry of `truth` (at least one).
pub fn difference<'a>(
    values: impl IntoIterator<Item = &'a f64>,
    truth: impl IntoIterator<Item = &'a f64>,
) -> f64 {
    let (mut apart, mut scale) = (0.0_f64, 1.0_f64);
    for (value, truth) in values.into_iter().zip(truth) {
        assert!(value.is_finite(), "{value}");
        apart = apart.max((value - truth).abs());
        scale = scale.max(truth.abs());
    }
    apart / scale
}
