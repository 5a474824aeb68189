//! The nearest of some centers.

use crate::compute::Lanes;
use crate::compute::prefetch;
use crate::em::Batch;

/// Samples that are compared with the centers at a time.
pub const BATCH: usize = 128;

/// What comparing the samples of a batch with all centers finds.
#[derive(Debug)]
pub struct Nearest {
    /// The nearest center of each, the first of equals, as a double.
    pub numbers: [f64; BATCH],
    /// Its squared distance.
    pub squares: [f64; BATCH],
    /// That of the second nearest, where it is asked for.
    pub seconds: [f64; BATCH],
}

impl Nearest {
    pub const fn new() -> Self {
        Self { numbers: [0.0; BATCH], squares: [0.0; BATCH], seconds: [0.0; BATCH] }
    }

    /// Compares, for the second nearest too if `SECOND`.
    ///
    /// Meanwhile the memory is asked for the values that come `next`.
    #[inline(always)]
    pub fn find<const L: usize, const SECOND: bool>(&mut self, batch: &Batch, centers: &[f64], next: &[f64]) {
        match batch.columns.len() / batch.stride {
            1 => self.search::<L, 1, SECOND>(batch, centers, next),
            2 => self.search::<L, 2, SECOND>(batch, centers, next),
            3 => self.search::<L, 3, SECOND>(batch, centers, next),
            _ => self.search::<L, 0, SECOND>(batch, centers, next),
        }
    }

    /// As [`find`](Self::find), for `D` features, or any number if `D` is zero.
    #[inline(always)]
    fn search<const L: usize, const D: usize, const SECOND: bool>(
        &mut self,
        batch: &Batch,
        centers: &[f64],
        next: &[f64],
    ) {
        let d = if D == 0 { batch.columns.len() / batch.stride } else { D };
        let (columns, _) = batch.columns.as_chunks::<L>();
        let vectors = batch.length / L;
        self.numbers.as_chunks_mut::<L>().0[..vectors].fill([0.0; L]);
        self.squares.as_chunks_mut::<L>().0[..vectors].fill([f64::INFINITY; L]);
        self.seconds.as_chunks_mut::<L>().0[..vectors].fill([f64::INFINITY; L]);
        let groups = (centers.len() / d).div_ceil(CENTERS);
        let size = (centers.len() / d).div_ceil(groups);
        let mut next = next.chunks(next.len().div_ceil(groups * vectors.div_ceil(SAMPLES)).max(1));
        for (group, centers) in centers.chunks(size * d).enumerate() {
            let first = (group * size) as f64;
            for start in (0..vectors).step_by(SAMPLES) {
                prefetch(next.next().unwrap_or_default());
                let columns = Columns { values: &columns[start..], step: batch.stride / L, start };
                match centers.len() / d {
                    1 => self.compare::<L, D, 1, SECOND>(columns, centers, first),
                    2 => self.compare::<L, D, 2, SECOND>(columns, centers, first),
                    3 => self.compare::<L, D, 3, SECOND>(columns, centers, first),
                    _ => self.compare::<L, D, CENTERS, SECOND>(columns, centers, first),
                }
            }
        }
    }

    /// Replaces what was found where one of `K` centers, the first of which is number `first`, is nearer.
    #[inline(always)]
    fn compare<const L: usize, const D: usize, const K: usize, const SECOND: bool>(
        &mut self,
        columns: Columns<'_, L>,
        centers: &[f64],
        first: f64,
    ) {
        let d = if D == 0 { centers.len() / K } else { D };
        let centers: [&[f64]; K] = std::array::from_fn(|j| &centers[j * d..][..d]);
        let mut squares = [[Lanes::<L>::splat(0.0); SAMPLES]; K];
        for c in 0..d {
            let values = &columns.values[c * columns.step..][..SAMPLES];
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
            let slots = [&mut self.numbers, &mut self.squares, &mut self.seconds];
            let [number, square, second] =
                slots.map(|slot| &mut slot.as_chunks_mut::<L>().0[columns.start + s]);
            let (mut index, mut least, mut other) = (Lanes(*number), Lanes(*square), Lanes(*second));
            let mut j = first;
            for squares in &squares {
                let new = squares[s].0;
                let nearer = |lane: usize| new[lane] < least.0[lane];
                if SECOND {
                    let loser = Lanes::<L>::each(|lane| if nearer(lane) { least.0[lane] } else { new[lane] });
                    other = Lanes::each(|lane| {
                        if loser.0[lane] < other.0[lane] { loser.0[lane] } else { other.0[lane] }
                    });
                }
                index = Lanes::each(|lane| if nearer(lane) { j } else { index.0[lane] });
                least = Lanes::each(|lane| if nearer(lane) { new[lane] } else { least.0[lane] });
                j += 1.0;
            }
            (*number, *square) = (index.0, least.0);
            if SECOND {
                *second = other.0;
            }
        }
    }
}

/// Registers of samples that are compared with some centers side by side.
const SAMPLES: usize = 2;

/// Centers that are compared with some samples side by side.
const CENTERS: usize = 4;

/// The samples of a batch from register `start` on.
#[derive(Clone, Copy)]
struct Columns<'a, const L: usize> {
    values: &'a [[f64; L]],
    /// Distance of features, in registers.
    step: usize,
    start: usize,
}
