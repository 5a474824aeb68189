//! The E step, fused with the sums that the M step needs.

use std::ops::Range;

use super::evaluator::Evaluator;
use crate::compute::{LINE, Lanes, Pass, Tree};
use crate::em::{Data, Emission, Moments};
use crate::{Context, Result};

/// Below this many pairs of a sample and a component's feature, waking a second thread costs more than it gains.
const SERIAL: usize = 1 << 17;

/// The E step over all samples, and the moments of its responsibilities, in one pass.
///
/// # Errors
/// [`Error::Cancelled`](crate::Error::Cancelled).
pub fn expect(emission: &dyn Emission, data: Data<'_>, context: Context<'_>) -> Result<Tree<Moments>> {
    let parallel = data.len() * emission.n_components() * emission.n_features() > SERIAL;
    let share = |_: Range<usize>, _: &[f64], evaluator: &mut Evaluator<'_>| evaluator.share(&mut []);
    gather(emission, &share, data, parallel, context)
}

/// A source of responsibilities: shares out some rows, whose values an evaluator has loaded, and returns the weighted sum
/// of their log densities to base two, short of the emission's offset, by lanes.
pub type Shares<'a> = &'a (dyn Fn(Range<usize>, &[f64], &mut Evaluator<'_>) -> Lanes<LINE> + Sync);

/// The moments of the samples, weighted by their responsibilities, block by block.
pub fn gather(
    emission: &dyn Emission,
    share: Shares<'_>,
    data: Data<'_>,
    parallel: bool,
    context: Context<'_>,
) -> Result<Tree<Moments>> {
    Gather { emission, share, data, context }.run(data.first_row(), data.len(), parallel, context)
}

struct Gather<'a> {
    emission: &'a dyn Emission,
    share: Shares<'a>,
    data: Data<'a>,
    context: Context<'a>,
}

impl<'a> Pass for Gather<'a> {
    type Workspace = Evaluator<'a>;
    type Output = Moments;

    fn workspace(&self) -> Evaluator<'a> {
        Evaluator::new(self.emission, self.context.executor.simd())
    }

    fn output(&self) -> Moments {
        self.emission.moments()
    }

    fn block(&self, rows: Range<usize>, evaluator: &mut Evaluator<'a>, moments: &mut Moments) -> Result<()> {
        let Self { emission, share, data, context } = self;
        let (weight, n_samples) = (data.weight(rows.clone()), data.count(rows.clone()) as u64);
        let mut log_sum = Lanes::splat(0.0);
        let mut buffer = Vec::new();
        for start in rows.clone().step_by(evaluator.capacity()) {
            context.check()?;
            let rows = start..rows.end.min(start + evaluator.capacity());
            let values = data.rows(rows.clone(), &mut buffer);
            evaluator.load(values, data.weights(rows.clone()));
            log_sum += share(rows, values, evaluator);
            evaluator.add(values);
        }
        evaluator.drain(moments);
        moments.log_likelihood = (log_sum.sum() + emission.offset() * weight) * std::f64::consts::LN_2;
        moments.weight = weight;
        moments.n_samples = n_samples;
        Ok(())
    }
}
