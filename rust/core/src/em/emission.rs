//! The emission of a model, the half that knows what the data are: how likely a row is under each component.

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
