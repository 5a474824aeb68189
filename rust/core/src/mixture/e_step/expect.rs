//! The E step, fused with the sums that the M step needs.

use std::marker::PhantomData;
use std::ops::Range;

use ndarray::{ArrayView1, ArrayView2};

use super::normalize::normalize;
use super::scratch::Scratch;
use crate::compute::Lanes;
use crate::compute::Pass;
use crate::em::Samples;
use crate::mixture::gaussian::Density;
use crate::mixture::gaussian::Moments;
use crate::mixture::gaussian::Parameters;
use crate::mixture::gaussian::SufficientStatistics;
use crate::mixture::gaussian::{Kernel, Task, with_kernel};
use crate::{Cancellation, Executor, Result, Vectorized};

/// Below this many pairs of a sample and a component's feature, waking a second thread costs more than it gains.
const SERIAL: usize = 1 << 17;

/// The E step on samples `x` (n, d) and the sufficient statistics of its responsibilities, in one pass.
///
/// No array over samples and components is made. The bits of the result depend on the instruction set, but
/// not on the number of threads; and the statistics of consecutive chunks of [`ROW_BLOCK`](crate::compute::ROW_BLOCK)
/// rows, merged in order, have the same bits as those of the whole.
///
/// # Errors
/// [`Error::InvalidArgument`](crate::Error::InvalidArgument) on shapes that do not match, values that are not
/// finite, negative weights, and squared distances that overflow;
/// [`Error::Cancelled`](crate::Error::Cancelled).
pub fn expect_statistics(
    x: ArrayView2<'_, f64>,
    parameters: &Parameters,
    sample_weight: Option<ArrayView1<'_, f64>>,
    executor: &Executor,
    cancellation: &Cancellation,
) -> Result<SufficientStatistics> {
    let samples = Samples::with_features(x, sample_weight, parameters.n_features())?;
    let density = Density::new(parameters);
    let moments = with_kernel(&density, Expect { samples, executor, cancellation })?;
    if !moments.log_likelihood.is_finite() {
        return Err(samples.explain_overflow());
    }
    Ok(SufficientStatistics::about(parameters, moments))
}

struct Expect<'a> {
    samples: Samples<'a>,
    executor: &'a Executor,
    cancellation: &'a Cancellation,
}

impl Task for Expect<'_> {
    type Output = Result<Moments>;

    fn run<'d, K: Kernel<'d>>(self, density: &'d Density) -> Result<Moments> {
        let n_samples = self.samples.len();
        let parallel = n_samples * density.n_components * density.n_features > SERIAL;
        let (executor, cancellation) = (self.executor, self.cancellation);
        FusedPass::<K> { task: self, density, kernel: PhantomData }.run(
            n_samples,
            parallel,
            executor,
            cancellation,
        )
    }
}

struct FusedPass<'a, 'd, K> {
    task: Expect<'a>,
    density: &'d Density,
    kernel: PhantomData<fn() -> K>,
}

impl<'d, K: Kernel<'d>> Pass for FusedPass<'_, 'd, K> {
    type Workspace = Scratch<K>;
    type Output = Moments;

    fn workspace(&self) -> Scratch<K> {
        Scratch::new(self.density)
    }

    fn output(&self) -> Moments {
        Moments::zeros(self.density.n_components, self.density.n_features, self.density.covariance_type)
    }

    fn block(&self, rows: Range<usize>, scratch: &mut Scratch<K>, moments: &mut Moments) -> Result<()> {
        let Expect { samples, executor, cancellation } = self.task;
        let (weight, n_samples) = (samples.weight(rows.clone()), rows.len() as u64);
        let log_sum = executor.simd().run(FusedBlock { samples, rows, scratch, moments, cancellation })?;
        moments.log_likelihood = (log_sum + self.density.offset * weight) * std::f64::consts::LN_2;
        moments.weight = weight;
        moments.n_samples = n_samples;
        Ok(())
    }

    fn merge(&self, total: &mut Moments, next: &Moments) {
        total.merge(next);
    }
}

struct FusedBlock<'a, 'b, K> {
    samples: Samples<'a>,
    rows: Range<usize>,
    scratch: &'b mut Scratch<K>,
    moments: &'b mut Moments,
    cancellation: &'a Cancellation,
}

impl<'d, K: Kernel<'d>> Vectorized for FusedBlock<'_, '_, K> {
    type Output = Result<f64>;

    #[inline(always)]
    fn run<const LANES: usize>(self) -> Result<f64> {
        let Scratch { kernel, tile, powers, scales, logs } = self.scratch;
        let mut log_sum = Lanes::<LANES>::splat(0.0);
        for start in self.rows.clone().step_by(tile.capacity()) {
            self.cancellation.check()?;
            let rows = start..self.rows.end.min(start + tile.capacity());
            let values = self.samples.rows(rows.clone());
            tile.fill(values, self.samples.weights(rows));
            kernel.log_densities::<LANES>(tile, powers);
            log_sum += normalize(tile, powers, scales, logs);
            kernel.accumulate::<LANES>(tile, values, powers, scales);
        }
        kernel.drain::<LANES>(self.moments);
        Ok(log_sum.sum())
    }
}
