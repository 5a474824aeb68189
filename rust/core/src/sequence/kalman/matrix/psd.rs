//! Factors of positive semidefinite matrices, and what is computed by them.

use ndarray::{Array1, Array2};

/// By this share of its diagonal entry a pivot may be negative for rounding.
pub const ROUNDING: f64 = 1e-11;

/// A pivot below this share of its diagonal entry is zero: after a very wide start much smaller ones say something.
const ZERO: f64 = 1e-14;

/// The unit lower triangular L and the diagonal D of L D L^T, if a symmetric matrix is positive semidefinite up to rounding.
///
/// Where a pivot is zero, so is its column of L (Golub and Van Loan, 4.2.8).
pub fn factors(matrix: &Array2<f64>) -> Option<(Array2<f64>, Array1<f64>)> {
    let n = matrix.nrows();
    let (mut lower, mut pivots) = (Array2::eye(n), Array1::zeros(n));
    for j in 0..n {
        let known: f64 = (0..j).map(|k| lower[(j, k)] * lower[(j, k)] * pivots[k]).sum();
        let pivot: f64 = matrix[(j, j)] - known;
        let size = matrix[(j, j)].abs();
        if pivot < -ROUNDING * size || !pivot.is_finite() {
            return None;
        }
        pivots[j] = if pivot > ZERO * size { pivot } else { 0.0 };
        for i in j + 1..n {
            let known: f64 = (0..j).map(|k| lower[(i, k)] * lower[(j, k)] * pivots[k]).sum();
            let rest = matrix[(i, j)] - known;
            let scale = (matrix[(i, i)] * matrix[(j, j)]).abs().sqrt();
            lower[(i, j)] = if pivots[j] > 0.0 {
                rest / pivots[j]
            } else if rest.abs() <= ROUNDING.sqrt() * scale {
                0.0
            } else {
                return None;
            };
        }
    }
    Some((lower, pivots))
}

/// The solution of `matrix x = right`; along directions that the matrix knows nothing of it is 0.
///
/// Rows that are such are told by their numbers, too.
pub fn solve(matrix: &Array2<f64>, right: &Array2<f64>) -> Option<(Array2<f64>, Vec<usize>)> {
    let n = matrix.nrows();
    let (lower, pivots) = factors(matrix)?;
    let mut solution = right.clone();
    for i in 0..n {
        for k in 0..i {
            let above = solution.row(k).to_owned();
            solution.row_mut(i).scaled_add(-lower[(i, k)], &above);
        }
    }
    for i in 0..n {
        let scale = if pivots[i] > 0.0 { 1.0 / pivots[i] } else { 0.0 };
        solution.row_mut(i).mapv_inplace(|value| value * scale);
    }
    for i in (0..n).rev() {
        for k in i + 1..n {
            let below = solution.row(k).to_owned();
            solution.row_mut(i).scaled_add(-lower[(k, i)], &below);
        }
    }
    let unknown = (0..n).filter(|&i| pivots[i] <= 0.0).collect();
    Some((solution, unknown))
}
