//! Weights and a table of parameters, validated when they are made.

use std::f64::consts::LOG2_E;

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

use super::family::{Family, Floor, IMPOSSIBLE};
use super::maximize::maximize_statistics;
use crate::compute::Tree;
use crate::em::{Data, Maximized, Moments};
use crate::mixture::fingerprint::fingerprint;
use crate::mixture::{Mixture, MixtureStatistics, Passes, checks};
use crate::{Context, Error, Result};

/// The parameters of a mixture of a family.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameters<F> {
    family: F,
    weights: Array1<f64>,
    table: Array2<f64>,
    fingerprint: u64,
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

    /// The largest of the logarithms to base two of the weights, each with what is `added` to that of its component, and
    /// their distances from it.
    pub(in crate::mixture) fn constants(
        &self,
        added: impl Fn(ArrayView1<'_, f64>) -> f64,
    ) -> (f64, Vec<f64>) {
        let components = self.weights.iter().zip(self.table.rows());
        let logs: Vec<f64> = components.map(|(weight, row)| weight.log2() + added(row) * LOG2_E).collect();
        let offset = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        (offset, logs.iter().map(|log| log - offset).collect())
    }
}

impl<F: Family> Mixture for Parameters<F> {
    const KIND: &'static str = F::KIND;
    type Statistics = MixtureStatistics<F>;
    type Prior = Floor;

    fn density(&self) -> Box<dyn Passes> {
        Box::new(self.family.density(self))
    }

    fn statistics(&self, sums: Tree<Moments>) -> MixtureStatistics<F> {
        let (shape, fingerprint) = (self.family, self.fingerprint);
        MixtureStatistics { shape, fingerprint, shift: self.table.clone(), sums }
    }

    fn m_step(statistics: &MixtureStatistics<F>, floor: &Floor, _: Context<'_>) -> Result<Maximized<Self>> {
        maximize_statistics(statistics, *floor)
    }

    fn check(&self, data: Data<'_>) -> Result<()> {
        self.family.check(data)
    }

    fn sound(&self, log_density: f64) -> bool {
        log_density > IMPOSSIBLE * f64::EPSILON
    }

    fn explain(&self, data: Data<'_>) -> Error {
        let mut buffer = Vec::new();
        let impossible = |row: &usize| {
            let values = data.rows(*row..*row + 1, &mut buffer);
            self.weights.iter().zip(self.table.rows()).all(|(weight, parameters)| {
                *weight == 0.0 || !self.family.allows(values, parameters.as_slice().unwrap_or_default())
            })
        };
        let row = (0..data.len()).find(impossible).unwrap_or_default();
        Error::invalid("X", "possible under some component", format!("row {row}, of probability 0 under all"))
    }
}
