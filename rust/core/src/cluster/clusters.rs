//! What an iteration of k-means gathers of each cluster.
#![allow(clippy::cast_sign_loss, reason = "a label is not negative")]

use ndarray::{Array2, ArrayView2};

use crate::compute::Lanes;
use crate::em::Samples;
use crate::em::Tile;

/// Sums over the samples of each cluster, about the old centers.
#[derive(Debug)]
pub struct Clusters {
    pub sums: Vec<f64>,
    pub weights: Vec<f64>,
    pub inertia: f64,
}

impl Clusters {
    /// Of no samples.
    pub fn new(k: usize, d: usize) -> Self {
        Self { sums: vec![0.0; k * d], weights: vec![0.0; k], inertia: 0.0 }
    }

    /// Forgets all samples.
    pub fn clear(&mut self) {
        self.sums.fill(0.0);
        self.weights.fill(0.0);
        self.inertia = 0.0;
    }

    /// Appends other samples.
    pub fn merge(&mut self, next: &Self) {
        let add = |sums: &mut [f64], others: &[f64]| {
            sums.iter_mut().zip(others).for_each(|(sum, other)| *sum += other);
        };
        add(&mut self.sums, &next.sums);
        add(&mut self.weights, &next.weights);
        self.inertia += next.inertia;
    }

    /// Adds the samples of a tile, which are given by `rows` too.
    #[inline(always)]
    pub fn add<const L: usize>(&mut self, tile: &Tile, rows: &[f64], labels: &[i32], centers: &[f64]) {
        match centers.len() / self.weights.len() {
            1 => self.add_rows::<L, 1>(tile, rows, labels, centers),
            2 => self.add_rows::<L, 2>(tile, rows, labels, centers),
            3 => self.add_rows::<L, 3>(tile, rows, labels, centers),
            4 => self.add_rows::<L, 4>(tile, rows, labels, centers),
            _ => self.add_rows::<L, 0>(tile, rows, labels, centers),
        }
    }

    /// As [`add`](Self::add), for `D` features, or any number if `D` is zero.
    #[inline(always)]
    fn add_rows<const L: usize, const D: usize>(
        &mut self,
        tile: &Tile,
        rows: &[f64],
        labels: &[i32],
        centers: &[f64],
    ) {
        let d = if D == 0 { centers.len() / self.weights.len() } else { D };
        let (weights, sums) = (&mut *self.weights, &mut *self.sums);
        let samples = rows.chunks_exact(d).zip(&*tile.weights).zip(labels);
        for ((row, weight), &label) in samples {
            let label = label as usize;
            weights[label] += weight;
            let (sums, last_sums) = sums[label * d..][..d].as_chunks_mut::<L>();
            let (centers, last_centers) = centers[label * d..][..d].as_chunks::<L>();
            let (values, last_values) = row.as_chunks::<L>();
            for ((sum, value), center) in sums.iter_mut().zip(values).zip(centers) {
                let apart = Lanes(*value) - Lanes(*center);
                *sum = apart.mul_add(Lanes::splat(*weight), Lanes(*sum)).0;
            }
            for ((sum, value), center) in last_sums.iter_mut().zip(last_values).zip(last_centers) {
                *sum += weight * (value - center);
            }
        }
    }

    /// Gives each empty cluster a sample of another: the farthest from their centers, farthest first.
    pub fn relocate_empty(&mut self, samples: Samples<'_>, centers: &[f64], labels: &[i32]) {
        let empty: Vec<usize> = (0..self.weights.len()).filter(|&j| self.weights[j] == 0.0).collect();
        if empty.is_empty() {
            return;
        }
        let d = samples.n_features();
        let center = |label: i32| &centers[usize::try_from(label).unwrap_or_default() * d..][..d];
        let distance = |row: usize| -> f64 {
            let apart = samples.rows(row..row + 1).iter().zip(center(labels[row]));
            apart.map(|(value, center)| (value - center).powi(2)).sum()
        };
        let mut rows: Vec<(f64, usize)> = (0..samples.len()).map(|row| (distance(row), row)).collect();
        let count = empty.len().min(rows.len());
        if count < rows.len() {
            rows.select_nth_unstable_by(count, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        }
        rows.truncate(count);
        rows.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        if rows.first().is_none_or(|(distance, _)| *distance == 0.0) {
            return;
        }
        for (&to, &(_, row)) in empty.iter().zip(&rows) {
            let from = usize::try_from(labels[row]).unwrap_or_default();
            let weight = samples.weight(row..row + 1);
            for (c, value) in samples.rows(row..row + 1).iter().enumerate() {
                self.sums[from * d + c] -= weight * (value - centers[from * d + c]);
                self.sums[to * d + c] = weight * (value - centers[to * d + c]);
            }
            self.weights[to] = weight;
            self.weights[from] -= weight;
        }
    }

    /// Old centers plus mean differences; a cluster without weight is put where the heaviest one is.
    pub fn averages(&self, centers: &ArrayView2<'_, f64>) -> Array2<f64> {
        let (k, d) = centers.dim();
        let heaviest = (0..k).fold(0, |best, j| if self.weights[j] > self.weights[best] { j } else { best });
        Array2::from_shape_fn((k, d), |(j, c)| {
            let j = if self.weights[j] > 0.0 { j } else { heaviest };
            let weight = self.weights[j];
            if weight > 0.0 { centers[(j, c)] + self.sums[j * d + c] / weight } else { centers[(j, c)] }
        })
    }
}
