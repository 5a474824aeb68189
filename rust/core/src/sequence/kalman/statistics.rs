//! The statistics of a linear dynamical system: expected sums over sequences, gathered by its E step.

use std::borrow::Cow;

use ndarray::Array2;

use super::parameters::LinearSystem;
use crate::compute::{Place, ROW_BLOCK, Sums, Tree};
use crate::em::{LENGTH, Statistics, malformed, read, write};
use crate::{Error, Result};

/// Expected sums over sequences about what the parameters predict, with e = y - H x and w = x' - F x.
#[derive(Clone, Debug, PartialEq)]
pub struct KalmanSums {
    n: usize,
    p: usize,
    values: Vec<f64>,
}

/// The single numbers, which come first.
#[derive(Clone, Copy, Debug)]
pub enum Total {
    /// The weighted sum of the rows' log densities.
    LogLikelihood,
    /// Weighted numbers of rows, of those among them that another one follows, and of sequences.
    Rows,
    Moves,
    Sequences,
}

const TOTALS: usize = 4;

/// The matrices that follow.
#[derive(Clone, Copy, Debug)]
pub enum Part {
    /// Sum of w w' (n, n), of w x' (n, n) and of x x' (n, n) over rows that others follow.
    Pushes,
    Moved,
    Movers,
    /// Sum of e e' (p, p), of e x' (p, n) and of x x' (n, n) over all rows.
    Errors,
    Seen,
    States,
    /// Sum of x - m (1, n) and of its square (n, n) over first rows.
    Start,
    Starts,
}

impl KalmanSums {
    pub fn new(n: usize, p: usize) -> Self {
        Self { n, p, values: vec![0.0; TOTALS + 5 * n * n + p * p + p * n + n] }
    }

    pub fn total(&mut self, total: Total) -> &mut f64 {
        &mut self.values[total as usize]
    }

    pub fn get(&self, total: Total) -> f64 {
        self.values[total as usize]
    }

    /// Where a part is, and its rows and columns.
    fn place(&self, part: Part) -> (usize, usize, usize) {
        let (n, p) = (self.n, self.p);
        let sizes = [(n, n), (n, n), (n, n), (p, p), (p, n), (n, n), (1, n), (n, n)];
        let before = sizes[..part as usize].iter().map(|(rows, columns)| rows * columns).sum::<usize>();
        let (rows, columns) = sizes[part as usize];
        (TOTALS + before, rows, columns)
    }

    pub fn part(&mut self, part: Part) -> &mut [f64] {
        let (start, rows, columns) = self.place(part);
        &mut self.values[start..][..rows * columns]
    }

    pub fn matrix(&self, part: Part) -> Array2<f64> {
        let (start, rows, columns) = self.place(part);
        Array2::from_shape_fn((rows, columns), |(i, j)| self.values[start + i * columns + j])
    }

    /// All of them times the weight of a sequence.
    pub fn scale(&mut self, weight: f64) {
        self.values.iter_mut().for_each(|value| *value *= weight);
    }

    pub fn are_finite(&self) -> bool {
        self.values.iter().all(|value| value.is_finite())
    }
}

impl Sums for KalmanSums {
    fn add(&mut self, next: &Self) {
        self.values.iter_mut().zip(&next.values).for_each(|(sum, other)| *sum += other);
    }
}

/// Expected sums over sequences, with the parameters whose E step made them. They merge by addition.
#[derive(Clone, Debug, PartialEq)]
pub struct KalmanStatistics {
    pub(super) system: LinearSystem,
    pub(super) sums: Tree<KalmanSums>,
}

impl KalmanStatistics {
    /// Appends the statistics of the sequences that follow.
    ///
    /// Parts of as many sequences, a power of two, have the bits of the whole then.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] unless both were made with the same parameters.
    pub fn merge(&mut self, next: &Self) -> Result<()> {
        if self.system != next.system {
            return Err(Error::invalid("statistics", "of the same parameters to be added", "others"));
        }
        self.sums.append(&next.sums);
        Ok(())
    }

    fn total(&self, total: Total) -> f64 {
        self.sums.sum(|sums| sums.get(total))
    }

    /// The sums over all sequences.
    pub(super) fn all(&self) -> Cow<'_, KalmanSums> {
        self.sums.total()
    }

    /// The parameters whose E step made them.
    #[must_use]
    pub const fn system(&self) -> &LinearSystem {
        &self.system
    }

    /// The weighted sum of the rows' natural log densities.
    #[must_use]
    pub fn log_likelihood(&self) -> f64 {
        self.total(Total::LogLikelihood)
    }

    /// The weighted number of rows.
    #[must_use]
    pub fn weight(&self) -> f64 {
        self.total(Total::Rows)
    }

    /// The number of sequences.
    #[must_use]
    pub fn n_sequences(&self) -> u64 {
        let (_, [_, rows]) = self.sums.parts();
        rows / ROW_BLOCK as u64
    }
}

impl KalmanStatistics {
    /// Serialises every bit, little endian: a mark, the length of the parameters' bytes, the first row, the numbers of rows
    /// and of subtrees; the parameters; then for each subtree its level and index (2^64 - 1 if it has no place) and its sums.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let system = self.system.to_bytes();
        let (nodes, [first_row, n_rows]) = self.sums.parts();
        let header = [system.len() as u64, first_row, n_rows, nodes.len() as u64];
        let places: Vec<[f64; 2]> =
            nodes.iter().map(|(place, _)| Place::to_numbers(*place).map(f64::from_bits)).collect();
        let values =
            nodes.iter().zip(&places).flat_map(|((_, sums), place)| place.iter().chain(&sums.values));
        let mut bytes = write(MARK, header, values);
        let sums = bytes.split_off(MARK.len() + 8 * header.len());
        bytes.extend(system);
        bytes.extend(sums);
        bytes
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] if a mark, a size, a place or the length is wrong.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let malformed = |what| malformed("statistics of a linear system", what);
        let ([length, first_row, n_rows, count], _) = read::<4>(MARK, bytes).map_err(malformed)?;
        let rest = &bytes[MARK.len() + 8 * 4..];
        let length = usize::try_from(length).ok().filter(|length| *length <= rest.len());
        let (system, sums) = rest.split_at(length.ok_or_else(|| malformed(LENGTH))?);
        let system = LinearSystem::from_bytes(system)?;
        let empty = KalmanSums::new(system.n_states(), system.n_features());
        let (words, []) = sums.as_chunks::<8>() else { return Err(malformed(LENGTH)) };
        let each = empty.values.len() + 2;
        if usize::try_from(count).ok().and_then(|count| count.checked_mul(each)) != Some(words.len()) {
            return Err(malformed(LENGTH));
        }
        let nodes = words.chunks_exact(each).map(|words| {
            let place = Place::of_numbers([words[0], words[1]].map(u64::from_le_bytes));
            let values = words[2..].iter().map(|word| f64::from_le_bytes(*word)).collect();
            (place, KalmanSums { values, ..empty })
        });
        let sums = Tree::from_parts(nodes.collect(), [first_row, n_rows])
            .ok_or_else(|| malformed("sums that do not follow one another"))?;
        Ok(Self { system, sums })
    }
}

/// The mark of statistics as bytes.
const MARK: [u8; 8] = *b"iterKS\0\x01";

impl Statistics for KalmanStatistics {
    fn merge(&mut self, next: &Self) -> Result<()> {
        self.merge(next)
    }

    fn log_likelihood(&self) -> f64 {
        self.log_likelihood()
    }

    fn weight(&self) -> f64 {
        self.weight()
    }
}
