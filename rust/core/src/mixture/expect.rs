//! The E step, fused with the sums that the M step needs.

use ndarray::ArrayView1;

use super::e_step;
use super::model::Mixture;
use crate::em::{Data, Maximized, Model, Samples};
use crate::{Context, Result};

/// The E step on samples `x` (n, d) and the sufficient statistics of its responsibilities, in one pass.
///
/// No array over samples and components is made. The bits of the result depend on the instruction set, but
/// not on the number of threads; and the statistics of consecutive parts of the rows that know
/// [where they begin](Data::from_row), merged in order, have the same bits as those of the whole.
///
/// # Errors
/// [`Error::InvalidArgument`](crate::Error::InvalidArgument) on shapes that do not match, values that are not
/// finite, negative weights, and squared distances that overflow;
/// [`Error::Cancelled`](crate::Error::Cancelled).
pub fn expect_statistics<'a, M: Mixture>(
    x: impl Into<Samples<'a>>,
    parameters: &M,
    sample_weight: Option<ArrayView1<'a, f64>>,
    context: Context<'_>,
) -> Result<<M as Mixture>::Statistics> {
    parameters.expect(Data::new(x, sample_weight)?, &mut (), context)
}

impl<M: Mixture> Model for M {
    const KIND: &'static str = <M as Mixture>::KIND;
    type Statistics = <M as Mixture>::Statistics;
    type Prior = <M as Mixture>::Prior;
    type Memory = ();

    fn expect(&self, data: Data<'_>, (): &mut (), context: Context<'_>) -> Result<Self::Statistics> {
        let density = self.density();
        let data = data.of_features(density.n_features())?;
        self.check(data)?;
        let moments = e_step::expect(&*density, data, context)?;
        // Heavy weights make the sum large, but not the mean.
        let log_likelihood = moments.sum(|moments| moments.log_likelihood);
        let mean = || log_likelihood / data.weight(0..data.len());
        if !(self.sound(log_likelihood) || self.sound(mean())) {
            return Err(self.explain(data));
        }
        Ok(self.statistics(moments))
    }

    fn maximize(
        statistics: &Self::Statistics,
        prior: &Self::Prior,
        context: Context<'_>,
    ) -> Result<Maximized<Self>> {
        M::m_step(statistics, prior, context)
    }
}
