//! The M step from given responsibilities.

use std::marker::PhantomData;
use std::ops::Range;

use ndarray::{Array1, Array2, ArrayD, ArrayView1, ArrayView2, Axis, Dimension, IxDyn};

use super::scratch::Scratch;
use crate::compute::Pass;
use crate::em::Samples;
use crate::mixture::gaussian::CovarianceType;
use crate::mixture::gaussian::Density;
use crate::mixture::gaussian::Moments;
use crate::mixture::gaussian::Parameters;
use crate::mixture::gaussian::SufficientStatistics;
use crate::mixture::gaussian::{Kernel, Task, with_kernel};
use crate::mixture::gaussian::{Maximized, Regularization, maximize_statistics};
use crate::{Cancellation, Error, Executor, Result, Vectorized};

/// The M step for samples `x` (n, d) with `responsibilities` (n, k), which may be in any memory order.
///
/// Two passes: the first finds the means, the second gathers the moments about them.
///
/// # Errors
/// As [`expect_statistics`](super::expect_statistics) and [`maximize_statistics`]; and
/// [`Error::InvalidArgument`] if the responsibilities are negative, not finite, or of another shape.
pub fn maximize_responsibilities(
    x: ArrayView2<'_, f64>,
    responsibilities: ArrayView2<'_, f64>,
    sample_weight: Option<ArrayView1<'_, f64>>,
    covariance_type: CovarianceType,
    regularization: Regularization,
    executor: &Executor,
    cancellation: &Cancellation,
) -> Result<Maximized> {
    let samples = Samples::new(x, sample_weight)?;
    let (n, k) = responsibilities.dim();
    if n != samples.len() || n == 0 || k == 0 {
        let expected = format!("of shape (n_samples, n_components) for the {} rows of X", samples.len());
        return Err(Error::invalid("responsibilities", expected, format!("shape ({n}, {k})")));
    }
    let gather = |shift: Array2<f64>, covariance_type| {
        if !shift.iter().all(|value| value.is_finite()) {
            return Err(samples.explain_overflow());
        }
        let parameters = about(&shift, covariance_type)?;
        let task = Assign { samples, responsibilities, executor, cancellation };
        let moments = with_kernel(&Density::new(&parameters), task)?;
        Ok(SufficientStatistics::about(&parameters, moments))
    };
    let first_sample = Array2::from_shape_fn((k, x.ncols()), |(_, feature)| x[(0, feature)]);
    let rough = gather(first_sample, CovarianceType::Diag)?;
    refuse_bad(&rough, responsibilities)?;
    let masses = rough.weight_sums().mapv(|sum| if sum > 0.0 { sum } else { 1.0 });
    let means = &rough.shift() + &(rough.first() / masses.insert_axis(Axis(1)));
    maximize_statistics(&gather(means, covariance_type)?, regularization, executor, cancellation)
}

/// Parameters of unit covariance, which only say what the moments are about.
fn about(means: &Array2<f64>, covariance_type: CovarianceType) -> Result<Parameters> {
    let (k, d) = means.dim();
    let shape = covariance_type.shape(k, d);
    let unit = ArrayD::from_shape_fn(IxDyn(&shape), |index| {
        let last = index.ndim() - 1;
        let diagonal = !covariance_type.has_matrices() || index[last] == index[last - 1];
        f64::from(u8::from(diagonal))
    });
    Parameters::new(Array1::ones(k).view(), means.view(), unit.view(), covariance_type)
}

fn refuse_bad(statistics: &SufficientStatistics, responsibilities: ArrayView2<'_, f64>) -> Result<()> {
    let allowed = |value: f64| value.is_finite() && value >= 0.0;
    match responsibilities.indexed_iter().find(|(_, value)| !allowed(**value)) {
        Some(((row, column), value)) => {
            let value = format!("{value} at row {row}, column {column}");
            Err(Error::invalid("responsibilities", "finite and not negative", value))
        }
        None if statistics.weight_sums().sum() > 0.0 => Ok(()),
        None => Err(Error::invalid("responsibilities", "not all zero", "only zeros")),
    }
}

struct Assign<'a> {
    samples: Samples<'a>,
    responsibilities: ArrayView2<'a, f64>,
    executor: &'a Executor,
    cancellation: &'a Cancellation,
}

impl Task for Assign<'_> {
    type Output = Result<Moments>;

    fn run<'d, K: Kernel<'d>>(self, density: &'d Density) -> Result<Moments> {
        let (executor, cancellation, n) = (self.executor, self.cancellation, self.samples.len());
        AssignPass::<K> { task: self, density, kernel: PhantomData }.run(n, true, executor, cancellation)
    }
}

struct AssignPass<'a, 'd, K> {
    task: Assign<'a>,
    density: &'d Density,
    kernel: PhantomData<fn() -> K>,
}

impl<'d, K: Kernel<'d>> Pass for AssignPass<'_, 'd, K> {
    type Workspace = Scratch<K>;
    type Output = Moments;

    fn workspace(&self) -> Scratch<K> {
        Scratch::new(self.density)
    }

    fn output(&self) -> Moments {
        Moments::zeros(self.density.n_components, self.density.n_features, self.density.covariance_type)
    }

    fn block(&self, rows: Range<usize>, scratch: &mut Scratch<K>, moments: &mut Moments) -> Result<()> {
        moments.weight = self.task.samples.weight(rows.clone());
        moments.n_samples = rows.len() as u64;
        self.task.executor.simd().run(AssignBlock { task: &self.task, rows, scratch, moments })
    }

    fn merge(&self, total: &mut Moments, next: &Moments) {
        total.merge(next);
    }
}

struct AssignBlock<'a, 'b, K> {
    task: &'b Assign<'a>,
    rows: Range<usize>,
    scratch: &'b mut Scratch<K>,
    moments: &'b mut Moments,
}

impl<'d, K: Kernel<'d>> Vectorized for AssignBlock<'_, '_, K> {
    type Output = Result<()>;

    #[inline(always)]
    fn run<const LANES: usize>(self) -> Result<()> {
        let Scratch { kernel, tile, powers, scales, .. } = self.scratch;
        for start in self.rows.clone().step_by(tile.capacity()) {
            self.task.cancellation.check()?;
            let rows = start..self.rows.end.min(start + tile.capacity());
            let values = self.task.samples.rows(rows.clone());
            tile.fill(values, self.task.samples.weights(rows.clone()));
            scales.copy_from_slice(&tile.weights);
            for (power, given) in
                powers.chunks_exact_mut(tile.stride).zip(self.task.responsibilities.columns())
            {
                let given = given.slice_move(ndarray::s![rows.clone()]);
                power.iter_mut().zip(given).for_each(|(slot, value)| *slot = *value);
            }
            kernel.accumulate::<LANES>(tile, values, powers, scales);
        }
        kernel.drain::<LANES>(self.moments);
        Ok(())
    }
}
