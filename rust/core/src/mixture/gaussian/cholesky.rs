//! Triangular factors of symmetric matrices, row-major and square, of which the lower triangle is read.

use crate::{Cancellation, Context, Result, Vectorized};

/// Multiplications below which waking a second thread costs more than it gains.
const SERIAL: usize = 1 << 18;

/// Runs `task` for each of `count` matrices of `d` rows; what comes of them is in order.
///
/// # Errors
/// [`Error::Cancelled`](crate::Error::Cancelled).
pub fn each<T: Vectorized<Output: Send>>(
    count: usize,
    d: usize,
    task: impl Fn(usize) -> T + Send + Sync,
    context: Context<'_>,
) -> Result<Vec<T::Output>> {
    let found = context.executor.map(count, count > 1 && count * d.pow(3) > SERIAL, |index| {
        context.check()?;
        let done = context.run(task(index));
        // What was cancelled ended before its time.
        context.check()?;
        Ok(done)
    });
    found.into_iter().collect()
}

/// Makes the upper triangular U with U U^T = the inverse of a covariance, if that is positive definite and the work is
/// not cancelled.
#[derive(Clone, Copy, Debug)]
pub struct PrecisionFactor<'a> {
    pub covariance: &'a [f64],
    pub d: usize,
    pub cancellation: &'a Cancellation,
}

impl Vectorized for PrecisionFactor<'_> {
    type Output = Option<Vec<f64>>;

    #[inline(always)]
    fn run<const LANES: usize>(self) -> Option<Vec<f64>> {
        let lower = factor(self.covariance, self.d, |_| 0.0, self.cancellation).ok()?;
        let inverse = invert_lower(&lower, self.d, self.cancellation);
        Some(transpose(&inverse, self.d, self.cancellation))
    }
}

/// Tells whether a pivot of a covariance is not above `floor(row)`.
#[derive(Clone, Copy, Debug)]
pub struct Singular<'a, F> {
    pub covariance: &'a [f64],
    pub d: usize,
    pub floor: F,
    pub cancellation: &'a Cancellation,
}

impl<F: Fn(usize) -> f64> Vectorized for Singular<'_, F> {
    type Output = bool;

    #[inline(always)]
    fn run<const LANES: usize>(self) -> bool {
        factor(self.covariance, self.d, self.floor, self.cancellation).is_err()
    }
}

/// The lower triangular L with L L^T = `matrix` (its upper triangle is zero), or the first row whose pivot
/// is not above `floor(row)`, or that was not begun when the work was cancelled.
#[inline(always)]
pub fn factor(
    matrix: &[f64],
    d: usize,
    floor: impl Fn(usize) -> f64,
    cancellation: &Cancellation,
) -> std::result::Result<Vec<f64>, usize> {
    let mut lower = vec![0.0; d * d];
    for row in 0..d {
        if cancellation.is_cancelled() {
            return Err(row);
        }
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

/// The inverse of a lower triangular matrix, lower triangular too; unfinished if the work is cancelled.
#[inline(always)]
pub fn invert_lower(lower: &[f64], d: usize, cancellation: &Cancellation) -> Vec<f64> {
    let mut inverse = vec![0.0; d * d];
    for row in 0..d {
        if cancellation.is_cancelled() {
            break;
        }
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

/// Rows and columns of a block that is moved in one go: its lines stay in the first-level cache.
const BLOCK: usize = 32;

/// Calls `visit(row, column)` for the lower triangle of a square, block by block, until the work is cancelled.
#[inline(always)]
fn each_lower(d: usize, cancellation: &Cancellation, mut visit: impl FnMut(usize, usize)) {
    for top in (0..d).step_by(BLOCK) {
        if cancellation.is_cancelled() {
            return;
        }
        for left in (0..=top).step_by(BLOCK) {
            for row in top..d.min(top + BLOCK) {
                for column in left..=row.min(left + BLOCK - 1) {
                    visit(row, column);
                }
            }
        }
    }
}

/// The transpose of a square matrix; unfinished if the work is cancelled.
#[inline(always)]
pub fn transpose(matrix: &[f64], d: usize, cancellation: &Cancellation) -> Vec<f64> {
    let mut transposed = vec![0.0; d * d];
    each_lower(d, cancellation, |row, column| {
        transposed[row * d + column] = matrix[column * d + row];
        transposed[column * d + row] = matrix[row * d + column];
    });
    transposed
}

/// Fills the symmetric `matrix` whose lower triangle, packed by rows, is `triangle` over `mass`; not to the end if the
/// work is cancelled.
pub fn unpack(triangle: &[f64], mass: f64, d: usize, matrix: &mut [f64], cancellation: &Cancellation) {
    each_lower(d, cancellation, |row, column| {
        let entry = triangle[row * (row + 1) / 2 + column] / mass;
        matrix[row * d + column] = entry;
        matrix[column * d + row] = entry;
    });
}

/// Fills `packed` by rows with the transpose of an upper triangular matrix times `scale`.
pub fn pack_transpose(upper: &[f64], d: usize, scale: f64, packed: &mut [f64]) {
    each_lower(d, &Cancellation::new(), |row, column| {
        packed[row * (row + 1) / 2 + column] = upper[column * d + row] * scale;
    });
}

/// Rows and columns in reverse order.
pub fn reverse(matrix: &[f64]) -> Vec<f64> {
    matrix.iter().rev().copied().collect()
}

/// L L^T of a lower triangular matrix; unfinished if the work is cancelled.
pub fn square(lower: &[f64], d: usize, cancellation: &Cancellation) -> Vec<f64> {
    let rows = || lower.chunks_exact(d).take_while(|_| !cancellation.is_cancelled());
    rows().flat_map(|a| lower.chunks_exact(d).map(move |b| dot(a, b))).collect()
}

/// Eight sums side by side, which the compiler keeps in registers.
#[inline(always)]
fn dot(a: &[f64], b: &[f64]) -> f64 {
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<8>(), b.as_chunks::<8>());
    let products = a
        .iter()
        .zip(b)
        .fold([0.0; 8], |sums: [f64; 8], (x, y)| std::array::from_fn(|lane| sums[lane] + x[lane] * y[lane]));
    let rest: f64 = a_rest.iter().zip(b_rest).map(|(x, y)| x * y).sum();
    products.iter().sum::<f64>() + rest
}
