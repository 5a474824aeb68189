//! The memory that a thread needs for a pass over batches.

use super::batch::Batch;
use super::emission::{Emission, Kernel};
use crate::compute::Aligned;

/// Log densities in a batch: they stay in the first-level cache with few features, where they are most of the work,
/// and in the second-level cache with many, where longer batches pay.
const POWERS: [usize; 2] = [2048, 8192];

/// Values of samples in a batch: several copies stay in the second-level cache.
const VALUES: usize = 8192;

/// A kernel, a batch, and arrays over its samples.
#[derive(Debug)]
pub struct Scratch<K> {
    pub kernel: K,
    pub batch: Batch,
    /// Log densities, then their powers, component by component.
    pub powers: Aligned,
    /// Sample weights over the sums of powers.
    pub scales: Aligned,
    /// Logarithms of the sums of powers.
    pub logs: Aligned,
}

impl<K: Kernel> Scratch<K> {
    /// For the kernels that `kernel` makes of `emission`.
    pub fn new(emission: &impl Emission, kernel: impl Fn(usize) -> K) -> Self {
        let (k, d) = (emission.n_components(), emission.n_features());
        let powers = POWERS[usize::from(d >= 8)];
        let capacity = (powers / k).min(VALUES / d).next_power_of_two().clamp(32, 256);
        let batch = Batch::new(capacity, d);
        let stride = batch.stride;
        Self {
            kernel: kernel(stride),
            batch,
            powers: Aligned::new(k * stride),
            scales: Aligned::new(stride),
            logs: Aligned::new(stride),
        }
    }
}
