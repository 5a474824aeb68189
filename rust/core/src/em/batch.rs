//! A few rows of the data, turned so that a register holds one feature of several samples.

use crate::compute::{Aligned, LINE};

/// Samples are padded to a multiple of this, which all kernels' steps divide.
pub const STEP: usize = 2 * LINE;

/// Up to [`Batch::capacity`] samples by columns, and their weights; padding has weight zero.
#[derive(Debug)]
pub struct Batch {
    /// Feature c of sample t is at c * stride + t.
    pub columns: Aligned,
    /// Sample weights.
    pub weights: Aligned,
    /// Distance of columns: odd in cache lines, so that they do not evict one another.
    pub stride: usize,
    /// Samples with their padding.
    pub length: usize,
    n_features: usize,
}

impl Batch {
    /// An empty batch for samples of `n_features`.
    pub fn new(capacity: usize, n_features: usize) -> Self {
        let stride = capacity + LINE;
        Self {
            columns: Aligned::new(n_features * stride),
            weights: Aligned::new(stride),
            stride,
            length: 0,
            n_features,
        }
    }

    /// The largest number of samples.
    pub const fn capacity(&self) -> usize {
        self.stride - LINE
    }

    /// The number of samples in some row-major `rows`.
    pub const fn count(&self, rows: &[f64]) -> usize {
        rows.len() / self.n_features
    }

    /// Takes in the samples of some row-major `rows`; without weights each weighs one.
    #[inline(always)]
    pub fn fill(&mut self, rows: &[f64], weights: Option<&[f64]>) {
        let (d, stride) = (self.n_features, self.stride);
        let count = self.count(rows);
        self.length = count.next_multiple_of(STEP);
        match weights {
            Some(weights) => self.weights[..count].copy_from_slice(weights),
            None => self.weights[..count].fill(1.0),
        }
        self.weights[count..].fill(0.0);
        match d {
            1 => self.columns[..count].copy_from_slice(rows),
            2 => self.turn::<2>(rows, d),
            3 => self.turn::<3>(rows, d),
            4 => self.turn::<4>(rows, d),
            _ => self.turn::<0>(rows, d),
        }
        for (feature, column) in self.columns.chunks_exact_mut(stride).enumerate() {
            // Padding repeats a sample, so that nothing overflows there that did not elsewhere.
            column[count..].fill(rows[rows.len() - d + feature]);
        }
    }

    /// Writes rows as columns, a cache line of each at a time; `D` features, or `d` if `D` is zero.
    #[inline(always)]
    fn turn<const D: usize>(&mut self, rows: &[f64], d: usize) {
        let (d, stride) = (if D == 0 { d } else { D }, self.stride);
        let columns = &mut self.columns[..d * stride];
        let lines = rows.chunks_exact(LINE * d);
        let rest = lines.remainder();
        let done = rows.len() / (LINE * d) * LINE;
        for (line, rows) in lines.enumerate() {
            let samples: [&[f64]; LINE] = std::array::from_fn(|sample| &rows[sample * d..][..d]);
            for feature in 0..d {
                let values: [f64; LINE] = std::array::from_fn(|sample| samples[sample][feature]);
                columns[feature * stride + line * LINE..][..LINE].copy_from_slice(&values);
            }
        }
        for (sample, row) in rest.chunks_exact(d).enumerate() {
            for feature in 0..d {
                columns[feature * stride + done + sample] = row[feature];
            }
        }
    }
}
