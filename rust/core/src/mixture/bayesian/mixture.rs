//! What variational inference iterates.

use super::maximize::maximize_statistics;
use super::parameters::Parameters;
use super::prior::Prior;
use crate::compute::Tree;
use crate::em::{Emission, Maximized, Moments};
use crate::mixture::Mixture;
use crate::mixture::gaussian::SufficientStatistics;
use crate::{Context, Result};

impl Mixture for Parameters {
    const KIND: &'static str = "bayesian_gaussian_mixture";
    type Statistics = SufficientStatistics;
    type Prior = Prior;

    fn density(&self) -> Box<dyn Emission> {
        Box::new(self.expected())
    }

    fn statistics(&self, sums: Tree<Moments>) -> SufficientStatistics {
        SufficientStatistics { fingerprint: self.fingerprint, ..self.gaussian().statistics(sums) }
    }

    fn m_step(
        statistics: &SufficientStatistics,
        prior: &Prior,
        context: Context<'_>,
    ) -> Result<Maximized<Self>> {
        let parameters = maximize_statistics(statistics, prior, context)?;
        Ok(Maximized { parameters, degenerate: Vec::new() })
    }
}
