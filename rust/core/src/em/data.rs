//! The data, checked once at the entrance.

use std::ops::Range;

use ndarray::{ArrayView1, ArrayView2};

use crate::compute::ROW_BLOCK;
use crate::{Error, Result};

/// Samples of shape (n, d), of either precision; single ones are made double a few rows at a time.
#[derive(Clone, Copy, Debug)]
pub enum Samples<'a> {
    /// Of doubles.
    Double(ArrayView2<'a, f64>),
    /// Of single precision.
    Single(ArrayView2<'a, f32>),
}

impl<'a> From<ArrayView2<'a, f64>> for Samples<'a> {
    fn from(samples: ArrayView2<'a, f64>) -> Self {
        Self::Double(samples)
    }
}

impl<'a> From<ArrayView2<'a, f32>> for Samples<'a> {
    fn from(samples: ArrayView2<'a, f32>) -> Self {
        Self::Single(samples)
    }
}

#[derive(Clone, Copy, Debug)]
enum Values<'a> {
    Double(&'a [f64]),
    Single(&'a [f32]),
}

/// Rows of numbers in memory order, with or without weights.
#[derive(Clone, Copy, Debug)]
pub struct Data<'a> {
    values: Values<'a>,
    weights: Option<&'a [f64]>,
    lengths: Option<&'a [i64]>,
    count: usize,
    n_features: usize,
    first_row: u64,
}

impl<'a> Data<'a> {
    /// Samples `x` of shape (n, d), and their weights, all one if there are none.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] if `x` has no columns or is not in row-major order, if the weights are not n
    /// finite numbers of at least zero.
    pub fn new(x: impl Into<Samples<'a>>, weights: Option<ArrayView1<'a, f64>>) -> Result<Self> {
        let x = x.into();
        let (n_samples, n_features) = match x {
            Samples::Double(x) => x.dim(),
            Samples::Single(x) => x.dim(),
        };
        if n_features == 0 {
            return Err(Error::invalid("X", "of at least one column", format!("shape ({n_samples}, 0)")));
        }
        let values = match x {
            Samples::Double(x) => x.to_slice().map(Values::Double),
            Samples::Single(x) => x.to_slice().map(Values::Single),
        };
        let values = values.ok_or_else(|| Error::invalid("X", "in row-major order", "another layout"))?;
        let weights = match weights {
            Some(weights) => Some(check_weights(weights, n_samples)?),
            None => None,
        };
        Ok(Self { values, weights, lengths: None, count: n_samples, n_features, first_row: 0 })
    }

    /// These, as a part of more samples, of which the first here is number `first_row`.
    ///
    /// Statistics of parts that are merged in order have the bits of those of the whole.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] unless it is a multiple of [`ROW_BLOCK`], below 2^52.
    pub fn from_row(self, first_row: u64) -> Result<Self> {
        if !first_row.is_multiple_of(ROW_BLOCK as u64) || first_row >= 1 << 52 {
            let expected = format!("a multiple of {ROW_BLOCK} below 2^52");
            return Err(Error::invalid("first_row", expected, first_row));
        }
        Ok(Self { first_row, ..self })
    }

    /// These, as sequences of so many rows, one after the other; without lengths all rows are one.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] unless all are at least 1 and sum to the number of rows, and the rows of a sequence
    /// weigh the same.
    pub fn of_lengths(self, lengths: Option<ArrayView1<'a, i64>>) -> Result<Self> {
        let lengths = match lengths {
            Some(lengths) => Some(
                lengths
                    .to_slice()
                    .ok_or_else(|| Error::invalid("lengths", "contiguous", "a strided view"))?,
            ),
            None => None,
        };
        let all = lengths.unwrap_or_default();
        if let Some(length) = all.iter().find(|length| **length < 1) {
            return Err(Error::invalid("lengths", "at least 1", length));
        }
        let total =
            all.iter().try_fold(0_usize, |sum, length| sum.checked_add(usize::try_from(*length).ok()?));
        if lengths.is_some() && total != Some(self.count) {
            let value = total.map_or_else(|| "a sum that overflows".to_owned(), |sum| sum.to_string());
            return Err(Error::invalid(
                "lengths",
                format!("of the sum {}, as X has rows", self.count),
                value,
            ));
        }
        let data = Self { lengths, ..self };
        let uneven = |rows: &Range<usize>| {
            let weights = data.weights(rows.clone()).unwrap_or_default();
            weights.iter().any(|weight| *weight != weights[0])
        };
        match data.sequences().find(uneven) {
            Some(rows) => {
                let expected = "the same in all rows of a sequence";
                Err(Error::invalid(
                    "sample_weight",
                    expected,
                    format!("others in rows {} to {}", rows.start, rows.end - 1),
                ))
            }
            None => Ok(data),
        }
    }

    /// These, of which each weighs one.
    #[must_use]
    pub const fn of_even_weights(self) -> Self {
        Self { weights: None, ..self }
    }

    /// The rows of each sequence.
    pub(crate) fn sequences(&self) -> impl Iterator<Item = Range<usize>> + use<'a> {
        let whole = self.lengths.is_none() && self.count > 0;
        let lengths =
            self.lengths.unwrap_or_default().iter().filter_map(|length| usize::try_from(*length).ok());
        let mut start = 0;
        lengths.chain(whole.then_some(self.count)).map(move |length| {
            start += length;
            start - length..start
        })
    }

    /// The number of the first sample among more, of which these are a part.
    #[must_use]
    pub const fn first_row(&self) -> u64 {
        self.first_row
    }

    /// These, for parameters of `n_features`.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] if they have more or fewer columns.
    pub fn of_features(self, n_features: usize) -> Result<Self> {
        if self.n_features != n_features {
            let expected = format!("of {n_features} columns, as the parameters are");
            return Err(Error::invalid("X", expected, format!("{} columns", self.n_features)));
        }
        Ok(self)
    }

    /// The number of samples, n.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.count
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The number of features, d.
    #[must_use]
    pub const fn n_features(&self) -> usize {
        self.n_features
    }

    /// The values of some rows; in `buffer`, unless they are in memory already.
    #[inline(always)]
    pub(crate) fn rows<'b>(&self, rows: Range<usize>, buffer: &'b mut Vec<f64>) -> &'b [f64]
    where
        'a: 'b,
    {
        let range = rows.start * self.n_features..rows.end * self.n_features;
        match self.values {
            Values::Double(values) => &values[range],
            Values::Single(values) => {
                buffer.clear();
                buffer.extend(values[range].iter().map(|value| f64::from(*value)));
                buffer
            }
        }
    }

    /// The memory of some rows that will be asked for, if they can be fetched ahead.
    #[inline(always)]
    pub(crate) fn ahead(&self, rows: Range<usize>) -> &'a [f64] {
        match self.values {
            Values::Double(values) => &values[rows.start * self.n_features..rows.end * self.n_features],
            Values::Single(_) => &[],
        }
    }

    /// The first value that is `refused`, after its row and column.
    pub(crate) fn find(&self, refused: impl Fn(f64) -> bool) -> Option<(usize, usize, f64)> {
        let (at, value) = match self.values {
            Values::Double(values) => {
                let at = values.iter().position(|value| refused(*value))?;
                (at, values[at])
            }
            Values::Single(values) => {
                let at = values.iter().position(|value| refused(f64::from(*value)))?;
                (at, f64::from(values[at]))
            }
        };
        Some((at / self.n_features, at % self.n_features, value))
    }

    /// The weights of some rows.
    #[inline(always)]
    pub(crate) fn weights(&self, rows: Range<usize>) -> Option<&'a [f64]> {
        self.weights.map(|weights| &weights[rows])
    }

    /// The sum of the weights of some rows.
    pub(crate) fn weight(&self, rows: Range<usize>) -> f64 {
        match self.weights {
            Some(weights) => weights[rows].iter().sum(),
            None => rows.len() as f64,
        }
    }

    /// The number of those among some rows that weigh something.
    pub(crate) fn count(&self, rows: Range<usize>) -> usize {
        match self.weights {
            Some(weights) => weights[rows].iter().filter(|weight| **weight > 0.0).count(),
            None => rows.len(),
        }
    }

    /// Why a sum over the samples came out infinite or NaN.
    pub(crate) fn explain_overflow(&self) -> Error {
        if let Some((row, column, value)) = self.find(|value| !value.is_finite()) {
            let value = if value.is_nan() { "NaN" } else { "infinity" };
            return Error::invalid("X", "finite", format!("{value} (first at row {row}, column {column})"));
        }
        let largest = match self.values {
            Values::Double(values) => values.iter().fold(0.0, |largest: f64, value| largest.max(value.abs())),
            Values::Single(values) => {
                values.iter().fold(0.0, |largest: f32, value| largest.max(value.abs())).into()
            }
        };
        let expected = "of a scale at which squared distances are finite";
        Error::invalid("X", expected, format!("values up to {largest:e}"))
    }
}

fn check_weights(weights: ArrayView1<'_, f64>, n_samples: usize) -> Result<&[f64]> {
    if weights.len() != n_samples {
        let expected = format!("of shape ({n_samples},), as X has rows");
        return Err(Error::invalid("sample_weight", expected, format!("({},)", weights.len())));
    }
    let weights =
        weights.to_slice().ok_or_else(|| Error::invalid("sample_weight", "contiguous", "a strided view"))?;
    match weights.iter().position(|weight| !(weight.is_finite() && *weight >= 0.0)) {
        Some(row) => {
            let value = format!("{} in row {row}", weights[row]);
            Err(Error::invalid("sample_weight", "finite and not negative", value))
        }
        None => Ok(weights),
    }
}
