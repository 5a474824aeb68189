//! t distributions as the components of a mixture.

use super::kernel::StudentDensity;
use super::maximize::{Prior, maximize_statistics};
use super::parameters::{Parameters, Student, SufficientStatistics};
use crate::compute::Tree;
use crate::em::{Emission, Maximized, Moments};
use crate::mixture::Mixture;
use crate::{Context, Result};

impl Mixture for Parameters {
    const KIND: &'static str = "student_mixture";
    type Statistics = SufficientStatistics;
    type Prior = Prior;

    fn density(&self) -> Box<dyn Emission> {
        Box::new(StudentDensity::new(self))
    }

    fn statistics(&self, sums: Tree<Moments>) -> SufficientStatistics {
        SufficientStatistics {
            shape: Student(self.gaussian().covariance_type()),
            fingerprint: self.fingerprint,
            shift: self.gaussian().means().to_owned(),
            sums,
        }
    }

    fn m_step(
        statistics: &SufficientStatistics,
        prior: &Prior,
        context: Context<'_>,
    ) -> Result<Maximized<Self>> {
        maximize_statistics(statistics, prior, context)
    }
}
