//! Sums over the counts of a picture, added up by all threads.

use std::sync::atomic::{AtomicU64, Ordering};

/// The number of points for each escape count. Counts up to `min_iter` are all alike, as in the picture.
pub struct Tally {
    min_iter: u32,
    max_iter: u32,
    iterations: AtomicU64,
    early: AtomicU64,
    inside: AtomicU64,
}

impl Tally {
    pub fn new(max_iter: u32, min_iter: u32) -> Self {
        let [iterations, early, inside] = [const { AtomicU64::new(0) }; 3];
        Self { min_iter, max_iter, iterations, early, inside }
    }

    pub fn add(&self, counts: &[u32]) {
        let (mut iterations, mut early, mut inside) = (0, 0, 0);
        for &count in counts {
            iterations += u64::from(count.max(self.min_iter));
            early += u64::from(count <= self.min_iter);
            inside += u64::from(count >= self.max_iter);
        }
        self.iterations.fetch_add(iterations, Ordering::Relaxed);
        self.early.fetch_add(early, Ordering::Relaxed);
        self.inside.fetch_add(inside, Ordering::Relaxed);
    }

    /// The sum of the counts.
    pub fn iterations(&self) -> u64 {
        self.iterations.load(Ordering::Relaxed)
    }

    /// Points whose count is at most `min_iter`.
    pub fn early(&self) -> u64 {
        self.early.load(Ordering::Relaxed)
    }

    /// Points that never escape.
    pub fn inside(&self) -> u64 {
        self.inside.load(Ordering::Relaxed)
    }
}
