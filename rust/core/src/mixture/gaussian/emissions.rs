//! Gaussians as the emissions of a chain.

use super::CovarianceType;
use super::frozen::Frozen;
use super::marginal::Observed;
use super::maximize::{maximize_free, maximize_statistics};
use super::parameters::Parameters;
use super::regularization::Regularization;
use super::statistics::SufficientStatistics;
use crate::em::{Data, Maximized};
use crate::mixture::{Emissions, Gaps, Held};
use crate::{Context, Result};

impl Emissions for Parameters {
    const CHAIN: &'static str = "gaussian_hmm";

    fn n_components(&self) -> usize {
        self.n_components()
    }

    fn unweighted(self) -> Self {
        self.alike()
    }

    fn gaps<'a>(&'a self, context: Context<'a>) -> Box<dyn Gaps + 'a> {
        Box::new(Observed::new(self, context))
    }

    fn check_observed(&self, _: Data<'_>) -> Result<()> {
        Ok(())
    }

    fn refit(
        &self,
        statistics: &SufficientStatistics,
        prior: &Regularization,
        held: Held,
        context: Context<'_>,
    ) -> Result<Maximized<Self>> {
        let k = self.n_components();
        let mut covariances = vec![held.covariances; k];
        if self.covariance_type() != CovarianceType::Tied {
            statistics.moments().empty().into_iter().for_each(|j| covariances[j] = true);
        }
        if !(held.levels || covariances.contains(&true)) {
            return maximize_statistics(statistics, *prior, context);
        }
        let frozen = Frozen::new(self.clone(), vec![false; k], vec![held.levels; k], covariances)?;
        maximize_free(statistics, *prior, &frozen, context)
    }

    fn bytes(&self) -> Vec<u8> {
        self.to_bytes()
    }

    fn of_bytes(bytes: &[u8]) -> Result<Self> {
        Self::from_bytes(bytes)
    }
}
