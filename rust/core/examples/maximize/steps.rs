//! The M step of a Gaussian mixture, four times: the same sums, written in four styles.
//!
//! Each takes the data (n, d) and the responsibilities (n, k), and returns the weights (k), the means (k, d)
//! and the covariances (k, d, d):
//!
//! ```text
//! N_k     = sum_n r_nk
//! weight  = N_k / sum_k N_k
//! mean    = sum_n r_nk x_n / N_k
//! cov     = sum_n r_nk (x_n - mean) (x_n - mean)^T / N_k
//! ```
#![allow(clippy::needless_pass_by_value, reason = "array views are passed by value")]

use ndarray::{Array1, Array2, Array3, ArrayView1, ArrayView2, ArrayViewMut2, Axis};
use rayon::prelude::*;

/// Weights, means and covariances.
pub type Parameters = (Array1<f64>, Array2<f64>, Array3<f64>);

/// With indices, as one would in C: every access is written out, and checked.
pub fn indexed(data: ArrayView2<'_, f64>, responsibilities: ArrayView2<'_, f64>) -> Parameters {
    let ((n, d), k) = (data.dim(), responsibilities.ncols());
    let mut masses = Array1::zeros(k);
    let mut means = Array2::zeros((k, d));
    let mut covariances = Array3::zeros((k, d, d));
    for j in 0..k {
        for i in 0..n {
            masses[j] += responsibilities[(i, j)];
            for a in 0..d {
                means[(j, a)] += responsibilities[(i, j)] * data[(i, a)];
            }
        }
        for a in 0..d {
            means[(j, a)] /= masses[j];
        }
        for i in 0..n {
            for a in 0..d {
                for b in 0..d {
                    covariances[(j, a, b)] += responsibilities[(i, j)]
                        * (data[(i, a)] - means[(j, a)])
                        * (data[(i, b)] - means[(j, b)]);
                }
            }
        }
        for a in 0..d {
            for b in 0..d {
                covariances[(j, a, b)] /= masses[j];
            }
        }
    }
    let total: f64 = masses.sum();
    (masses / total, means, covariances)
}

/// With iterators: components, samples and features come by themselves, and no index can be wrong.
pub fn iterators(data: ArrayView2<'_, f64>, responsibilities: ArrayView2<'_, f64>) -> Parameters {
    let (d, k) = (data.ncols(), responsibilities.ncols());
    let mut masses = Array1::zeros(k);
    let mut means = Array2::zeros((k, d));
    let mut covariances = Array3::zeros((k, d, d));
    let components = responsibilities.columns().into_iter().zip(&mut masses);
    let results = means.rows_mut().into_iter().zip(covariances.outer_iter_mut());
    for ((weights, mass), (mut mean, mut covariance)) in components.zip(results) {
        for (sample, weight) in data.rows().into_iter().zip(weights) {
            *mass += weight;
            mean.scaled_add(*weight, &sample);
        }
        mean /= *mass;
        for (sample, weight) in data.rows().into_iter().zip(weights) {
            add_outer(&mut covariance, *weight, sample, mean.view());
        }
        covariance /= *mass;
    }
    let total: f64 = masses.sum();
    (masses / total, means, covariances)
}

/// In functional style: each quantity is an expression of the ones before.
pub fn functional(data: ArrayView2<'_, f64>, responsibilities: ArrayView2<'_, f64>) -> Parameters {
    let masses = responsibilities.sum_axis(Axis(0));
    let means = responsibilities.t().dot(&data) / masses.view().insert_axis(Axis(1));
    let scatter = |(weights, mean): (ArrayView1<'_, f64>, ArrayView1<'_, f64>)| {
        let centred = &data - &mean;
        let weighted = &centred * &weights.insert_axis(Axis(1));
        weighted.t().dot(&centred)
    };
    let components = responsibilities.columns().into_iter().zip(means.rows());
    let covariances = stack(components.map(scatter).collect(), &masses);
    let total = masses.sum();
    (masses / total, means, covariances)
}

/// As `functional`, with the components on all processors: one adapter more.
pub fn parallel(data: ArrayView2<'_, f64>, responsibilities: ArrayView2<'_, f64>) -> Parameters {
    let masses = responsibilities.sum_axis(Axis(0));
    let means = responsibilities.t().dot(&data) / masses.view().insert_axis(Axis(1));
    let scatter = |j: usize| {
        let centred = &data - &means.row(j);
        let weighted = &centred * &responsibilities.column(j).insert_axis(Axis(1));
        weighted.t().dot(&centred)
    };
    let covariances = stack((0..masses.len()).into_par_iter().map(scatter).collect(), &masses);
    let total = masses.sum();
    (masses / total, means, covariances)
}

/// Adds weight (x - mean) (x - mean)^T.
fn add_outer(
    sum: &mut ArrayViewMut2<'_, f64>,
    weight: f64,
    sample: ArrayView1<'_, f64>,
    mean: ArrayView1<'_, f64>,
) {
    for ((mut row, x), m) in sum.rows_mut().into_iter().zip(sample).zip(mean) {
        let factor = weight * (x - m);
        row.iter_mut().zip(sample).zip(mean).for_each(|((entry, y), l)| *entry += factor * (y - l));
    }
}

/// One array of matrices, each divided by its mass.
fn stack(matrices: Vec<Array2<f64>>, masses: &Array1<f64>) -> Array3<f64> {
    let d = matrices.first().map_or(0, Array2::nrows);
    Array3::from_shape_fn((matrices.len(), d, d), |(j, a, b)| matrices[j][(a, b)] / masses[j])
}
