//! Gaussians as the components of a mixture.

use super::density::Density;
use super::maximize::maximize_statistics;
use super::parameters::Parameters;
use super::regularization::Regularization;
use super::statistics::SufficientStatistics;
use crate::compute::Tree;
use crate::em::{Emission, Maximized, Moments};
use crate::mixture::Mixture;
use crate::{Context, Result};

impl Mixture for Parameters {
    const KIND: &'static str = "gaussian_mixture";
    type Statistics = SufficientStatistics;
    type Prior = Regularization;

    fn density(&self) -> Box<dyn Emission> {
        Box::new(Density::new(self))
    }

    fn statistics(&self, sums: Tree<Moments>) -> SufficientStatistics {
        SufficientStatistics {
            shape: self.covariance_type(),
            fingerprint: self.fingerprint(),
            shift: self.means().to_owned(),
            sums,
        }
    }

    fn m_step(
        statistics: &SufficientStatistics,
        prior: &Regularization,
        context: Context<'_>,
    ) -> Result<Maximized<Self>> {
        maximize_statistics(statistics, *prior, context)
    }
}
