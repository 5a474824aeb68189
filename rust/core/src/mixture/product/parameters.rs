//! Weights and a table of parameters, validated when they are made.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

use super::family::Family;
use crate::mixture::checks;
use crate::mixture::fingerprint::fingerprint;
use crate::{Error, Result};

/// The parameters of a mixture of a family.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameters<F> {
    family: F,
    weights: Array1<f64>,
    table: Array2<f64>,
    pub(super) fingerprint: u64,
}

impl<F: Family> Parameters<F> {
    /// From `weights` (k) and a `table` with a row a component.
    ///
    /// The weights need not sum to one; a density takes them as they are.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] on a wrong shape, a table that is none of the family, and weights that are negative,
    /// not finite or all zero.
    pub fn of(family: F, weights: ArrayView1<'_, f64>, table: ArrayView2<'_, f64>) -> Result<Self> {
        let (k, columns) = table.dim();
        if k == 0 || columns == 0 {
            let expected = "of at least one component and one feature";
            return Err(Error::invalid(F::TABLE, expected, format!("shape ({k}, {columns})")));
        }
        checks::length(weights, k, F::TABLE)?;
        family.check_table(table)?;
        checks::weights(weights)?;
        let table = table.as_standard_layout().into_owned();
        let fingerprint = fingerprint(family.code(), weights.iter().chain(&table));
        Ok(Self { family, weights: weights.to_owned(), table, fingerprint })
    }

    /// These, with components that all weigh one.
    pub(super) fn alike(self) -> Self {
        let Self { family, table, .. } = self;
        let weights = Array1::ones(table.nrows());
        let fingerprint = fingerprint(family.code(), weights.iter().chain(&table));
        Self { family, weights, table, fingerprint }
    }

    /// The family.
    #[must_use]
    pub const fn family(&self) -> F {
        self.family
    }

    /// The number of components, k.
    #[must_use]
    pub fn n_components(&self) -> usize {
        self.table.nrows()
    }

    /// The number of features, d.
    #[must_use]
    pub fn n_features(&self) -> usize {
        self.family.features(self.table.ncols())
    }

    /// The mixing weights, shape (k).
    #[must_use]
    pub fn weights(&self) -> ArrayView1<'_, f64> {
        self.weights.view()
    }

    /// The parameters of the features, a row a component.
    #[must_use]
    pub fn table(&self) -> ArrayView2<'_, f64> {
        self.table.view()
    }
}
