//! The E step, fused with the sums that the M step needs.

use std::marker::PhantomData;
use std::ops::Range;

use crate::compute::{Lanes, Pass, Tree};
use crate::em::{Data, Emission, Independent, Kernel, Latent, Moments, Scratch, Task};
use crate::{Context, Result, Vectorized};

/// Below this many pairs of a sample and a component's feature, waking a second thread costs more than it gains.
const SERIAL: usize = 1 << 17;

/// The E step over all samples, and the moments of its responsibilities, in one pass.
pub fn expect<E: Emission>(emission: &E, data: Data<'_>, context: Context<'_>) -> Result<Tree<Moments>> {
    let parallel = data.len() * emission.n_components() * emission.n_features() > SERIAL;
    gather(emission, &Expected(Independent), data, parallel, context)
}

/// A source of the responsibilities of samples.
pub trait Shares: Sync {
    /// Fills the powers and scales of the batch that holds some rows, whose products are the responsibilities times
    /// the weights; returns the weighted sum of the log densities to base two, short of the emission's offset.
    fn fill<const L: usize, K: Kernel>(&self, rows: Range<usize>, scratch: &mut Scratch<K>) -> Lanes<L>;
}

/// From the samples, by an E step.
struct Expected<Z>(Z);

impl<Z: Latent> Shares for Expected<Z> {
    #[inline(always)]
    fn fill<const L: usize, K: Kernel>(&self, _: Range<usize>, scratch: &mut Scratch<K>) -> Lanes<L> {
        let Scratch { kernel, batch, powers, scales, logs } = scratch;
        kernel.log_densities::<L>(batch, powers);
        self.0.posterior(batch, powers, scales, logs)
    }
}

/// The moments of the samples, weighted by their responsibilities, block by block.
pub fn gather<E: Emission, R: Shares>(
    emission: &E,
    shares: &R,
    data: Data<'_>,
    parallel: bool,
    context: Context<'_>,
) -> Result<Tree<Moments>> {
    emission.with_kernel(Gather { emission, shares, data, parallel, context })
}

struct Gather<'a, E, R> {
    emission: &'a E,
    shares: &'a R,
    data: Data<'a>,
    parallel: bool,
    context: Context<'a>,
}

impl<'a, E: Emission, R: Shares> Task<'a> for Gather<'a, E, R> {
    type Output = Result<Tree<Moments>>;

    fn run<K: Kernel + 'a>(self, kernel: impl Fn(usize) -> K + Sync + 'a) -> Self::Output {
        let Self { data, parallel, context, .. } = self;
        let pass = GatherPass { task: self, kernel, made: PhantomData };
        pass.run(data.first_row(), data.len(), parallel, context)
    }
}

struct GatherPass<'a, E, R, F, K> {
    task: Gather<'a, E, R>,
    kernel: F,
    made: PhantomData<fn() -> K>,
}

impl<E: Emission, R: Shares, K: Kernel, F: Fn(usize) -> K + Sync> Pass for GatherPass<'_, E, R, F, K> {
    type Workspace = Scratch<K>;
    type Output = Moments;

    fn workspace(&self) -> Scratch<K> {
        Scratch::new(self.task.emission, &self.kernel)
    }

    fn output(&self) -> Moments {
        self.task.emission.moments()
    }

    fn block(&self, rows: Range<usize>, scratch: &mut Scratch<K>, moments: &mut Moments) -> Result<()> {
        let Gather { emission, shares, data, context, .. } = self.task;
        let (weight, n_samples) = (data.weight(rows.clone()), data.count(rows.clone()) as u64);
        let log_sum = context.run(GatherBlock { shares, data, rows, scratch, moments, context })?;
        moments.log_likelihood = (log_sum + emission.offset() * weight) * std::f64::consts::LN_2;
        moments.weight = weight;
        moments.n_samples = n_samples;
        Ok(())
    }
}

struct GatherBlock<'a, 'b, R, K> {
    shares: &'a R,
    data: Data<'a>,
    rows: Range<usize>,
    scratch: &'b mut Scratch<K>,
    moments: &'b mut Moments,
    context: Context<'a>,
}

impl<R: Shares, K: Kernel> Vectorized for GatherBlock<'_, '_, R, K> {
    type Output = Result<f64>;

    #[inline(always)]
    fn run<const LANES: usize>(self) -> Result<f64> {
        let scratch = self.scratch;
        let mut log_sum = Lanes::<LANES>::splat(0.0);
        let mut buffer = Vec::new();
        for start in self.rows.clone().step_by(scratch.batch.capacity()) {
            self.context.check()?;
            let rows = start..self.rows.end.min(start + scratch.batch.capacity());
            let values = self.data.rows(rows.clone(), &mut buffer);
            scratch.batch.fill(values, self.data.weights(rows.clone()));
            log_sum += self.shares.fill(rows, scratch);
            let Scratch { kernel, batch, powers, scales, .. } = &mut *scratch;
            kernel.accumulate::<LANES>(batch, values, powers, scales);
        }
        scratch.kernel.drain::<LANES>(self.moments);
        Ok(log_sum.sum())
    }
}
