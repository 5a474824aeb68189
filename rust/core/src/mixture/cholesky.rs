//! Triangular factors of symmetric matrices, row-major and square, of which the lower triangle is read.

/// The lower triangular L with L L^T = `matrix` (its upper triangle is zero), or the first row whose pivot
/// is not above `floor(row)`.
pub fn factor(matrix: &[f64], d: usize, floor: impl Fn(usize) -> f64) -> Result<Vec<f64>, usize> {
    let mut lower = vec![0.0; d * d];
    for row in 0..d {
        for column in 0..=row {
            let (above, this) = lower.split_at(row * d);
            let known: f64 = if column < row {
                dot(&this[..column], &above[column * d..column * d + column])
            } else {
                dot(&this[..row], &this[..row])
            };
            let rest = matrix[row * d + column] - known;
            lower[row * d + column] = if column < row {
                rest / lower[column * d + column]
            } else if rest > floor(row) && rest.is_finite() {
                rest.sqrt()
            } else {
                return Err(row);
            };
        }
    }
    Ok(lower)
}

/// The inverse of a lower triangular matrix, lower triangular too.
pub fn invert_lower(lower: &[f64], d: usize) -> Vec<f64> {
    let mut inverse = vec![0.0; d * d];
    for row in 0..d {
        let pivot = lower[row * d + row];
        let (above, this) = inverse.split_at_mut(row * d);
        let this = &mut this[..=row];
        for (inner, &factor) in lower[row * d..row * d + row].iter().enumerate() {
            let known = &above[inner * d..=inner * d + inner];
            for (sum, &value) in this.iter_mut().zip(known) {
                *sum -= factor * value;
            }
        }
        for value in &mut *this {
            *value /= pivot;
        }
        this[row] = 1.0 / pivot;
    }
    inverse
}

/// The transpose of a square matrix.
pub fn transpose(matrix: &[f64], d: usize) -> Vec<f64> {
    (0..d * d).map(|at| matrix[at % d * d + at / d]).collect()
}

/// Rows and columns in reverse order.
pub fn reverse(matrix: &[f64]) -> Vec<f64> {
    matrix.iter().rev().copied().collect()
}

/// L L^T of a lower triangular matrix.
pub fn square(lower: &[f64], d: usize) -> Vec<f64> {
    let row = |index: usize| &lower[index * d..(index + 1) * d];
    (0..d * d).map(|at| dot(row(at / d), row(at % d))).collect()
}

/// Eight sums side by side, which the compiler keeps in registers.
fn dot(a: &[f64], b: &[f64]) -> f64 {
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<8>(), b.as_chunks::<8>());
    let products = a
        .iter()
        .zip(b)
        .fold([0.0; 8], |sums: [f64; 8], (x, y)| std::array::from_fn(|lane| sums[lane] + x[lane] * y[lane]));
    let rest: f64 = a_rest.iter().zip(b_rest).map(|(x, y)| x * y).sum();
    products.iter().sum::<f64>() + rest
}
