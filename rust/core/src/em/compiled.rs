//! Kernels that are compiled once for each instruction set: a call chooses among them, for a whole batch.

use super::batch::Batch;
use super::kernel::Kernel;
use super::moments::Moments;
use crate::{Simd, Vectorized};

/// A [`Kernel`] behind a pointer: whatever passes over the rows need not be compiled for each.
pub trait Compiled: Send {
    /// Joint log densities to base two, short of the emission's offset.
    fn log_densities(&mut self, simd: Simd, batch: &Batch, out: &mut [f64]);

    /// Adds the samples of a batch, which are given by `rows` too, each with the responsibilities
    /// `powers * scales`, to the sums.
    fn accumulate(&mut self, simd: Simd, batch: &Batch, rows: &[f64], powers: &[f64], scales: &[f64]);

    /// Moves the sums into `moments` and zeroes them.
    fn drain(&mut self, simd: Simd, moments: &mut Moments);
}

impl<K: Kernel> Compiled for K {
    fn log_densities(&mut self, simd: Simd, batch: &Batch, out: &mut [f64]) {
        simd.run(LogDensities { kernel: self, batch, out });
    }

    fn accumulate(&mut self, simd: Simd, batch: &Batch, rows: &[f64], powers: &[f64], scales: &[f64]) {
        simd.run(Accumulate { kernel: self, batch, rows, powers, scales });
    }

    fn drain(&mut self, simd: Simd, moments: &mut Moments) {
        simd.run(Drain { kernel: self, moments });
    }
}

struct LogDensities<'a, K> {
    kernel: &'a mut K,
    batch: &'a Batch,
    out: &'a mut [f64],
}

impl<K: Kernel> Vectorized for LogDensities<'_, K> {
    type Output = ();

    #[inline(always)]
    fn run<const LANES: usize>(self) {
        Kernel::log_densities::<LANES>(self.kernel, self.batch, self.out);
    }
}

struct Accumulate<'a, K> {
    kernel: &'a mut K,
    batch: &'a Batch,
    rows: &'a [f64],
    powers: &'a [f64],
    scales: &'a [f64],
}

impl<K: Kernel> Vectorized for Accumulate<'_, K> {
    type Output = ();

    #[inline(always)]
    fn run<const LANES: usize>(self) {
        Kernel::accumulate::<LANES>(self.kernel, self.batch, self.rows, self.powers, self.scales);
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
        Kernel::drain::<LANES>(self.kernel, self.moments);
    }
}
