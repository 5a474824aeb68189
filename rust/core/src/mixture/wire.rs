//! Statistics of any mixture as bytes, for another process or machine.
//!
//! Little endian, every bit kept: the mark, the code of the shape, k, d, the fingerprint, the first row, the number of rows
//! and of subtrees, and the shift; then for each subtree its level and index (2^64 - 1 if it has no place), number of
//! samples, log-likelihood, weight, sums of responsibilities, first and second moments.

use ndarray::Array2;

use super::statistics::MixtureStatistics;
use crate::Result;
use crate::compute::{Place, Tree};
use crate::em::{LENGTH, Moments, malformed, read, sizes, write};

/// The shape of the parameters of a kind of mixture, apart from the numbers of components and features.
pub trait Shape: Copy + PartialEq + Send {
    /// The mark of the bytes of its statistics.
    const STATISTICS: [u8; 8];

    /// A number that stands for it.
    fn code(self) -> u64;

    /// The shape that a number stands for.
    fn of_code(code: u64) -> Option<Self>;

    /// The number of second moments of a component in `d` dimensions, if it does not overflow.
    fn seconds(self, d: usize) -> Option<usize>;
}

/// The mark, a code, `values`, and the bytes of Gaussians: parameters that have Gaussians among them.
pub fn extended<'a>(
    mark: [u8; 8],
    code: u64,
    values: impl ExactSizeIterator<Item = &'a f64>,
    rest: &[u8],
) -> Vec<u8> {
    let mut bytes = write(mark, [code, values.len() as u64], values);
    bytes.extend_from_slice(rest);
    bytes
}

/// The code, the values and the other bytes that [`extended`] wrote.
pub fn parted(mark: [u8; 8], bytes: &[u8]) -> std::result::Result<(u64, Vec<f64>, &[u8]), &'static str> {
    let ([code, count], values) = read::<2>(mark, bytes)?;
    let count = usize::try_from(count).ok().filter(|count| *count <= values.len()).ok_or(LENGTH)?;
    let rest = &bytes[bytes.len() - 8 * (values.len() - count)..];
    Ok((code, values.take(count).collect(), rest))
}

impl<T: Shape> MixtureStatistics<T> {
    /// Serialises every bit.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let (k, d) = self.shift.dim();
        let (nodes, [first_row, n_rows]) = self.sums.parts();
        let count = nodes.len() as u64;
        let header = [self.shape.code(), k as u64, d as u64, self.fingerprint, first_row, n_rows, count];
        let heads: Vec<[f64; 5]> = nodes
            .iter()
            .map(|(place, moments)| {
                let [level, index] = Place::to_numbers(*place).map(f64::from_bits);
                let n_samples = f64::from_bits(moments.n_samples);
                [level, index, n_samples, moments.log_likelihood, moments.weight]
            })
            .collect();
        let sums = nodes.iter().zip(&heads).flat_map(|((_, moments), head)| {
            head.iter().chain(&moments.weight_sums).chain(&moments.first).chain(&moments.second)
        });
        write(T::STATISTICS, header, self.shift.iter().chain(sums))
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`](crate::Error::InvalidArgument) if the mark, a size, a place or the length is wrong.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let malformed = |what| malformed("sufficient statistics", what);
        let (header, mut values) = read::<7>(T::STATISTICS, bytes).map_err(malformed)?;
        let [code, k, d, fingerprint, first_row, n_rows, count] = header;
        let shape = T::of_code(code).ok_or_else(|| malformed("an unknown shape"))?;
        let count = usize::try_from(count).map_err(|_| malformed(LENGTH))?;
        let each = |k: usize, d: usize| {
            k.checked_mul(shape.seconds(d)?.checked_add(d)?.checked_add(1)?)?.checked_add(5)
        };
        let length = |k: usize, d: usize| count.checked_mul(each(k, d)?)?.checked_add(k.checked_mul(d)?);
        let (k, d) = sizes(k, d, values.len(), length).map_err(malformed)?;
        let seconds = shape.seconds(d).unwrap_or_default();
        let mut take = |count: usize| values.by_ref().take(count).collect::<Vec<_>>();
        let shift = Array2::from_shape_vec((k, d), take(k * d)).map_err(|_| malformed(LENGTH))?;
        let mut node = || {
            let head = take(5);
            let [level, index, n_samples] = [head[0], head[1], head[2]].map(f64::to_bits);
            let moments = Moments {
                weight_sums: take(k),
                first: take(k * d),
                second: take(k * seconds),
                log_likelihood: head[3],
                weight: head[4],
                n_samples,
            };
            (Place::of_numbers([level, index]), moments)
        };
        let nodes = (0..count).map(|_| node()).collect();
        let sums = Tree::from_parts(nodes, [first_row, n_rows])
            .ok_or_else(|| malformed("sums that do not follow one another"))?;
        Ok(Self { shape, fingerprint, shift, sums })
    }
}
