//! Products for what is rare: inlined wherever they stand, they would take the compiler minutes.

use super::Matrix;

/// As [`Matrix::times`].
#[inline(never)]
pub fn product<const N: usize>(left: &Matrix<N>, right: &Matrix<N>) -> Matrix<N> {
    left.times(right)
}

/// As [`Matrix::around`].
pub fn around<const N: usize>(outer: &Matrix<N>, inner: &Matrix<N>, transposed: &Matrix<N>) -> Matrix<N> {
    product(&product(outer, inner), transposed).mirrored()
}
