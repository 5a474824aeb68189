//! The E step of a few rows at a time.

use crate::compute::Lanes;
use crate::em::{Batch, Emission, Independent, Kernel, Latent, Moments, Scratch, Task};
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

    /// The joint log densities of some rows to base two, short of the emission's offset, and the distance of
    /// components: that of component j and row t is at j * distance + t.
    fn log_densities(&mut self, rows: &[f64]) -> (&[f64], usize);

    /// Adds some rows to the sums, with the shares that `share` fills in at the places of log densities.
    fn accumulate(&mut self, rows: &[f64], share: &mut dyn FnMut(&mut [f64], usize));

    /// Moves the sums into `moments`, and zeroes them.
    fn drain(&mut self, moments: &mut Moments);
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
        self.log_densities(rows);
        let Scratch { batch, powers, scales, logs, .. } = &mut self.scratch;
        self.simd.run(Share { batch, powers, scales, logs, labels });
        Posterior { powers, scales, logs, stride: batch.stride, length: batch.length }
    }

    fn log_densities(&mut self, rows: &[f64]) -> (&[f64], usize) {
        self.simd.run(LogDensities { scratch: &mut self.scratch, rows });
        (&self.scratch.powers, self.scratch.batch.stride)
    }

    fn accumulate(&mut self, rows: &[f64], share: &mut dyn FnMut(&mut [f64], usize)) {
        self.simd.run(Accumulate { scratch: &mut self.scratch, rows, share });
    }

    fn drain(&mut self, moments: &mut Moments) {
        self.simd.run(Drain { kernel: &mut self.scratch.kernel, moments });
    }
}

/// Makes responsibilities of log densities.
struct Share<'a> {
    batch: &'a Batch,
    powers: &'a mut [f64],
    scales: &'a mut [f64],
    logs: &'a mut [f64],
    labels: &'a mut [i64],
}

impl Vectorized for Share<'_> {
    type Output = ();

    #[inline(always)]
    fn run<const LANES: usize>(self) {
        label(self.batch, self.powers, self.labels);
        let _: Lanes<LANES> = Independent.posterior(self.batch, self.powers, self.scales, self.logs);
    }
}

struct LogDensities<'a, K> {
    scratch: &'a mut Scratch<K>,
    rows: &'a [f64],
}

impl<K: Kernel> Vectorized for LogDensities<'_, K> {
    type Output = ();

    #[inline(always)]
    fn run<const LANES: usize>(self) {
        let Scratch { kernel, batch, powers, .. } = self.scratch;
        batch.fill(self.rows, None);
        kernel.log_densities::<LANES>(batch, powers);
    }
}

struct Accumulate<'a, K> {
    scratch: &'a mut Scratch<K>,
    rows: &'a [f64],
    share: &'a mut dyn FnMut(&mut [f64], usize),
}

impl<K: Kernel> Vectorized for Accumulate<'_, K> {
    type Output = ();

    #[inline(always)]
    fn run<const LANES: usize>(self) {
        let Scratch { kernel, batch, powers, scales, .. } = self.scratch;
        batch.fill(self.rows, None);
        let count = batch.count(self.rows);
        for row in powers.chunks_exact_mut(batch.stride) {
            row[count..batch.length].fill(0.0);
        }
        (self.share)(powers, batch.stride);
        // Every row weighs one, padding nothing.
        scales.copy_from_slice(&batch.weights);
        kernel.accumulate::<LANES>(batch, self.rows, powers, scales);
    }
}

struct Drain<'a, K> {
    kernel: &'a mut K,
    moments: &'a mut Moments,
}

impl<K: Kernel> Vectorized for Drain<'_, K> {
    type Output = ();

    #[inline(always)]
    fn run<const LANES: usize>(self) {
        self.kernel.drain::<LANES>(self.moments);
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
