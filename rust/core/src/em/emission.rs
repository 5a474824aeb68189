//! The emission of a model, the half that knows what the data are: how likely a row is under each component.

use super::batch::Batch;
use super::compiled::Compiled;
use super::moments::Moments;

/// The distributions of a row under k components, made ready for evaluation, with the components' weights.
pub trait Emission: Sync {
    /// The number of components, k.
    fn n_components(&self) -> usize;

    /// The number of features, d.
    fn n_features(&self) -> usize;

    /// The offset that all joint log densities to base two fall short of in the kernel: no power of two overflows then,
    /// whatever the scale of the data.
    fn offset(&self) -> f64;

    /// The sums that an M step needs, over no samples.
    fn moments(&self) -> Moments;

    /// The kernel that suits these distributions best, for batches of at most a stride.
    fn kernel(&self, stride: usize) -> Box<dyn Compiled + '_>;
}

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
