//! Mixtures of a family as what EM iterates.

use super::family::{Family, Floor, IMPOSSIBLE};
use super::maximize::maximize_statistics;
use super::parameters::Parameters;
use crate::compute::Tree;
use crate::em::{Data, Emission, Maximized, Moments};
use crate::mixture::{Mixture, MixtureStatistics};
use crate::{Context, Error, Result};

impl<F: Family> Mixture for Parameters<F> {
    const KIND: &'static str = F::KIND;
    type Statistics = MixtureStatistics<F>;
    type Prior = Floor;

    fn density(&self) -> Box<dyn Emission> {
        Box::new(self.family().density(self.weights(), self.table()))
    }

    fn statistics(&self, sums: Tree<Moments>) -> MixtureStatistics<F> {
        let (shape, fingerprint) = (self.family(), self.fingerprint);
        MixtureStatistics { shape, fingerprint, shift: self.table().to_owned(), sums }
    }

    fn m_step(statistics: &MixtureStatistics<F>, floor: &Floor, _: Context<'_>) -> Result<Maximized<Self>> {
        maximize_statistics(statistics, *floor)
    }

    fn check(&self, data: Data<'_>) -> Result<()> {
        self.family().check(data)
    }

    fn sound(&self, log_density: f64) -> bool {
        log_density > IMPOSSIBLE * f64::EPSILON
    }

    fn explain(&self, data: Data<'_>) -> Error {
        let mut buffer = Vec::new();
        let impossible = |row: &usize| {
            let values = data.rows(*row..*row + 1, &mut buffer);
            self.weights().iter().zip(self.table().rows()).all(|(weight, parameters)| {
                *weight == 0.0 || !self.family().allows(values, parameters.as_slice().unwrap_or_default())
            })
        };
        let row = (0..data.len()).find(impossible).unwrap_or_default();
        Error::invalid("X", "possible under some component", format!("row {row}, of probability 0 under all"))
    }
}
