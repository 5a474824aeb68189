//! The trait of distributions of a feature.

use std::f64::consts::LOG2_E;
use std::fmt::Debug;

use ndarray::{ArrayView1, ArrayView2};

use crate::em::{Data, Emission};
use crate::error::short;
use crate::mixture::wire::Shape;
use crate::{Error, Result};

/// The logarithm of probability 0. Being finite, it makes no NaN, neither times an absent success nor in the
/// difference of two impossible components; being this large, it is lost in no sum.
pub const IMPOSSIBLE: f64 = -1e290;

/// The logarithm to base two of a probability or a rate, that of 0 being finite.
pub fn possible(value: f64) -> f64 {
    value.log2().max(IMPOSSIBLE)
}

/// The largest of the logarithms to base two of the weights, each with what is `added` to that of its component, and
/// their distances from it.
pub fn constants(
    weights: ArrayView1<'_, f64>,
    table: ArrayView2<'_, f64>,
    added: impl Fn(ArrayView1<'_, f64>) -> f64,
) -> (f64, Vec<f64>) {
    let components = weights.iter().zip(table.rows());
    let logs: Vec<f64> = components.map(|(weight, row)| weight.log2() + added(row) * LOG2_E).collect();
    let offset = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    (offset, logs.iter().map(|log| log - offset).collect())
}

/// The least value of a parameter, and the least distance of a probability from 1. At zero a parameter may become 0,
/// which no later step can change.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Floor(pub f64);

/// A distribution that each feature of a row has under a component, each with parameters of its own.
///
/// The table of parameters has a row a component and the same number of columns for each feature. The sums that the M step
/// needs are of the same shape.
pub trait Family: Shape + Debug + Sync + 'static {
    /// The name of its mixtures.
    const KIND: &'static str;

    /// The name of the hidden Markov models with these emissions.
    const CHAIN: &'static str;

    /// The name of the table.
    const TABLE: &'static str;

    /// The mark of the bytes of its parameters.
    const PARAMETERS: [u8; 8];

    /// Its mixture, made ready for evaluation.
    type Density: Emission + 'static;

    /// The number of columns of the table for `d` features.
    fn columns(self, d: usize) -> usize {
        d
    }

    /// The number of features of a table with so many columns.
    fn features(self, columns: usize) -> usize {
        columns
    }

    /// The entry of a table whose features tell nothing.
    fn even(self) -> f64;

    /// Refuses a table that is none of this family, given that it is finite and not negative.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming it.
    fn check_table(self, table: ArrayView2<'_, f64>) -> Result<()>;

    /// What values of this family are.
    fn expected(self) -> String;

    /// Whether a value is none of this family.
    fn refuses(self, value: f64) -> bool;

    /// Refuses values that are none of this family.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming the first of them.
    fn check(self, data: Data<'_>) -> Result<()> {
        refuse(data, &self.expected(), |value| self.refuses(value))
    }

    /// The logarithm to base two of the probability of a value, given the parameters of its feature.
    fn log(self, value: f64, parameters: &[f64]) -> f64;

    /// Adds a value with its share to the sums of its feature.
    fn add(self, value: f64, share: f64, sums: &mut [f64]) {
        sums[0] += share * value;
    }

    /// Refuses a floor that is no such parameter.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`].
    fn check_floor(self, floor: Floor) -> Result<()>;

    /// Makes weights (k) and a table ready for evaluation.
    fn density(self, weights: ArrayView1<'_, f64>, table: ArrayView2<'_, f64>) -> Self::Density;

    /// A row of the table, in place of its sums, for a component of some mass.
    fn maximize(self, sums: &mut [f64], mass: f64, floor: Floor);

    /// Whether a row of data is possible under a row of the table.
    fn allows(self, values: &[f64], parameters: &[f64]) -> bool;
}

/// The first value that is refused, as an error.
pub fn refuse(data: Data<'_>, expected: &str, refused: impl Fn(f64) -> bool) -> Result<()> {
    match data.find(refused) {
        Some((row, column, value)) => {
            Err(Error::invalid("X", expected, format!("{} at row {row}, column {column}", short(value))))
        }
        None => Ok(()),
    }
}
