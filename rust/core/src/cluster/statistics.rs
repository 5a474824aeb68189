//! The statistics of k-means: sums over the samples of each cluster, gathered by its E step.
#![allow(clippy::cast_sign_loss, reason = "a label is not negative")]

use ndarray::{Array1, Array2};

use crate::compute::{Lanes, ROW_BLOCK, Sums, Tree};
use crate::em::{Data, Statistics};
use crate::{Error, Result};

/// Sums over the samples of each cluster, about the old centers.
#[derive(Clone, Debug, PartialEq)]
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

    /// Adds samples, of which `rows` are the values, but for their inertia, and writes their squared distances.
    #[inline(always)]
    pub fn collect<const L: usize>(
        &mut self,
        rows: &[f64],
        weights: &[f64],
        labels: &[i32],
        centers: &[f64],
        squares: &mut [f64],
    ) {
        match centers.len() / self.weights.len() {
            1 => self.collect_few::<1>(rows, weights, labels, centers, squares),
            2 => self.collect_few::<2>(rows, weights, labels, centers, squares),
            3 => self.collect_few::<3>(rows, weights, labels, centers, squares),
            4 => self.collect_rows::<L, 4>(rows, weights, labels, centers, squares),
            _ => self.collect_rows::<L, 0>(rows, weights, labels, centers, squares),
        }
    }

    /// As [`collect`](Self::collect), for `D` features, fewer than fill a register.
    #[inline(always)]
    fn collect_few<const D: usize>(
        &mut self,
        rows: &[f64],
        weights: &[f64],
        labels: &[i32],
        centers: &[f64],
        squares: &mut [f64],
    ) {
        let (sums, centers) = (self.sums.as_chunks_mut::<D>().0, centers.as_chunks::<D>().0);
        let samples = rows.as_chunks::<D>().0.iter().zip(weights).zip(labels).zip(squares);
        for (((row, weight), &label), square) in samples {
            let label = label as usize;
            self.weights[label] += weight;
            let (sum, center) = (&mut sums[label], &centers[label]);
            *square = 0.0;
            for a in 0..D {
                let apart = row[a] - center[a];
                sum[a] += weight * apart;
                *square += apart * apart;
            }
        }
    }

    /// As [`collect`](Self::collect), for `D` features, or any number if `D` is zero.
    #[inline(always)]
    fn collect_rows<const L: usize, const D: usize>(
        &mut self,
        rows: &[f64],
        weights: &[f64],
        labels: &[i32],
        centers: &[f64],
        squares: &mut [f64],
    ) {
        let d = if D == 0 { centers.len() / self.weights.len() } else { D };
        let (masses, sums) = (&mut *self.weights, &mut *self.sums);
        let samples = rows.chunks_exact(d).zip(weights).zip(labels).zip(squares);
        for (((row, weight), &label), square) in samples {
            let label = label as usize;
            masses[label] += weight;
            let (sums, last_sums) = sums[label * d..][..d].as_chunks_mut::<L>();
            let (centers, last_centers) = centers[label * d..][..d].as_chunks::<L>();
            let (values, last_values) = row.as_chunks::<L>();
            let mut lanes = Lanes::<L>::splat(0.0);
            for ((sum, value), center) in sums.iter_mut().zip(values).zip(centers) {
                let apart = Lanes(*value) - Lanes(*center);
                *sum = apart.mul_add(Lanes::splat(*weight), Lanes(*sum)).0;
                lanes = apart.mul_add(apart, lanes);
            }
            let mut rest = 0.0;
            for ((sum, value), center) in last_sums.iter_mut().zip(last_values).zip(last_centers) {
                let apart = value - center;
                *sum += weight * apart;
                rest += apart * apart;
            }
            *square = lanes.sum() + rest;
        }
    }
}

/// Adds what samples add to the inertia to a sum, lane by lane; there are as many as fill whole registers.
#[inline(always)]
pub fn weighted<const L: usize>(weights: &[f64], squares: &[f64], sum: Lanes<L>) -> Lanes<L> {
    let pairs = weights.as_chunks::<L>().0.iter().zip(squares.as_chunks::<L>().0);
    pairs.fold(sum, |sum, (weight, square)| Lanes(*weight).mul_add(Lanes(*square), sum))
}

impl Sums for Clusters {
    fn add(&mut self, next: &Self) {
        let add = |sums: &mut [f64], others: &[f64]| {
            sums.iter_mut().zip(others).for_each(|(sum, other)| *sum += other);
        };
        add(&mut self.sums, &next.sums);
        add(&mut self.weights, &next.weights);
        self.inertia += next.inertia;
    }
}

/// A sample far from its center.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Far {
    pub square: f64,
    pub row: usize,
    pub label: usize,
    pub weight: f64,
    pub values: Vec<f64>,
}

/// Sums over the samples of each cluster, about the centers that they were assigned to.
#[derive(Clone, Debug, PartialEq)]
pub struct ClusterStatistics {
    pub(super) centers: Array2<f64>,
    pub(super) clusters: Tree<Clusters>,
    /// As many of the samples that are farthest from their centers as there are empty clusters, farthest first.
    pub(super) farthest: Vec<Far>,
    pub(super) weight: f64,
    pub(super) n_samples: usize,
    /// By which labels can be told from others that are not there; 0 of those that are.
    pub(super) labels: u64,
}

impl ClusterStatistics {
    /// Of samples that were assigned to `centers` with these `labels`.
    pub(super) fn new(
        centers: Array2<f64>,
        clusters: Tree<Clusters>,
        data: Data<'_>,
        labels: &[i32],
    ) -> Self {
        let (weight, n_samples) = (data.weight(0..data.len()), data.len());
        let mut statistics = Self { centers, clusters, farthest: Vec::new(), weight, n_samples, labels: 0 };
        let count = statistics.empty().len();
        if count > 0 {
            statistics.farthest = farthest(data, &statistics.centers, labels, count);
        }
        statistics
    }

    /// The weighted sum of squared distances to the centers.
    #[must_use]
    pub fn inertia(&self) -> f64 {
        self.clusters.sum(|clusters| clusters.inertia)
    }

    /// These, with a [mark](Self::labels) of their labels.
    pub(super) fn marked(self, labels: &[i32], first_row: u64) -> Self {
        let first = first_row / ROW_BLOCK as u64;
        let blocks = (first..).zip(labels.chunks(ROW_BLOCK));
        let sum = blocks.fold(0_u64, |sum, (block, labels)| sum.wrapping_add(mark(block, labels)));
        Self { labels: sum, ..self }
    }

    /// A mark of the labels of all samples: where two differ, so do the labels, and where they are the same, so are the
    /// labels, but for one case in 2^64.
    #[must_use]
    pub const fn labels(&self) -> u64 {
        self.labels
    }

    /// The number of clusters, k.
    #[must_use]
    pub fn n_clusters(&self) -> usize {
        self.centers.nrows()
    }

    /// Clusters without a sample.
    fn empty(&self) -> Vec<usize> {
        let clusters = self.clusters.total();
        (0..clusters.weights.len()).filter(|&j| clusters.weights[j] == 0.0).collect()
    }

    /// The means of the clusters, shape (k, d), and the weights of their samples, shape (k).
    ///
    /// An empty cluster is moved to the sample that is farthest from its center, as scikit-learn does; if there
    /// is none at a distance, to the center of the heaviest cluster.
    #[must_use]
    pub fn means(&self) -> (Array2<f64>, Array1<f64>) {
        let mut clusters = self.clusters.total().into_owned();
        if self.farthest.first().is_some_and(|far| far.square != 0.0) {
            for (to, far) in self.empty().into_iter().zip(&self.farthest) {
                clusters.relocate(to, far, &self.centers);
            }
        }
        (clusters.averages(&self.centers), clusters.weights.into())
    }
}

impl Statistics for ClusterStatistics {
    fn merge(&mut self, next: &Self) -> Result<()> {
        if self.centers != next.centers {
            return Err(Error::invalid("statistics", "about the same centers to be added", "others"));
        }
        self.clusters.append(&next.clusters);
        let after = self.n_samples;
        let shifted = next.farthest.iter().map(|far| Far { row: far.row + after, ..far.clone() });
        self.farthest.extend(shifted);
        // What is empty in the whole is empty in each part: the parts know enough samples.
        self.farthest.sort_by(|a, b| farther((a.square, a.row), (b.square, b.row)));
        self.farthest.truncate(self.empty().len());
        self.weight += next.weight;
        self.n_samples += next.n_samples;
        self.labels = self.labels.wrapping_add(next.labels);
        Ok(())
    }

    fn log_likelihood(&self) -> f64 {
        -self.inertia()
    }

    fn weight(&self) -> f64 {
        self.weight
    }
}

/// A number that tells the labels of a block from others.
fn mark(block: u64, labels: &[i32]) -> u64 {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    let step = |hash: u64, word: u64| (hash.rotate_left(23) ^ word).wrapping_mul(FACTOR);
    let pairs = labels.chunks(2).map(|pair| pair.iter().fold(0, |word, &label| (word << 32) | label as u64));
    pairs.fold(step(FACTOR, block), step)
}

/// The farthest first, of equals the first row.
fn farther(a: (f64, usize), b: (f64, usize)) -> std::cmp::Ordering {
    b.0.total_cmp(&a.0).then(a.1.cmp(&b.1))
}

/// The `count` samples of some weight that are farthest from their centers, farthest first.
fn farthest(data: Data<'_>, centers: &Array2<f64>, labels: &[i32], count: usize) -> Vec<Far> {
    let mut buffer = Vec::new();
    let mut square = |row: usize| -> f64 {
        let apart = data.rows(row..row + 1, &mut buffer).iter().zip(centers.row(labels[row] as usize));
        apart.map(|(value, center)| (value - center).powi(2)).sum()
    };
    let present = (0..data.len()).filter(|&row| data.weight(row..row + 1) > 0.0);
    let mut rows: Vec<(f64, usize)> = present.map(|row| (square(row), row)).collect();
    let count = count.min(rows.len());
    if count < rows.len() {
        rows.select_nth_unstable_by(count, |a, b| farther(*a, *b));
    }
    rows.truncate(count);
    rows.sort_unstable_by(|a, b| farther(*a, *b));
    let far = |(square, row): (f64, usize)| Far {
        square,
        row,
        label: labels[row] as usize,
        weight: data.weight(row..row + 1),
        values: data.rows(row..row + 1, &mut Vec::new()).to_vec(),
    };
    rows.into_iter().map(far).collect()
}

impl Clusters {
    /// Gives the empty cluster `to` a sample of another.
    fn relocate(&mut self, to: usize, far: &Far, centers: &Array2<f64>) {
        let (d, from) = (far.values.len(), far.label);
        for (c, value) in far.values.iter().enumerate() {
            self.sums[from * d + c] -= far.weight * (value - centers[(from, c)]);
            self.sums[to * d + c] = far.weight * (value - centers[(to, c)]);
        }
        self.weights[to] = far.weight;
        self.weights[from] -= far.weight;
    }

    /// Old centers plus mean differences; a cluster without weight is put where the heaviest one is.
    fn averages(&self, centers: &Array2<f64>) -> Array2<f64> {
        let (k, d) = centers.dim();
        let heaviest = (0..k).fold(0, |best, j| if self.weights[j] > self.weights[best] { j } else { best });
        Array2::from_shape_fn((k, d), |(j, c)| {
            let j = if self.weights[j] > 0.0 { j } else { heaviest };
            let weight = self.weights[j];
            if weight > 0.0 { centers[(j, c)] + self.sums[j * d + c] / weight } else { centers[(j, c)] }
        })
    }
}
