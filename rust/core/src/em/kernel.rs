//! The kernel of an emission: what it does with rows, for registers of a size that the compiler knows.

use super::batch::Batch;
use super::moments::Moments;

/// The two halves of a fused E and M pass that depend on the distributions, for registers of `L` doubles.
///
/// Arrays over components and samples hold component j and sample t at j * stride + t, with the batch's stride.
pub trait Kernel: Send {
    /// Joint log densities to base two, short of the emission's offset.
    fn log_densities<const L: usize>(&mut self, batch: &Batch, out: &mut [f64]);

    /// Adds the samples of a batch, which are given by `rows` too, each with the responsibilities
    /// `powers * scales`, to the sums.
    fn accumulate<const L: usize>(&mut self, batch: &Batch, rows: &[f64], powers: &[f64], scales: &[f64]);

    /// Moves the sums into `moments` and zeroes them.
    fn drain<const L: usize>(&mut self, moments: &mut Moments);
}
