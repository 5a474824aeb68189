//! The nearest of some centers, for whoever has rows of a few samples.

use super::assign::whole;
use super::nearest::{BATCH, Nearest};
use crate::em::Batch;
use crate::{Simd, Vectorized};

/// The nearest of some centers, for a few rows at a time, of a thread.
#[derive(Debug)]
pub struct Assigner<'a> {
    centers: &'a [f64],
    batch: Batch,
    nearest: Nearest,
    simd: Simd,
}

impl<'a> Assigner<'a> {
    /// Most rows at a time.
    pub const CAPACITY: usize = BATCH;

    /// For `centers` of `n_features` each, in memory order.
    #[must_use]
    pub fn new(centers: &'a [f64], n_features: usize, simd: Simd) -> Self {
        Self { centers, batch: Batch::new(BATCH, n_features), nearest: Nearest::new(), simd }
    }

    /// The nearest center of each of some rows, the first of equals.
    pub fn assign(&mut self, rows: &[f64], labels: &mut [i32]) {
        self.simd.run(AssignRows { assigner: self, rows, labels });
    }
}

struct AssignRows<'a, 'b> {
    assigner: &'b mut Assigner<'a>,
    rows: &'b [f64],
    labels: &'b mut [i32],
}

impl Vectorized for AssignRows<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn run<const LANES: usize>(self) {
        let Assigner { centers, batch, nearest, .. } = self.assigner;
        batch.fill(self.rows, None);
        nearest.find::<LANES, false>(batch, centers, &[]);
        self.labels.iter_mut().zip(nearest.numbers).for_each(|(label, number)| *label = whole(number));
    }
}
