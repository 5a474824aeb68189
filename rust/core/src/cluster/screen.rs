//! The nearest center in single precision, where that is beyond doubt.
//!
//! Half the squared distance of a sample x from a center c is `|c|² / 2 - x c`, but for what all centers share. In single
//! precision that takes a quarter of the time of [`Nearest`](super::nearest::Nearest), and its error has a bound. Where the
//! two least values differ by more, the nearest center is the one that double precision finds; the others are compared again.
#![allow(clippy::cast_possible_truncation, reason = "single precision is what is wanted")]

use super::nearest::BATCH;
use crate::compute::LINE;

/// Registers of samples that are compared with some centers side by side.
const SAMPLES: usize = 2;

/// Centers that are compared with some samples side by side.
const CENTERS: usize = 4;

/// Fewer features are compared as fast in double precision.
const FEWEST_FEATURES: usize = 5;

/// Of more, roundings would add up to more than the bound allows for.
const MOST_FEATURES: usize = 1 << 16;

/// The error below which numbers of single precision are too small to have all their digits.
const LEAST_ERROR: f32 = 1e-30;

/// Centers in single precision, about a point among them.
#[derive(Debug)]
pub struct Screen {
    origin: Vec<f64>,
    /// With the other sign.
    centers: Vec<f32>,
    /// Half their squared distances from the origin.
    halves: Vec<f32>,
    /// The largest of these distances.
    reach: f32,
    /// The largest error of half a squared distance, in units of the square of the largest sum that is in it.
    slack: f32,
}

/// A cache line of singles, and what fits into the widest register.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Line([f32; 2 * LINE]);

/// What comparing some samples with all centers finds.
#[derive(Debug)]
pub struct Sighting {
    /// The nearest center of each.
    pub numbers: [f32; BATCH],
    /// No more than the distance of the second nearest.
    pub lower: [f32; BATCH],
    /// Whether the number is beyond doubt.
    pub sure: [bool; BATCH],
    /// Feature c of samples 16 v ... 16 v + 15 is at c * [`STRIDE`] + v, about the origin.
    columns: Vec<Line>,
    /// Squared distances from the origin.
    squares: [f32; BATCH],
    first: [f32; BATCH],
    second: [f32; BATCH],
}

/// Distance of columns: odd, so that they do not evict one another.
const STRIDE: usize = BATCH / (2 * LINE) + 1;

impl Sighting {
    pub fn new(n_features: usize) -> Self {
        Self {
            numbers: [0.0; BATCH],
            lower: [0.0; BATCH],
            sure: [false; BATCH],
            columns: vec![Line([0.0; 2 * LINE]); n_features * STRIDE],
            squares: [0.0; BATCH],
            first: [0.0; BATCH],
            second: [0.0; BATCH],
        }
    }
}

impl Screen {
    /// For `centers` of `n_features`; none where it would not pay.
    pub fn new(centers: &[f64], n_features: usize) -> Option<Self> {
        let k = centers.len() / n_features;
        if !(FEWEST_FEATURES..=MOST_FEATURES).contains(&n_features) || !(2..1 << 24).contains(&k) {
            return None;
        }
        let mean = |c| centers.iter().skip(c).step_by(n_features).sum::<f64>() / k as f64;
        let origin: Vec<f64> = (0..n_features).map(mean).collect();
        let apart = || centers.chunks_exact(n_features).map(|center| center.iter().zip(&origin));
        let square = |center: std::iter::Zip<_, std::slice::Iter<'_, f64>>| -> f64 {
            center.map(|(value, origin): (&f64, &f64)| (value - origin).powi(2)).sum()
        };
        let squares: Vec<f64> = apart().map(square).collect();
        let reach = squares.iter().copied().fold(0.0, f64::max).sqrt();
        // Each of d products and as many sums has an error of 2^-24 of at most half the square of both distances from
        // the origin together; so have, before them, the roundings of both factors and of what they are added to.
        let slack = 1.1 * (n_features + 8) as f64 * 2.0_f64.powi(-25);
        Some(Self {
            centers: apart().flatten().map(|(value, origin)| (origin - value) as f32).collect(),
            halves: squares.iter().map(|square| (0.5 * square) as f32).collect(),
            origin,
            reach: (reach * 1.000_001) as f32,
            slack: slack as f32,
        })
    }

    /// Finds the nearest center of those rows of `values` whose numbers are `listed`, for registers of `L` doubles.
    #[inline(always)]
    pub fn find<const L: usize>(&self, values: &[f64], listed: &[u16], found: &mut Sighting) {
        match L {
            8 => self.search::<16>(values, listed, found),
            4 => self.search::<8>(values, listed, found),
            _ => self.search::<4>(values, listed, found),
        }
    }

    /// As [`find`](Self::find), for registers of `L` singles.
    #[inline(always)]
    fn search<const L: usize>(&self, values: &[f64], listed: &[u16], found: &mut Sighting) {
        let d = self.origin.len();
        self.turn(values, listed, found);
        let vectors = listed.len().div_ceil(L);
        found.first[..vectors * L].fill(f32::INFINITY);
        found.second[..vectors * L].fill(f32::INFINITY);
        for start in (0..vectors).step_by(SAMPLES) {
            let centers = self.centers.chunks(CENTERS * d).zip(self.halves.chunks(CENTERS));
            for (group, (centers, halves)) in centers.enumerate() {
                let first = (group * CENTERS) as f32;
                match halves.len() {
                    1 => found.compare::<L, 1>(centers, halves, first, start),
                    2 => found.compare::<L, 2>(centers, halves, first, start),
                    3 => found.compare::<L, 3>(centers, halves, first, start),
                    _ => found.compare::<L, CENTERS>(centers, halves, first, start),
                }
            }
        }
        for at in 0..vectors * L {
            let sum = self.reach + found.squares[at].sqrt();
            let error = self.slack * (sum * sum);
            let half = 0.5 * found.squares[at] + found.second[at] - error;
            found.lower[at] = (if half > 0.0 { 2.0 * half } else { 0.0 }).sqrt() * (1.0 - 1e-6);
            found.sure[at] = found.second[at] - found.first[at] > 2.0 * error && error >= LEAST_ERROR;
        }
    }

    /// Writes rows as columns, a cache line of doubles of each at a time; the last row stands for those that fill a register.
    #[inline(always)]
    fn turn(&self, values: &[f64], listed: &[u16], found: &mut Sighting) {
        let d = self.origin.len();
        let mut padded = [0; BATCH];
        padded[..listed.len()].copy_from_slice(listed);
        padded[listed.len()..].fill(listed[listed.len() - 1]);
        let lines = listed.len().next_multiple_of(2 * LINE) / LINE;
        for (line, rows) in padded.as_chunks::<LINE>().0[..lines].iter().enumerate() {
            let rows: [&[f64]; LINE] = std::array::from_fn(|row| &values[usize::from(rows[row]) * d..][..d]);
            let mut squares = [0.0; LINE];
            for (c, origin) in self.origin.iter().enumerate() {
                let apart: [f64; LINE] = std::array::from_fn(|row| rows[row][c] - origin);
                let single = &mut found.columns[c * STRIDE + line / 2].0[line % 2 * LINE..][..LINE];
                for row in 0..LINE {
                    let value = apart[row] as f32;
                    single[row] = value;
                    squares[row] += value * value;
                }
            }
            found.squares[line * LINE..][..LINE].copy_from_slice(&squares);
        }
    }
}

impl Sighting {
    /// Replaces what was found where one of `K` centers, the first of which is number `first`, is nearer.
    #[inline(always)]
    fn compare<const L: usize, const K: usize>(
        &mut self,
        centers: &[f32],
        halves: &[f32],
        first: f32,
        start: usize,
    ) {
        let d = centers.len() / K;
        let centers: [&[f32]; K] = std::array::from_fn(|j| &centers[j * d..][..d]);
        let places: [usize; SAMPLES] = std::array::from_fn(|s| (start + s) * L % BATCH);
        let mut sums: [[[f32; L]; SAMPLES]; K] = std::array::from_fn(|j| [[halves[j]; L]; SAMPLES]);
        for c in 0..d {
            let column = &self.columns[c * STRIDE..][..STRIDE];
            let values: [[f32; L]; SAMPLES] = std::array::from_fn(|s| {
                let (line, within) = (places[s] / (2 * LINE), places[s] % (2 * LINE));
                std::array::from_fn(|lane| column[line].0[within + lane])
            });
            for j in 0..K {
                let coordinate = centers[j][c];
                for s in 0..SAMPLES {
                    sums[j][s] = each(|lane| fused::<L>(values[s][lane], coordinate, sums[j][s][lane]));
                }
            }
        }
        for s in 0..SAMPLES {
            let slots = [&mut self.numbers, &mut self.first, &mut self.second];
            let [numbers, firsts, seconds] = slots.map(|slot| slot.as_chunks_mut::<L>().0);
            let (mut number, mut least, mut other) =
                (numbers[start + s], firsts[start + s], seconds[start + s]);
            let mut index = first;
            for sums in &sums {
                let new = sums[s];
                // Each lane reads what it chooses from before it chooses, or the reads would depend on it.
                let loser = each::<L>(|lane| larger(new[lane], least[lane]));
                other = each(|lane| lesser(loser[lane], other[lane]));
                number = each(|lane| {
                    let (new, least, number) = (new[lane], least[lane], number[lane]);
                    if new < least { index } else { number }
                });
                least = each(|lane| lesser(new[lane], least[lane]));
                index += 1.0;
            }
            (numbers[start + s], firsts[start + s], seconds[start + s]) = (number, least, other);
        }
    }
}

/// `factor * value + term`, fused where registers are those of an instruction set that has it.
#[inline(always)]
fn fused<const L: usize>(factor: f32, value: f32, term: f32) -> f32 {
    if L > 4 { factor.mul_add(value, term) } else { factor * value + term }
}

#[inline(always)]
const fn lesser(left: f32, right: f32) -> f32 {
    if left < right { left } else { right }
}

#[inline(always)]
const fn larger(left: f32, right: f32) -> f32 {
    if left > right { left } else { right }
}

#[inline(always)]
fn each<const L: usize>(value: impl Fn(usize) -> f32) -> [f32; L] {
    let mut lanes = [0.0; L];
    for (lane, slot) in lanes.iter_mut().enumerate() {
        *slot = value(lane);
    }
    lanes
}
