//! The E step of a few rows at a time.

use crate::compute::Lanes;
use crate::em::{Batch, Emission, Independent, Kernel, Latent, Scratch, Task};
use crate::{Simd, Vectorized};

/// Log densities of some rows and how the components share them.
///
/// Component j and row t are at j * stride + t; behind the rows there is padding.
#[derive(Clone, Copy, Debug)]
pub struct Posterior<'a> {
    /// The powers of two of the joint log densities, relative to the largest of a row.
    pub powers: &'a [f64],
    /// For each row the factor that makes responsibilities of its powers; zero for padding.
    pub scales: &'a [f64],
    /// For each row the log density to base two, short of the emission's offset.
    pub logs: &'a [f64],
    /// Distance of components.
    pub stride: usize,
    /// Rows with their padding.
    pub length: usize,
}

/// An emission's kernel and the memory that it needs, of a thread.
pub trait Evaluator: Send {
    /// Most rows at a time.
    fn capacity(&self) -> usize;

    /// The E step of some rows; into `labels`, if there are any, goes the most likely component of each, the first
    /// of equals.
    fn posterior(&mut self, rows: &[f64], labels: &mut [i64]) -> Posterior<'_>;
}

/// The evaluator of an emission.
pub fn evaluator<E: Emission>(emission: &E, simd: Simd) -> Box<dyn Evaluator + '_> {
    emission.with_kernel(Make { emission, simd })
}

struct Make<'a, E> {
    emission: &'a E,
    simd: Simd,
}

impl<'a, E: Emission> Task<'a> for Make<'a, E> {
    type Output = Box<dyn Evaluator + 'a>;

    fn run<K: Kernel + 'a>(self, kernel: impl Fn(usize) -> K + Sync + 'a) -> Self::Output {
        Box::new(Rows { scratch: Scratch::new(self.emission, kernel), simd: self.simd })
    }
}

struct Rows<K> {
    scratch: Scratch<K>,
    simd: Simd,
}

impl<K: Kernel> Evaluator for Rows<K> {
    fn capacity(&self) -> usize {
        self.scratch.batch.capacity()
    }

    fn posterior(&mut self, rows: &[f64], labels: &mut [i64]) -> Posterior<'_> {
        self.simd.run(Evaluate { scratch: &mut self.scratch, rows, labels });
        let Scratch { batch, powers, scales, logs, .. } = &self.scratch;
        Posterior { powers, scales, logs, stride: batch.stride, length: batch.length }
    }
}

struct Evaluate<'a, K> {
    scratch: &'a mut Scratch<K>,
    rows: &'a [f64],
    labels: &'a mut [i64],
}

impl<K: Kernel> Vectorized for Evaluate<'_, K> {
    type Output = ();

    #[inline(always)]
    fn run<const LANES: usize>(self) {
        let Scratch { kernel, batch, powers, scales, logs } = self.scratch;
        batch.fill(self.rows, None);
        kernel.log_densities::<LANES>(batch, powers);
        label(batch, powers, self.labels);
        let _: Lanes<LANES> = Independent.posterior(batch, powers, scales, logs);
    }
}

/// The index of the largest log density of each sample.
#[inline(always)]
fn label(batch: &Batch, log_densities: &[f64], labels: &mut [i64]) {
    for (t, label) in labels.iter_mut().enumerate() {
        let mut largest = f64::NEG_INFINITY;
        for (j, &value) in (0..).zip(log_densities[t..].iter().step_by(batch.stride)) {
            if value > largest {
                (largest, *label) = (value, j);
            }
        }
    }
}
