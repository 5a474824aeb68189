//! Tables of parameters as the emissions of a chain.

use super::Floor;
use super::family::Family;
use super::maximize::maximize_statistics;
use super::parameters::Parameters;
use crate::em::{Data, Maximized, Moments};
use crate::mixture::{Emissions, Gaps, Held};
use crate::{Context, Result};

impl<F: Family> Emissions for Parameters<F> {
    const CHAIN: &'static str = F::CHAIN;

    fn n_components(&self) -> usize {
        self.n_components()
    }

    fn unweighted(self) -> Self {
        self.alike()
    }

    fn gaps<'a>(&'a self, _: Context<'a>) -> Box<dyn Gaps + 'a> {
        Box::new(Observed(self))
    }

    fn check_observed(&self, data: Data<'_>) -> Result<()> {
        let family = self.family();
        super::refuse(data, &family.expected(), |value| !value.is_nan() && family.refuses(value))
    }

    fn refit(
        &self,
        statistics: &Self::Statistics,
        floor: &Floor,
        held: Held,
        _: Context<'_>,
    ) -> Result<Maximized<Self>> {
        let maximized = maximize_statistics(statistics, *floor)?;
        if held.levels {
            return Ok(Maximized { parameters: self.clone(), ..maximized });
        }
        Ok(maximized)
    }

    fn bytes(&self) -> Vec<u8> {
        self.to_bytes()
    }

    fn of_bytes(bytes: &[u8]) -> Result<Self> {
        Self::from_bytes(bytes)
    }
}

/// Features are independent: one that is missing tells nothing, and its sums are those that its parameters expect.
struct Observed<'a, F>(&'a Parameters<F>);

impl<F: Family> Observed<'_, F> {
    /// The values of a row, each with its columns of the table.
    fn features<'b>(
        &self,
        row: &'b [f64],
    ) -> impl Iterator<Item = (f64, std::ops::Range<usize>)> + use<'b, F> {
        let width = self.0.family().columns(1);
        row.iter().enumerate().map(move |(feature, value)| (*value, feature * width..(feature + 1) * width))
    }
}

impl<F: Family> Gaps for Observed<'_, F> {
    fn log_densities(&mut self, row: &[f64], logs: &mut [f64]) -> Result<()> {
        for (log, parameters) in logs.iter_mut().zip(self.0.table().rows()) {
            let parameters = parameters.to_slice().unwrap_or_default();
            let known = self.features(row).filter(|(value, _)| !value.is_nan());
            let known = known.map(|(value, columns)| self.0.family().log(value, &parameters[columns]));
            *log = known.sum();
        }
        Ok(())
    }

    fn accumulate(&mut self, row: &[f64], shares: &[f64], moments: &mut Moments) -> Result<()> {
        if row.iter().all(|value| value.is_nan()) {
            return Ok(());
        }
        let table = self.0.table();
        for (j, share) in shares.iter().enumerate() {
            moments.weight_sums[j] += share;
            let parameters = table.row(j).to_slice().unwrap_or_default();
            let sums = &mut moments.first[j * parameters.len()..][..parameters.len()];
            for (value, columns) in self.features(row) {
                if value.is_nan() {
                    let expected = sums[columns.clone()].iter_mut().zip(&parameters[columns]);
                    expected.for_each(|(sum, parameter)| *sum += share * parameter);
                } else {
                    self.0.family().add(value, *share, &mut sums[columns]);
                }
            }
        }
        Ok(())
    }
}
