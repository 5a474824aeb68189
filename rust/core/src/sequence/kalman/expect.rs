//! The E step: filter and smoother over all sequences, and the sums that the M step needs.

use std::ops::Range;

use super::belief::Belief;
use super::filter::{BLOCK, Block};
use super::matrix::size::{ForStates, for_states, run};
use super::moments::{Gather, Moments};
use super::parameters::LinearSystem;
use super::smoother::Smoother;
use super::statistics::{KalmanStatistics, KalmanSums};
use super::system::System;
use crate::compute::{Place, ROW_BLOCK, Tree};
use crate::em::Data;
use crate::{Context, Error, Result, Vectorized};

/// Sequences whose sums are held at once.
const HELD: usize = 1024;

/// Runs filter and smoother over sequences of so many rows, one after the other, and gathers the statistics for an M step.
///
/// A value that is NaN is missing. The weight of a sequence is that of its first row.
///
/// # Errors
/// [`Error::InvalidArgument`] if data and parameters have other numbers of columns, lengths do not sum up to the rows, values
/// are infinite, states grow beyond all bounds, a row is certain beforehand, or the values of a sequence do not tell
/// all states of a diffuse start; [`Error::Cancelled`].
pub fn expect_statistics(
    data: Data<'_>,
    lengths: &[usize],
    system: &LinearSystem,
    context: Context<'_>,
) -> Result<KalmanStatistics> {
    for_states(system.n_states(), Expect { data, lengths, system, context })
}

struct Expect<'a> {
    data: Data<'a>,
    lengths: &'a [usize],
    system: &'a LinearSystem,
    context: Context<'a>,
}

impl ForStates for Expect<'_> {
    type Output = Result<KalmanStatistics>;

    fn run<const N: usize>(self) -> Self::Output {
        let Self { data, lengths, system, context } = self;
        let sequences = sequences(data, lengths, system)?;
        let padded = System::<N>::of(system);
        let mut tree = Tree::starting(0);
        for first in (0..sequences.len()).step_by(HELD) {
            let held = &sequences[first..sequences.len().min(first + HELD)];
            let sums = context.executor.map(held.len(), held.len() > 1, |at| {
                let rows = held[at].clone();
                run::<N, _>(Sequence { data, rows, system: &padded, context }, context)
            });
            for (at, sums) in sums.into_iter().enumerate() {
                tree.insert(Place::block((first + at) as u64), sums?, &mut Vec::new());
            }
        }
        if sequences.is_empty() {
            tree = Tree::alone(KalmanSums::new(padded.n, padded.p));
        }
        let sums = tree.filled((sequences.len() * ROW_BLOCK) as u64);
        Ok(KalmanStatistics { system: system.clone(), sums })
    }
}

/// The rows of each sequence, if they suit the data and the system.
pub fn sequences(data: Data<'_>, lengths: &[usize], system: &LinearSystem) -> Result<Vec<Range<usize>>> {
    data.of_features(system.n_features())?;
    let rows: usize = lengths.iter().sum();
    if rows != data.len() || lengths.contains(&0) {
        let expected = format!("of at least 1 and of the sum {}, as X has rows", data.len());
        return Err(Error::invalid("lengths", expected, format!("the sum {rows}")));
    }
    if let Some((row, column, value)) = data.find(f64::is_infinite) {
        let value = format!("{value} (first at row {row}, column {column})");
        return Err(Error::invalid("X", "finite, or NaN where a value is missing", value));
    }
    let mut end = 0;
    let ranges = lengths.iter().map(|length| {
        end += length;
        end - length..end
    });
    Ok(ranges.collect())
}

/// The E step over one sequence.
struct Sequence<'a, const N: usize> {
    data: Data<'a>,
    rows: Range<usize>,
    system: &'a System<N>,
    context: Context<'a>,
}

impl<const N: usize> Vectorized for Sequence<'_, N> {
    type Output = Result<KalmanSums>;

    #[inline(always)]
    fn run<const LANES: usize>(self) -> Result<KalmanSums> {
        match (N, self.system.p) {
            (1..=4, 1) => self.sums::<1>(),
            (1..=4, 2) => self.sums::<2>(),
            _ => self.sums::<0>(),
        }
    }
}

impl<const N: usize> Sequence<'_, N> {
    #[inline(always)]
    fn sums<const P: usize>(self) -> Result<KalmanSums> {
        let Self { data, rows, system, context } = self;
        let blocks: Vec<Range<usize>> =
            rows.clone().step_by(BLOCK).map(|start| start..rows.end.min(start + BLOCK)).collect();
        let (mut buffer, mut block) = (Vec::new(), Block::new(system.p));
        let (mut beliefs, mut belief) = (Vec::with_capacity(blocks.len()), Belief::initial(system));
        let (mut smoother, mut moments) = (Smoother::new(), Moments::new(system.p));
        let mut log_likelihood = 0.0;
        // There, keeping what is known before each block, and back, through the steps of each block anew.
        let there = (0..blocks.len()).map(|at| (at, false));
        for (at, is_back) in there.chain((0..blocks.len()).rev().map(|at| (at, true))) {
            context.check()?;
            let values = data.rows(blocks[at].clone(), &mut buffer);
            let is_last = at + 1 == blocks.len();
            if !is_back {
                beliefs.push(belief.clone());
            }
            if !(is_back && is_last) {
                let before = beliefs[at].clone();
                belief = block.filter::<P>(system, before, values, context.cancellation)?;
            }
            if !is_back {
                continue;
            }
            if is_last && belief.is_untold() {
                return Err(untold());
            }
            block.compare::<P>(system, values, |_| ());
            log_likelihood += block.log_likelihood;
            let count = blocks[at].len();
            // The last row of all has no successor: its sums are kept apart.
            for part in [count - 1..count, 0..count - 1] {
                let mut gather = Gather::<N, P> { system, values, moments: &mut moments };
                smoother.back::<P>(system, &block, part.clone(), &mut gather, context.cancellation)?;
                if is_last && part.end == count {
                    moments.part_last();
                }
            }
        }
        let weight = data.weights(rows.clone()).map_or(1.0, |weights| weights[0]);
        let mut sums = moments.finish(system, log_likelihood, rows.len());
        sums.scale(weight);
        if sums.are_finite() { Ok(sums) } else { Err(unbounded()) }
    }
}

/// The error about numbers that are too large.
fn unbounded() -> Error {
    Error::invalid(
        "transition",
        "such that the states of all rows are finite",
        "one by which they overflow, or X is too large",
    )
}

/// The error about a diffuse start that the values of a sequence do not end.
pub fn untold() -> Error {
    Error::invalid(
        "initialization",
        "\"known\" where the values of a sequence do not determine all states",
        "\"diffuse\"",
    )
}
