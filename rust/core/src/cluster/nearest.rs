//! The nearest of some centers.

use crate::compute::Lanes;
use crate::compute::prefetch;
use crate::em::Batch;

/// Samples that are compared with the centers at a time.
pub const BATCH: usize = 128;

/// The nearest center of each sample, as a double, and its squared distance.
///
/// Meanwhile the memory is asked for the values that come `next`.
#[inline(always)]
pub fn nearest<const L: usize>(
    batch: &Batch,
    centers: &[f64],
    next: &[f64],
    labels: &mut [f64; BATCH],
    distances: &mut [f64; BATCH],
) {
    match batch.columns.len() / batch.stride {
        1 => search::<L, 1>(batch, centers, next, labels, distances),
        2 => search::<L, 2>(batch, centers, next, labels, distances),
        3 => search::<L, 3>(batch, centers, next, labels, distances),
        _ => search::<L, 0>(batch, centers, next, labels, distances),
    }
}

/// As [`nearest`], for `D` features, or any number if `D` is zero.
#[inline(always)]
fn search<const L: usize, const D: usize>(
    batch: &Batch,
    centers: &[f64],
    next: &[f64],
    labels: &mut [f64; BATCH],
    distances: &mut [f64; BATCH],
) {
    let d = if D == 0 { batch.columns.len() / batch.stride } else { D };
    let (columns, _) = batch.columns.as_chunks::<L>();
    let (labels, _) = labels.as_chunks_mut::<L>();
    let (distances, _) = distances.as_chunks_mut::<L>();
    let vectors = batch.length / L;
    labels[..vectors].fill([0.0; L]);
    distances[..vectors].fill([f64::INFINITY; L]);
    let groups = (centers.len() / d).div_ceil(CENTERS);
    let size = (centers.len() / d).div_ceil(groups);
    let mut next = next.chunks(next.len().div_ceil(groups * vectors.div_ceil(SAMPLES)).max(1));
    for (group, centers) in centers.chunks(size * d).enumerate() {
        let first = (group * size) as f64;
        for start in (0..vectors).step_by(SAMPLES) {
            prefetch(next.next().unwrap_or_default());
            let columns = &columns[start..];
            let best = (&mut labels[start..start + SAMPLES], &mut distances[start..start + SAMPLES]);
            let step = batch.stride / L;
            match centers.len() / d {
                1 => compare::<L, D, 1>(columns, step, centers, first, best),
                2 => compare::<L, D, 2>(columns, step, centers, first, best),
                3 => compare::<L, D, 3>(columns, step, centers, first, best),
                _ => compare::<L, D, CENTERS>(columns, step, centers, first, best),
            }
        }
    }
}

/// Registers of samples that are compared with some centers side by side.
const SAMPLES: usize = 2;

/// Centers that are compared with some samples side by side.
const CENTERS: usize = 4;

/// Replaces labels and distances where one of `K` centers, the first of which is number `first`, is nearer.
#[inline(always)]
fn compare<const L: usize, const D: usize, const K: usize>(
    columns: &[[f64; L]],
    step: usize,
    centers: &[f64],
    first: f64,
    (labels, distances): (&mut [[f64; L]], &mut [[f64; L]]),
) {
    let d = if D == 0 { centers.len() / K } else { D };
    let centers: [&[f64]; K] = std::array::from_fn(|j| &centers[j * d..][..d]);
    let mut squares = [[Lanes::<L>::splat(0.0); SAMPLES]; K];
    for c in 0..d {
        let values = &columns[c * step..][..SAMPLES];
        let values: [Lanes<L>; SAMPLES] = std::array::from_fn(|s| Lanes(values[s]));
        for j in 0..K {
            let coordinate = Lanes::splat(centers[j][c]);
            for s in 0..SAMPLES {
                let apart = values[s] - coordinate;
                squares[j][s] = apart.mul_add(apart, squares[j][s]);
            }
        }
    }
    for s in 0..SAMPLES {
        let (mut label, mut distance) = (Lanes(labels[s]), Lanes(distances[s]));
        let mut index = first;
        for j in 0..K {
            let nearer = |lane: usize| squares[j][s].0[lane] < distance.0[lane];
            label = Lanes::each(|lane| if nearer(lane) { index } else { label.0[lane] });
            distance =
                Lanes::each(|lane| if nearer(lane) { squares[j][s].0[lane] } else { distance.0[lane] });
            index += 1.0;
        }
        labels[s] = label.0;
        distances[s] = distance.0;
    }
}
