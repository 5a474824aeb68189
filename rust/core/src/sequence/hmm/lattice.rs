//! The memory of forward and backward: states by rows.

use crate::compute::{Aligned, ROW_BLOCK};

/// Rows between two scalings.
pub const SCALED: usize = 16;

/// Rows that are gone over at once where a sequence is too long to be kept.
pub const WINDOW: usize = ROW_BLOCK;

/// Most values of states in rows that are kept of a sequence: more would leave the cache.
const KEPT: usize = 1 << 15;

/// Rows that are kept of a sequence, if it has no more.
pub const fn most_rows(width: usize) -> usize {
    let rows = KEPT / width;
    // Sequences that are gone over together have fewer than two windows.
    if rows > 2 * WINDOW { rows } else { 2 * WINDOW }
}

/// What is kept of the rows of a window: `width` values each.
#[derive(Debug)]
pub struct Lattice {
    width: usize,
    /// Densities of the rows under the states, then the states' shares of them.
    shares: Aligned,
    /// Forward probabilities, after a row for those before the window.
    ahead: Aligned,
    scales: Vec<f64>,
}

/// Consecutive rows of a sequence.
#[derive(Debug)]
pub struct Part<'a> {
    /// Whether the sequence begins with them.
    pub first: bool,
    /// The weight of the sequence.
    pub weight: f64,
    /// Densities or shares.
    pub shares: &'a mut [f64],
    /// Forward probabilities, after a row for those before.
    pub ahead: &'a mut [f64],
    /// Factors of the forward probabilities, one for [`SCALED`] rows.
    pub scales: &'a mut [f64],
}

/// What is known on the way back.
#[derive(Debug)]
pub struct Behind {
    /// beta of the row that comes next.
    pub values: Vec<f64>,
    /// Whether its product with what is known on the way ahead must be one.
    pub known: bool,
    /// Densities times beta of the last rows.
    pub products: Aligned,
}

impl Lattice {
    /// For so many rows.
    pub fn new(rows: usize, width: usize) -> Self {
        let [shares, ahead] = [Aligned::new(rows * width), Aligned::new((rows + 1) * width)];
        Self { width, shares, ahead, scales: vec![0.0; rows] }
    }

    /// The part of `rows` of the window, of which it is the first one of its sequence or not.
    pub fn part(&mut self, rows: std::ops::Range<usize>, first: bool, weight: f64) -> Part<'_> {
        let (start, end) = (rows.start * self.width, rows.end * self.width);
        Part {
            first,
            weight,
            shares: &mut self.shares[start..end],
            // A sequence that begins in the window looks at no row before it.
            ahead: &mut self.ahead[start..end + self.width],
            scales: &mut self.scales[rows],
        }
    }

    /// Values of a row.
    pub const fn width(&self) -> usize {
        self.width
    }

    /// Those of the first rows.
    pub fn shares(&self, rows: usize) -> &[f64] {
        &self.shares[..rows * self.width]
    }

    /// Those of the first rows, to be filled in.
    pub fn shares_mut(&mut self, rows: usize) -> &mut [f64] {
        &mut self.shares[..rows * self.width]
    }

    /// The forward probabilities of the last of so many rows.
    pub fn last(&self, rows: usize) -> &[f64] {
        &self.ahead[rows * self.width..][..self.width]
    }

    /// Puts forward probabilities before the first row.
    pub fn begin(&mut self, before: &[f64]) {
        self.ahead[..self.width].copy_from_slice(before);
    }
}

impl Behind {
    /// Before anything is known.
    pub fn new(width: usize) -> Self {
        Self { values: vec![1.0; width], known: false, products: Aligned::new(SCALED * width) }
    }

    /// At the end of a sequence, where all states are alike.
    pub fn restart(&mut self, value: f64) {
        self.values.fill(value);
        self.known = false;
    }
}
