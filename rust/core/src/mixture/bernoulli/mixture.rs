//! Bernoulli distributions as the components of a mixture.

use super::check::check;
use super::density::{Density, IMPOSSIBLE};
use super::maximize::{Floor, maximize_statistics};
use super::parameters::Parameters;
use super::statistics::{Bernoulli, SufficientStatistics};
use crate::em::{Data, Maximized, Moments};
use crate::mixture::{Mixture, Passes};
use crate::{Context, Error, Result};

impl Mixture for Parameters {
    const KIND: &'static str = "bernoulli_mixture";
    type Statistics = SufficientStatistics;
    type Prior = Floor;

    fn density(&self) -> Box<dyn Passes> {
        Box::new(Density::new(self))
    }

    fn statistics(&self, moments: Moments) -> SufficientStatistics {
        SufficientStatistics {
            shape: Bernoulli,
            fingerprint: self.fingerprint(),
            shift: self.probabilities().to_owned(),
            moments,
        }
    }

    fn m_step(statistics: &SufficientStatistics, prior: &Floor, _: Context<'_>) -> Result<Maximized<Self>> {
        maximize_statistics(statistics, *prior)
    }

    fn check(&self, data: Data<'_>) -> Result<()> {
        check(data)
    }

    fn sound(&self, log_density: f64) -> bool {
        log_density > IMPOSSIBLE * f64::EPSILON
    }

    fn explain(&self, data: Data<'_>) -> Error {
        let contradicts = |(value, probability): (&f64, &f64)| {
            (*value > 0.0 && *probability == 0.0) || (*value < 1.0 && *probability == 1.0)
        };
        let mut buffer = Vec::new();
        let impossible = |row: &usize| {
            let values = data.rows(*row..*row + 1, &mut buffer);
            self.weights().iter().zip(self.probabilities().rows()).all(|(weight, probabilities)| {
                *weight == 0.0 || values.iter().zip(probabilities).any(contradicts)
            })
        };
        let row = (0..data.len()).find(impossible).unwrap_or_default();
        Error::invalid("X", "possible under some component", format!("row {row}, of probability 0 under all"))
    }
}
