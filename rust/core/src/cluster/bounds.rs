//! What tells from one E step that the next one need not compare a sample again.
//!
//! Kept of each sample are its label and two bounds: no less than the distance of its own center, no more than that of any
//! other (G. Hamerly, "Making k-means even faster", 2010). When centers move, the bounds give way by as much; as long as they
//! are in order, so are the distances. They are rounded away from one another: where they are in order, double precision
//! finds the same label.
#![allow(clippy::cast_possible_truncation, reason = "bounds are rounded away from one another")]
#![allow(clippy::cast_sign_loss, reason = "a label is not negative")]

use ndarray::{Array2, ArrayView1, ArrayView2};

use crate::compute::{ROW_BLOCK, zeroed};

/// What rounds a positive number up or down, whatever its computation has done in single precision.
const UP: f32 = 1.0 + 1e-6;
const DOWN: f32 = 1.0 - 1e-6;

/// A distance below which its square has lost digits in single precision.
const LEAST: f32 = 1e-18;

/// A distance whose square is a number of single precision.
const MOST: f32 = 1.8e19;

/// Labels and bounds of samples, from one E step to the next. They take 12 bytes a sample.
///
/// Whatever an E step finds is the same with them and without; they are of the samples that they were made with.
#[derive(Clone, Debug, Default)]
pub struct Bounds {
    /// Those that the samples were compared with; no rows before the first time.
    centers: Array2<f64>,
    labels: Vec<i32>,
    upper: Vec<f32>,
    lower: Vec<f32>,
    /// Whether they are kept for few clusters, too.
    always: bool,
    /// Whether single precision leaves so much in doubt that it is not worth while.
    pub(super) doubtful: bool,
}

/// The bounds of the samples of a block.
#[derive(Debug)]
pub struct Kept<'a> {
    pub labels: &'a mut [i32],
    pub upper: &'a mut [f32],
    pub lower: &'a mut [f32],
}

/// Below this many coordinates of centers, comparing is as fast as finding out that it need not be.
const FEWEST: usize = 64;

impl Bounds {
    /// Of no samples yet. They are kept where they pay, or `always`.
    #[must_use]
    pub fn new(always: bool) -> Self {
        Self { always, ..Self::default() }
    }

    /// Such bounds, of no samples yet.
    #[must_use]
    pub fn anew(&self) -> Self {
        Self::new(self.always)
    }

    /// Makes ready for `n` samples that are compared with `centers`; false if they would not pay or have no memory.
    pub(super) fn prepare(&mut self, n: usize, centers: ArrayView2<'_, f64>) -> bool {
        if centers.len() < FEWEST && !self.always {
            return false;
        }
        if self.labels.len() == n && self.centers.dim() == centers.dim() {
            return true;
        }
        let arrays = (zeroed(n, "labels"), zeroed(n, "bounds"), zeroed(n, "bounds"));
        let (Ok(labels), Ok(upper), Ok(lower)) = arrays else {
            *self = self.anew();
            return false;
        };
        *self = Self { labels, upper, lower, ..self.anew() };
        true
    }

    /// How far the centers have moved since the last time, if there was one.
    pub(super) fn drift(&self, centers: ArrayView2<'_, f64>) -> Option<Drift> {
        (self.centers.dim() == centers.dim()).then(|| Drift::between(self.centers.view(), centers))
    }

    /// Those of each block of rows.
    pub(super) fn blocks(&mut self) -> impl Iterator<Item = Kept<'_>> {
        let bounds = self.upper.chunks_mut(ROW_BLOCK).zip(self.lower.chunks_mut(ROW_BLOCK));
        let blocks = self.labels.chunks_mut(ROW_BLOCK).zip(bounds);
        blocks.map(|(labels, (upper, lower))| Kept { labels, upper, lower })
    }

    /// Takes what the blocks hold now for that of these centers.
    pub(super) fn settle(&mut self, centers: Array2<f64>) {
        self.centers = centers;
    }

    /// Forgets which centers the blocks are of: they are about to be written.
    pub(super) fn unsettle(&mut self) {
        self.centers = Array2::default((0, 0));
    }
}

/// How far centers have moved.
#[derive(Debug)]
pub struct Drift {
    /// Of each center.
    own: Vec<f32>,
    /// The farthest of all but one, for each center.
    others: Vec<f32>,
}

impl Drift {
    fn between(before: ArrayView2<'_, f64>, after: ArrayView2<'_, f64>) -> Self {
        let far = |(before, after): (ArrayView1<'_, f64>, ArrayView1<'_, f64>)| {
            let square: f64 = before.iter().zip(after).map(|(from, to)| (from - to).powi(2)).sum();
            // A center that was none may be anywhere now.
            if square.is_nan() { f32::INFINITY } else { square.sqrt() as f32 * UP + f32::MIN_POSITIVE }
        };
        let own: Vec<f32> = before.rows().into_iter().zip(after.rows()).map(far).collect();
        let farthest = own.iter().copied().fold(0.0, f32::max);
        let first = own.iter().position(|far| *far == farthest);
        let rest = own.iter().enumerate().filter(|(j, _)| Some(*j) != first);
        let second = rest.map(|(_, far)| *far).fold(0.0, f32::max);
        let others = (0..own.len()).map(|j| if Some(j) == first { second } else { farthest }).collect();
        Self { own, others }
    }
}

impl Kept<'_> {
    /// Lets bounds of some samples give way, and lists those that are no longer in order.
    #[inline(always)]
    pub fn loosen(&mut self, drift: &Drift, listed: &mut [u16]) -> usize {
        let mut count = 0;
        let bounds = self.upper.iter_mut().zip(&mut *self.lower);
        for (at, (label, (upper, lower))) in self.labels.iter().zip(bounds).enumerate() {
            let label = *label as usize;
            *upper = (*upper + drift.own[label]) * UP;
            *lower = (*lower - drift.others[label]).max(0.0) * DOWN;
            listed[count] = at as u16;
            count += usize::from(!in_order(*upper, *lower));
        }
        count
    }

    /// The bounds of some rows of the block.
    #[inline(always)]
    pub fn part(&mut self, rows: std::ops::Range<usize>) -> Kept<'_> {
        Kept {
            labels: &mut self.labels[rows.clone()],
            upper: &mut self.upper[rows.clone()],
            lower: &mut self.lower[rows],
        }
    }
}

/// Whether a sample is nearer to its own center than to any other, by what bounds its distances.
#[inline(always)]
fn in_order(upper: f32, lower: f32) -> bool {
    upper < lower && lower > LEAST
}

/// No less than the root of a square.
#[inline(always)]
pub fn above(square: f64) -> f32 {
    (square as f32).sqrt() * UP
}

/// No more than the root of a square.
#[inline(always)]
pub fn below(square: f64) -> f32 {
    let root = (square as f32).sqrt() * DOWN;
    if root < MOST { root } else { MOST }
}
