//! Vectors and square matrices of a size that the compiler knows: what is smaller is padded with zeros.

pub mod psd;
pub mod rare;
pub mod size;

use crate::compute::Lanes;

/// `N` doubles.
pub type Vector<const N: usize> = Lanes<N>;

/// `N` rows of as many doubles.
#[derive(Clone, Copy, Debug)]
pub struct Matrix<const N: usize>(pub [Vector<N>; N]);

/// The scalar product.
#[inline(always)]
pub fn dot<const N: usize>(left: Vector<N>, right: Vector<N>) -> f64 {
    (left * right).sum()
}

impl<const N: usize> Matrix<N> {
    pub const ZERO: Self = Self([Lanes::splat(0.0); N]);

    /// From the first rows and columns, row by row.
    pub fn padded(values: &[f64], n: usize) -> Self {
        let mut padded = Self::ZERO;
        for (row, given) in padded.0.iter_mut().zip(values.chunks_exact(n)) {
            row.0[..n].copy_from_slice(given);
        }
        padded
    }

    /// The first n rows and columns, row by row.
    pub fn values(&self, n: usize) -> impl Iterator<Item = &f64> {
        self.0[..n].iter().flat_map(move |row| &row.0[..n])
    }

    /// Whether both have the same values.
    #[inline(always)]
    pub fn equals(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).all(|(row, other)| row.0 == other.0)
    }

    /// Whether it is another covariance but for this share of the standard deviations.
    #[inline(always)]
    pub fn resembles(&self, other: &Self, share: f64) -> bool {
        let deviations: Vector<N> = Lanes::each(|i| self.0[i].0[i].abs().sqrt());
        (0..N).all(|i| {
            let limits = deviations * Lanes::splat(share * deviations.0[i]);
            (0..N).all(|j| (self.0[i].0[j] - other.0[i].0[j]).abs() <= limits.0[j])
        })
    }

    /// The transpose times a vector: the sum of the rows, each times an entry. Of a symmetric matrix the product.
    #[inline(always)]
    pub fn combined(&self, entries: Vector<N>) -> Vector<N> {
        let term = |i: usize| self.0[i] * Lanes::splat(entries.0[i]);
        if N < 4 {
            return (1..N).fold(term(0), |sum, i| sum + term(i));
        }
        // Four sums at once, none of which waits for another.
        let mut sums = [term(0), term(1), term(2), term(3)];
        for i in 4..N {
            sums[i % 4] += term(i);
        }
        (sums[0] + sums[1]) + (sums[2] + sums[3])
    }

    #[inline(always)]
    pub fn times(&self, right: &Self) -> Self {
        let mut product = Self::ZERO;
        for (row, left) in product.0.iter_mut().zip(&self.0) {
            *row = right.combined(*left);
        }
        product
    }

    #[inline(always)]
    pub fn transposed(&self) -> Self {
        let mut transposed = Self::ZERO;
        for (i, row) in self.0.iter().enumerate() {
            for j in 0..N {
                transposed.0[j].0[i] = row.0[j];
            }
        }
        transposed
    }

    /// The lower triangle, and what it says of the upper one.
    #[inline(always)]
    pub fn mirrored(mut self) -> Self {
        for i in 0..N {
            for j in 0..i {
                self.0[j].0[i] = self.0[i].0[j];
            }
        }
        self
    }

    /// `self * inner * transposed self` of a symmetric matrix, given the transpose, too.
    #[inline(always)]
    pub fn around(&self, inner: &Self, transposed: &Self) -> Self {
        self.times(inner).times(transposed).mirrored()
    }

    /// Adds the product of a column and a row.
    #[inline(always)]
    pub fn add_outer(&mut self, column: Vector<N>, row: Vector<N>) {
        for (sum, entry) in self.0.iter_mut().zip(column.0) {
            *sum += Lanes::splat(entry) * row;
        }
    }

    /// Adds a multiple of a matrix.
    #[inline(always)]
    pub fn add_scaled(&mut self, factor: f64, other: &Self) {
        for (sum, row) in self.0.iter_mut().zip(&other.0) {
            *sum += Lanes::splat(factor) * *row;
        }
    }

    #[inline(always)]
    pub fn minus(mut self, other: &Self) -> Self {
        for (row, other) in self.0.iter_mut().zip(&other.0) {
            *row = *row - *other;
        }
        self
    }
}
