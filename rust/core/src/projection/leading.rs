//! The largest eigenvalue of a symmetric operator, by Lanczos' method.

use crate::Result;

/// Most directions that the operator is looked at in before the search begins anew from the best one.
const SUBSPACE: usize = 48;

/// Most searches: among eigenvalues that differ less than these can tell, any direction is as good.
const SEARCHES: usize = 20;

/// The residual, in units of the eigenvalue, at which it is found.
const RESIDUAL: f64 = 1e-13;

/// The largest eigenvalue and its unit vector among the directions of `d` dimensions that are orthogonal to those `known`.
///
/// Lanczos' method (Golub and Van Loan, *Matrix Computations*, 10.1), orthogonalized against all former directions and
/// begun anew from the best one when there are many.
///
/// # Errors
/// Those of the operator.
pub fn leading(
    d: usize,
    known: &[Vec<f64>],
    operator: impl Fn(&[f64]) -> Result<Vec<f64>>,
) -> Result<(f64, Vec<f64>)> {
    let most = SUBSPACE.min(d - known.len());
    // Each search begins elsewhere: what the ones before have left of their own start is rounding.
    let begin = (known.len() * d) as u64;
    let mut found = (0.0, within(known, &[], (begin..begin + d as u64).map(uniform).collect()));
    for _ in 0..SEARCHES {
        let mut basis = vec![found.1.clone()];
        let (mut diagonal, mut beside) = (Vec::new(), Vec::new());
        loop {
            let last = &basis[basis.len() - 1];
            let image = operator(last)?;
            diagonal.push(dot(&image, last));
            let scale = norm(&image);
            let next = orthogonal(&basis, orthogonal(known, image));
            let rest = norm(&next);
            // What is left of the image is rounding: all that the start leads to was seen.
            let ended = rest <= 8.0 * f64::EPSILON * scale || basis.len() == most;
            if ended || basis.len().is_power_of_two() {
                let (value, shares) = largest(&diagonal, &beside);
                let residual = rest * shares[shares.len() - 1].abs();
                found = (value, within(known, &[], combined(&basis, &shares)));
                if residual <= RESIDUAL * value.abs() || rest <= 8.0 * f64::EPSILON * scale {
                    return Ok(found);
                }
            }
            if ended {
                break;
            }
            beside.push(rest);
            let next = within(known, &basis, next);
            basis.push(next);
        }
    }
    Ok(found)
}

/// A unit vector of what of a direction is orthogonal to those `known` and to a basis.
fn within(known: &[Vec<f64>], basis: &[Vec<f64>], direction: Vec<f64>) -> Vec<f64> {
    let mut rest = orthogonal(basis, orthogonal(known, direction));
    let length = norm(&rest);
    for entry in &mut rest {
        *entry /= length;
    }
    rest
}

/// What of a vector is orthogonal to unit vectors that are so to one another; taken twice, for the rounding.
fn orthogonal(basis: &[Vec<f64>], mut vector: Vec<f64>) -> Vec<f64> {
    for _ in 0..2 {
        for unit in basis {
            let share = dot(&vector, unit);
            vector.iter_mut().zip(unit).for_each(|(entry, unit)| *entry -= share * unit);
        }
    }
    vector
}

fn norm(vector: &[f64]) -> f64 {
    dot(vector, vector).sqrt()
}

fn combined(basis: &[Vec<f64>], shares: &[f64]) -> Vec<f64> {
    let mut sum = vec![0.0; basis[0].len()];
    for (vector, share) in basis.iter().zip(shares) {
        sum.iter_mut().zip(vector).for_each(|(sum, entry)| *sum += share * entry);
    }
    sum
}

/// The largest eigenvalue and its unit vector of a symmetric matrix with this diagonal and these entries beside it, by
/// Jacobi's rotations (Golub and Van Loan, 8.5).
fn largest(diagonal: &[f64], beside: &[f64]) -> (f64, Vec<f64>) {
    let m = diagonal.len();
    let mut matrix = vec![0.0; m * m];
    let mut vectors = vec![0.0; m * m];
    for i in 0..m {
        matrix[i * (m + 1)] = diagonal[i];
        vectors[i * (m + 1)] = 1.0;
    }
    for (i, entry) in beside.iter().enumerate() {
        matrix[i * m + i + 1] = *entry;
        matrix[(i + 1) * m + i] = *entry;
    }
    // Each sweep squares what is left beside the diagonal.
    for _ in 0..SWEEPS {
        for (p, q) in (0..m).flat_map(|p| (p + 1..m).map(move |q| (p, q))) {
            rotate(&mut matrix, &mut vectors, m, p, q);
        }
    }
    let best = (0..m).fold(0, |best, i| if matrix[i * (m + 1)] > matrix[best * (m + 1)] { i } else { best });
    (matrix[best * (m + 1)], vectors[best * m..][..m].to_vec())
}

/// More sweeps than matrices of this size need.
const SWEEPS: usize = 10;

/// Turns the axes p and q so that the entry between them vanishes; `vectors` holds an axis a row.
fn rotate(matrix: &mut [f64], vectors: &mut [f64], m: usize, p: usize, q: usize) {
    let entry = matrix[p * m + q];
    if entry == 0.0 {
        return;
    }
    let theta = (matrix[q * (m + 1)] - matrix[p * (m + 1)]) / (2.0 * entry);
    let tangent = theta.signum() / (theta.abs() + theta.hypot(1.0));
    let cosine = 1.0 / tangent.hypot(1.0);
    let sine = tangent * cosine;
    let turn = |values: &mut [f64], at: usize, other: usize| {
        let (left, right) = (values[at], values[other]);
        values[at] = cosine * left - sine * right;
        values[other] = sine * left + cosine * right;
    };
    for i in 0..m {
        turn(matrix, i * m + p, i * m + q);
    }
    for i in 0..m {
        turn(matrix, p * m + i, q * m + i);
        turn(vectors, p * m + i, q * m + i);
    }
    (matrix[p * m + q], matrix[q * m + p]) = (0.0, 0.0);
}

/// A number from -1 to 1 that has nothing to do with any data: the finaliser of `SplitMix64`.
fn uniform(place: u64) -> f64 {
    let value = (place + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((value ^ (value >> 31)) >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
}

/// The scalar product, summed in eight parts that can be computed side by side.
pub(super) fn dot(left: &[f64], right: &[f64]) -> f64 {
    let ((left, left_rest), (right, right_rest)) = (left.as_chunks::<8>(), right.as_chunks::<8>());
    let mut parts = [0.0; 8];
    for (left, right) in left.iter().zip(right) {
        for lane in 0..8 {
            parts[lane] += left[lane] * right[lane];
        }
    }
    let rest: f64 = left_rest.iter().zip(right_rest).map(|(left, right)| left * right).sum();
    parts.iter().sum::<f64>() + rest
}
