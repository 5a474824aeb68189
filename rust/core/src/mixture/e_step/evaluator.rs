//! The E step of a few rows at a time.

use super::posterior::Share;
use crate::compute::{Aligned, LINE, Lanes};
use crate::em::{Batch, Compiled, Emission, Moments};
use crate::{Simd, Vectorized};

/// Log densities in a batch: they stay in the first-level cache with few features, where they are most of the work,
/// and in the second-level cache with many, where longer batches pay.
const POWERS: [usize; 2] = [2048, 8192];

/// Values of samples in a batch: several copies stay in the second-level cache.
const VALUES: usize = 8192;

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
pub struct Evaluator<'a> {
    kernel: Box<dyn Compiled + 'a>,
    simd: Simd,
    batch: Batch,
    /// Log densities, then their powers, component by component.
    powers: Aligned,
    /// Sample weights over the sums of powers.
    scales: Aligned,
    /// Logarithms of the sums of powers.
    logs: Aligned,
}

impl<'a> Evaluator<'a> {
    /// For the rows of an emission.
    #[must_use]
    pub fn new(emission: &'a dyn Emission, simd: Simd) -> Self {
        let (k, d) = (emission.n_components(), emission.n_features());
        let powers = POWERS[usize::from(d >= 8)];
        let capacity = (powers / k).min(VALUES / d).next_power_of_two().clamp(32, 256);
        let batch = Batch::new(capacity, d);
        let stride = batch.stride;
        Self {
            kernel: emission.kernel(stride),
            simd,
            batch,
            powers: Aligned::new(k * stride),
            scales: Aligned::new(stride),
            logs: Aligned::new(stride),
        }
    }

    /// Most rows at a time.
    #[must_use]
    pub const fn capacity(&self) -> usize {
        self.batch.capacity()
    }

    /// The E step of some rows; into `labels`, if there are any, goes the most likely component of each, the first
    /// of equals.
    pub fn posterior(&mut self, rows: &[f64], labels: &mut [i64]) -> Posterior<'_> {
        self.load(rows, None);
        self.share(labels);
        let Self { batch, powers, scales, logs, .. } = self;
        Posterior { powers, scales, logs, stride: batch.stride, length: batch.length }
    }

    /// The joint log densities of some rows to base two, short of the emission's offset, and the distance of
    /// components: that of component j and row t is at j * distance + t.
    pub fn log_densities(&mut self, rows: &[f64]) -> (&[f64], usize) {
        self.load(rows, None);
        self.kernel.log_densities(self.simd, &self.batch, &mut self.powers);
        (&self.powers, self.batch.stride)
    }

    /// Adds some rows to the sums, with the shares that `share` fills in at the places of log densities.
    pub fn accumulate(&mut self, rows: &[f64], share: impl FnOnce(&mut [f64], usize)) {
        self.load(rows, None);
        self.given(rows, share);
        self.add(rows);
    }

    /// Moves the sums into `moments`, and zeroes them.
    pub fn drain(&mut self, moments: &mut Moments) {
        self.kernel.drain(self.simd, moments);
    }

    /// Takes in some rows; without weights each weighs one.
    pub(super) fn load(&mut self, rows: &[f64], weights: Option<&[f64]>) {
        self.simd.run(Fill { batch: &mut self.batch, rows, weights });
    }

    /// Shares out the rows that are loaded, and returns the weighted sum of their log densities to base two, short of the
    /// emission's offset, by lanes.
    pub(super) fn share(&mut self, labels: &mut [i64]) -> Lanes<LINE> {
        let Self { kernel, simd, batch, powers, scales, logs } = self;
        kernel.log_densities(*simd, batch, powers);
        simd.run(Share { batch, powers, scales, logs, labels })
    }

    /// Has `share` fill in the shares of the rows that are loaded, at the places of log densities.
    pub(super) fn given(&mut self, rows: &[f64], share: impl FnOnce(&mut [f64], usize)) {
        let Self { batch, powers, scales, .. } = self;
        for row in powers.chunks_exact_mut(batch.stride) {
            row[batch.count(rows)..batch.length].fill(0.0);
        }
        share(powers, batch.stride);
        scales.copy_from_slice(&batch.weights);
    }

    /// Adds the rows that are loaded, and shared out, to the sums.
    pub(super) fn add(&mut self, rows: &[f64]) {
        self.kernel.accumulate(self.simd, &self.batch, rows, &self.powers, &self.scales);
    }
}

struct Fill<'a> {
    batch: &'a mut Batch,
    rows: &'a [f64],
    weights: Option<&'a [f64]>,
}

impl Vectorized for Fill<'_> {
    type Output = ();

    #[inline(always)]
    fn run<const LANES: usize>(self) {
        self.batch.fill(self.rows, self.weights);
    }
}
