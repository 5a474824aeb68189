//! The E step by samples: log densities, responsibilities, labels.

use ndarray::{Array1, Array2};
use rayon::prelude::*;

use super::e_step::Evaluator;
use super::model::Mixture;
use crate::compute::{ROW_BLOCK, zeroed};
use crate::em::{Data, Emission, Samples};
use crate::{Context, Error, Result};

/// The natural log densities of samples `x` (n, d) under a mixture.
///
/// # Errors
/// As [`expect_statistics`](crate::mixture::expect_statistics), and
/// [`Error::OutOfMemory`](crate::Error::OutOfMemory).
pub fn log_densities<'a, M: Mixture>(
    x: impl Into<Samples<'a>>,
    parameters: &M,
    context: Context<'_>,
) -> Result<Array1<f64>> {
    let evaluation = evaluate(x, parameters, Wanted::Density, context)?;
    Ok(evaluation.log_densities.into())
}

/// The responsibilities (n, k) of the components for samples `x` (n, d), and the samples' natural log densities.
///
/// # Errors
/// As [`log_densities`].
pub fn responsibilities<'a, M: Mixture>(
    x: impl Into<Samples<'a>>,
    parameters: &M,
    context: Context<'_>,
) -> Result<(Array2<f64>, Array1<f64>)> {
    let evaluation = evaluate(x, parameters, Wanted::Responsibilities, context)?;
    let shape = (evaluation.log_densities.len(), evaluation.n_components);
    let responsibilities = Array2::from_shape_vec(shape, evaluation.responsibilities)
        .map_err(|error| Error::invalid("X", "of a shape that fits in memory", error))?;
    Ok((responsibilities, evaluation.log_densities.into()))
}

/// The component that is most responsible for each of the samples `x` (n, d), the first of equals.
///
/// # Errors
/// As [`log_densities`].
pub fn predict<'a, M: Mixture>(
    x: impl Into<Samples<'a>>,
    parameters: &M,
    context: Context<'_>,
) -> Result<Array1<i64>> {
    Ok(evaluate(x, parameters, Wanted::Labels, context)?.labels.into())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Density,
    Responsibilities,
    Labels,
}

/// Log densities, and one of the others if it is wanted; what is not wanted is empty.
struct Evaluation {
    log_densities: Vec<f64>,
    responsibilities: Vec<f64>,
    labels: Vec<i64>,
    n_components: usize,
}

fn evaluate<'a, M: Mixture>(
    x: impl Into<Samples<'a>>,
    parameters: &M,
    wanted: Wanted,
    context: Context<'_>,
) -> Result<Evaluation> {
    let density = parameters.density();
    let data = Data::new(x, None)?.of_features(density.n_features())?;
    parameters.check(data)?;
    let evaluation = run(&*density, data, wanted, context)?;
    if evaluation.log_densities.iter().any(|density| !parameters.sound(*density)) {
        return Err(parameters.explain(data));
    }
    Ok(evaluation)
}

fn run(density: &dyn Emission, data: Data<'_>, wanted: Wanted, context: Context<'_>) -> Result<Evaluation> {
    let (n, k) = (data.len(), density.n_components());
    let rows_of = |wanted: bool, width: usize| if wanted { width } else { 0 };
    let width = rows_of(wanted == Wanted::Responsibilities, k);
    let label_width = rows_of(wanted == Wanted::Labels, 1);
    let mut log_densities = zeroed(n, "the log densities")?;
    let mut responsibilities = zeroed(n.saturating_mul(width), "the responsibilities")?;
    let mut labels = zeroed(n * label_width, "the labels")?;
    let blocks = log_densities
        .chunks_mut(ROW_BLOCK)
        .zip(pieces(&mut responsibilities, width))
        .zip(pieces(&mut labels, label_width))
        .enumerate();
    context.expect(n);
    context.install(|| {
        blocks.par_bridge().try_for_each_init(
            || Evaluator::new(density, context.executor.simd()),
            |evaluator, (index, ((log_densities, responsibilities), labels))| {
                let outputs = Outputs { first: index * ROW_BLOCK, log_densities, responsibilities, labels };
                outputs.evaluate(evaluator, density.offset(), data, context)
            },
        )
    })?;
    Ok(Evaluation { log_densities, responsibilities, labels, n_components: k })
}

/// The part of the outputs that belongs to a block of rows.
struct Outputs<'a> {
    first: usize,
    log_densities: &'a mut [f64],
    responsibilities: &'a mut [f64],
    labels: &'a mut [i64],
}

impl Outputs<'_> {
    fn evaluate(
        self,
        evaluator: &mut Evaluator<'_>,
        offset: f64,
        data: Data<'_>,
        context: Context<'_>,
    ) -> Result<()> {
        let capacity = evaluator.capacity();
        let width = self.responsibilities.len() / self.log_densities.len();
        let (mut responsibilities, mut labels) = (self.responsibilities, self.labels);
        let mut buffer = Vec::new();
        for (index, log_densities) in self.log_densities.chunks_mut(capacity).enumerate() {
            context.check()?;
            let count = log_densities.len();
            context.tell(count);
            let first = self.first + index * capacity;
            let (label_slots, rest) = labels.split_at_mut(labels.len().min(count));
            labels = rest;
            let posterior = evaluator.posterior(data.rows(first..first + count, &mut buffer), label_slots);
            for (slot, log) in log_densities.iter_mut().zip(posterior.logs) {
                *slot = (log + offset) * std::f64::consts::LN_2;
            }
            let (slots, rest) = responsibilities.split_at_mut(count * width);
            responsibilities = rest;
            for (t, row) in slots.chunks_exact_mut(width.max(1)).enumerate() {
                let powers = posterior.powers[t..].iter().step_by(posterior.stride);
                row.iter_mut().zip(powers).for_each(|(slot, power)| *slot = power * posterior.scales[t]);
            }
        }
        Ok(())
    }
}

/// The part of an output of `width` values a row that belongs to each block, for ever if the width is zero.
fn pieces<T: Send>(values: &mut [T], width: usize) -> impl Iterator<Item = &mut [T]> + Send {
    let chunks = values.chunks_mut(ROW_BLOCK * width.max(1));
    chunks.map(Some).chain(std::iter::repeat_with(|| None)).map(Option::unwrap_or_default)
}
