//! The node that a sample goes to, and the second best.

use crate::cluster::nearest::BATCH;
use crate::compute::{Lanes, prefetch};
use crate::em::Batch;
use crate::{Error, Result};

/// Which node a sample goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Winner {
    /// The nearest one.
    Nearest,
    /// The one whose whole neighborhood is nearest: that of the least mean squared distance, each node counting as it is
    /// pulled.
    Local,
}

impl Winner {
    pub(super) const ALL: [Self; 2] = [Self::Nearest, Self::Local];

    /// Its name in Python and in the page.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Nearest => "nearest",
            Self::Local => "local",
        }
    }

    /// That of this name.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] if there is none.
    pub fn named(name: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|winner| winner.name() == name)
            .ok_or_else(|| Error::invalid("winner", "'nearest' or 'local'", format!("{name:.40}")))
    }
}

/// The two best nodes of each sample of a batch, as doubles, and their scores: squared distances and what is added.
pub struct Winners {
    pub first: [f64; BATCH],
    pub second: [f64; BATCH],
    pub score: [f64; BATCH],
    runner_up: [f64; BATCH],
}

impl Winners {
    pub const fn new() -> Self {
        Self { first: [0.0; BATCH], second: [0.0; BATCH], score: [0.0; BATCH], runner_up: [0.0; BATCH] }
    }

    /// Finds them: the least squared distances to `centers`, each with the `offset` of its node added; the first of equals.
    ///
    /// Meanwhile the memory is asked for the values that come `next`.
    #[inline(always)]
    pub fn find<const L: usize>(&mut self, batch: &Batch, centers: &[f64], offsets: &[f64], next: &[f64]) {
        let d = centers.len() / offsets.len();
        let columns = batch.columns.as_chunks::<L>().0;
        let vectors = batch.length / L;
        for (numbers, scores) in [(&mut self.first, &mut self.score), (&mut self.second, &mut self.runner_up)]
        {
            numbers.as_chunks_mut::<L>().0[..vectors].fill([0.0; L]);
            scores.as_chunks_mut::<L>().0[..vectors].fill([f64::INFINITY; L]);
        }
        let groups = offsets.len().div_ceil(NODES);
        let mut next = next.chunks(next.len().div_ceil(groups * vectors.div_ceil(SAMPLES)).max(1));
        let nodes = centers.chunks(NODES * d).zip(offsets.chunks(NODES)).enumerate();
        for (group, (centers, offsets)) in nodes {
            for start in (0..vectors).step_by(SAMPLES) {
                prefetch(next.next().unwrap_or_default());
                let at = Group { centers, offsets, first: (group * NODES) as f64, step: batch.stride / L };
                match offsets.len() {
                    1 => self.compare::<L, 1>(&columns[start..], start, at),
                    2 => self.compare::<L, 2>(&columns[start..], start, at),
                    3 => self.compare::<L, 3>(&columns[start..], start, at),
                    _ => self.compare::<L, NODES>(&columns[start..], start, at),
                }
            }
        }
    }

    /// Lets `K` nodes take part, for samples from register `start` on.
    #[inline(always)]
    fn compare<const L: usize, const K: usize>(&mut self, columns: &[[f64; L]], start: usize, at: Group<'_>) {
        let d = at.centers.len() / K;
        let centers: [&[f64]; K] = std::array::from_fn(|j| &at.centers[j * d..][..d]);
        let mut scores: [[Lanes<L>; SAMPLES]; K] =
            std::array::from_fn(|j| [Lanes::splat(at.offsets[j]); SAMPLES]);
        for c in 0..d {
            let values = &columns[c * at.step..][..SAMPLES];
            let values: [Lanes<L>; SAMPLES] = std::array::from_fn(|s| Lanes(values[s]));
            for j in 0..K {
                let coordinate = Lanes::splat(centers[j][c]);
                for s in 0..SAMPLES {
                    let apart = values[s] - coordinate;
                    scores[j][s] = apart.mul_add(apart, scores[j][s]);
                }
            }
        }
        for s in 0..SAMPLES {
            let [first, second] = [&mut self.first, &mut self.second];
            let [score, runner_up] = [&mut self.score, &mut self.runner_up];
            let slots =
                [first, second, score, runner_up].map(|slot| &mut slot.as_chunks_mut::<L>().0[start + s]);
            let [first, second, score, runner_up] = slots;
            let mut index = at.first;
            for scores in &scores {
                let new = scores[s].0;
                let wins = |lane: usize| new[lane] < score[lane];
                let follows = |lane: usize| new[lane] < runner_up[lane];
                let pick = |lane: usize, first: f64, second: f64, third: f64| {
                    if wins(lane) {
                        first
                    } else if follows(lane) {
                        second
                    } else {
                        third
                    }
                };
                let numbers = Lanes::<L>::each(|lane| pick(lane, first[lane], index, second[lane]));
                let others = Lanes::<L>::each(|lane| pick(lane, score[lane], new[lane], runner_up[lane]));
                let number = Lanes::<L>::each(|lane| if wins(lane) { index } else { first[lane] });
                let best = Lanes::<L>::each(|lane| if wins(lane) { new[lane] } else { score[lane] });
                (*second, *runner_up, *first, *score) = (numbers.0, others.0, number.0, best.0);
                index += 1.0;
            }
        }
    }
}

/// Registers of samples that are compared with some nodes side by side.
const SAMPLES: usize = 2;

/// Nodes that are compared with some samples side by side.
const NODES: usize = 4;

/// Some nodes in a row.
#[derive(Clone, Copy)]
struct Group<'a> {
    centers: &'a [f64],
    offsets: &'a [f64],
    /// The number of the first one.
    first: f64,
    /// Distance of features in a batch, in registers.
    step: usize,
}
