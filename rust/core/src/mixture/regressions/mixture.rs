//! Lines as the components of a mixture.

use std::f64::consts::TAU;

use ndarray::ArrayView1;

use super::maximize::maximize_statistics;
use super::parameters::Parameters;
use crate::compute::Tree;
use crate::em::{Emission, Maximized, Moments};
use crate::mixture::Mixture;
use crate::mixture::gaussian::{CovarianceType, Density, SufficientStatistics};
use crate::{Context, Result};

impl Mixture for Parameters {
    const KIND: &'static str = "mixture_of_regressions";
    type Statistics = SufficientStatistics;
    type Prior = f64;

    /// The joint log densities of component and target, given the features: a Gaussian's, whose whitening has one row,
    /// (-b, 1) / sigma.
    fn density(&self) -> Box<dyn Emission> {
        let log_scale = |(weight, variance): (&f64, &f64)| weight.log2() - 0.5 * (TAU * variance).log2();
        let log_scales = self.weights().iter().zip(&self.variances()).map(log_scale).collect();
        let (coefficients, variances) = (self.coefficients(), self.variances());
        let lines = coefficients.rows().into_iter().zip(variances);
        let row = |(slopes, variance): (ArrayView1<'_, f64>, &f64)| {
            let deviation = variance.sqrt();
            let row: Vec<f64> =
                slopes.iter().map(|slope| -slope / deviation).chain([deviation.recip()]).collect();
            row
        };
        let rows: Vec<f64> = lines.flat_map(row).collect();
        Box::new(Density::conditional(log_scales, self.means().iter().copied().collect(), &rows))
    }

    fn statistics(&self, sums: Tree<Moments>) -> SufficientStatistics {
        let (shape, fingerprint) = (CovarianceType::Full, self.fingerprint);
        SufficientStatistics { shape, fingerprint, shift: self.means().to_owned(), sums }
    }

    fn m_step(
        statistics: &SufficientStatistics,
        reg_covar: &f64,
        context: Context<'_>,
    ) -> Result<Maximized<Self>> {
        maximize_statistics(statistics, *reg_covar, context)
    }
}
