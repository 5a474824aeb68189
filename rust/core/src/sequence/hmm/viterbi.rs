//! The most likely states of sequences.

use std::f64::consts::LN_2;
use std::ops::Range;

use ndarray::Array1;
use rayon::prelude::*;

use super::chain::Chain;
use super::densities::{Densities, Scale};
use super::job::{Job, Wide};
use super::lattice::{SCALED, WINDOW, most_rows};
use super::parameters::Parameters;
use super::ways::{self, Ways};
use crate::compute::{Aligned, Lanes, zeroed};
use crate::em::Data;
use crate::mixture::{Emissions, IMPOSSIBLE};
use crate::{Context, Result, Vectorized};

/// The states (n) that sequences most likely went through, and the natural logarithms of how likely they are together
/// with the rows, one for each sequence.
///
/// With the logarithms b of the densities of a row and A of the transitions, `d_t(j) = b_t(j) + max_i (d_{t-1}(i) + A_ij)`
/// (L. R. Rabiner, "A tutorial on hidden Markov models", 1989, 33); of equals the first state is taken. The way back asks again which state was best, and so only for the states that it meets.
///
/// # Errors
/// As [`log_likelihoods`](super::log_likelihoods), and [`Error::OutOfMemory`](crate::Error::OutOfMemory).
pub fn decode<M: Emissions>(
    data: Data<'_>,
    parameters: &Parameters<M>,
    context: Context<'_>,
) -> Result<(Array1<i64>, Array1<f64>)> {
    let mut states = zeroed(data.len(), "the states")?;
    let logs = Job::new(parameters, data, context)?.run(Decode { states: &mut states })?;
    Ok((states.into(), logs.into()))
}

struct Decode<'a> {
    states: &'a mut [i64],
}

impl Wide for Decode<'_> {
    type Output = Vec<f64>;

    fn run<const W: usize>(self, job: &Job<'_>) -> Result<Vec<f64>> {
        // Finite, so that the sum of an impossible step with others is a number.
        let log = |probability: f64| probability.log2().max(IMPOSSIBLE);
        let chain = Chain::<W>::new(job.start, job.transition, 2.0 * IMPOSSIBLE, log);
        let mut rest = self.states;
        let mut pieces = Vec::new();
        for unit in job.units() {
            let rows: usize = unit.iter().map(ExactSizeIterator::len).sum();
            let (piece, after) = rest.split_at_mut(rows);
            pieces.push((unit, piece));
            rest = after;
        }
        let decoder = || Decoder::new(&chain, job.densities(), job.data.len());
        let context = job.context;
        let decode = |decoder: &mut Decoder<'_, W>, (unit, piece): (Vec<Range<usize>>, &mut [i64])| {
            let first = unit[0].start;
            let places = |rows: &Range<usize>| rows.start - first..rows.end - first;
            let each =
                unit.iter().map(|rows| decoder.decode(rows.clone(), &mut piece[places(rows)], context));
            let logs = each.collect::<Result<Vec<f64>>>()?;
            job.check(&logs, &unit)?;
            Ok(logs)
        };
        let found: Result<Vec<Vec<f64>>> = if pieces.len() > 1 && context.executor.threads() > 1 {
            context.install(|| pieces.into_par_iter().map_init(decoder, decode).collect())
        } else {
            let mut decoder = decoder();
            pieces.into_iter().map(|piece| decode(&mut decoder, piece)).collect()
        };
        Ok(found?.concat().into_iter().map(|log| log * LN_2).collect())
    }
}

/// Finds the states of sequences, in the memory of a thread.
struct Decoder<'a, const W: usize> {
    chain: &'a Chain<W>,
    densities: Densities<'a>,
    /// Log densities of the rows of a window.
    logs: Aligned,
    /// Of the best ways to the states, after a row for those before the window.
    best: Aligned,
    /// Logarithms that all states share, by rows.
    shared: Vec<f64>,
    /// Zeros, then the columns of the transitions.
    columns: Vec<f64>,
}

impl<'a, const W: usize> Decoder<'a, W> {
    fn new(chain: &'a Chain<W>, densities: Densities<'a>, n_rows: usize) -> Self {
        let width = chain.width();
        let entry = |place: usize| chain.entry(place % width, place / width);
        let columns = (0..width).map(|_| 0.0).chain((0..width * width).map(entry)).collect();
        let rows = most_rows(width).min(n_rows);
        let [logs, best] = [Aligned::new(rows * width), Aligned::new((rows + 1) * width)];
        Self { chain, densities, logs, best, shared: vec![0.0; rows], columns }
    }

    /// Writes the states of a sequence; returns log2 of how likely they are.
    fn decode(&mut self, rows: Range<usize>, states: &mut [i64], context: Context<'_>) -> Result<f64> {
        let width = self.chain.width();
        let length = if rows.len() <= self.shared.len() { rows.len() } else { WINDOW };
        let windows: Vec<_> =
            rows.clone().step_by(length).map(|start| start..rows.end.min(start + length)).collect();
        if self.chain.is_narrow() {
            return self.decode_narrow(&windows, states, context);
        }
        let mut total = 0.0;
        // The rows before each window.
        let mut before = vec![vec![0.0; width]];
        for (number, window) in windows.iter().enumerate() {
            total += self.ahead(window.clone(), &before[number], number == 0, context)?;
            before.push(self.best[window.len() * width..][..width].to_vec());
        }
        let mut next = None;
        for (number, window) in windows.iter().enumerate().rev() {
            // Of the last one all is there still.
            if number + 1 < windows.len() {
                self.ahead(window.clone(), &before[number], number == 0, context)?;
            }
            let at = window.start - rows.start..window.end - rows.start;
            let best = &self.best[width..(window.len() + 1) * width];
            let back = Back {
                columns: &self.columns,
                best,
                n_states: self.chain.n_states(),
                next,
                states: &mut states[at],
            };
            next = Some(context.run::<Back<'_, W>>(back));
        }
        let last = &before[windows.len()][..self.chain.n_states()];
        Ok(total + last.iter().copied().fold(f64::NEG_INFINITY, f64::max))
    }

    /// As [`decode`](Self::decode), of states that one register holds, whose ways need no memory.
    fn decode_narrow(
        &mut self,
        windows: &[Range<usize>],
        states: &mut [i64],
        context: Context<'_>,
    ) -> Result<f64> {
        let (chain, mut ways, mut total) = (self.chain, Ways::new(), 0.0);
        for (number, window) in windows.iter().enumerate() {
            let states = &mut states[window.start - windows[0].start..][..window.len()];
            let logs = &mut self.logs[..window.len() * W];
            let shared = &mut self.shared[..window.len()];
            self.densities.fill(window.clone(), Scale::Logarithmic, logs, shared)?;
            let ahead = ways::Ahead { chain, logs, ways: &mut ways, states, first: number == 0 };
            total += context.run(ahead) + shared.iter().sum::<f64>();
        }
        let last = first_largest::<W>(&ways.best.0, &self.columns[..W]);
        ways::back(&ways, last, states);
        let best = &ways.best.0[..chain.n_states()];
        Ok(total + best.iter().copied().fold(f64::NEG_INFINITY, f64::max))
    }

    /// Forward over a window, given the row before; returns what was taken out of its logarithms.
    fn ahead(
        &mut self,
        window: Range<usize>,
        before: &[f64],
        first: bool,
        context: Context<'_>,
    ) -> Result<f64> {
        let width = self.chain.width();
        let (logs, shared) = (&mut self.logs[..window.len() * width], &mut self.shared[..window.len()]);
        self.densities.fill(window, Scale::Logarithmic, logs, shared)?;
        self.best[..width].copy_from_slice(before);
        let taken = context.run(Ahead { chain: self.chain, logs, best: &mut self.best, first });
        Ok(taken + shared.iter().sum::<f64>())
    }
}

struct Ahead<'a, const W: usize> {
    chain: &'a Chain<W>,
    logs: &'a [f64],
    best: &'a mut [f64],
    first: bool,
}

impl<const W: usize> Vectorized for Ahead<'_, W> {
    type Output = f64;

    #[inline(always)]
    fn run<const LANES: usize>(self) -> f64 {
        let width = self.chain.width();
        let mut taken = 0.0;
        for (block, logs) in self.logs.chunks(SCALED * width).enumerate() {
            let best = &mut self.best[block * SCALED * width..][..logs.len() + width];
            wide(self.chain, logs, best, self.first && block == 0);
            if logs.len() == SCALED * width {
                let after = &mut best[logs.len()..];
                let largest =
                    after.iter().copied().fold(f64::MIN, |most, log| if log > most { log } else { most });
                for log in &mut *after {
                    *log -= largest;
                }
                taken += largest;
            }
        }
        taken
    }
}

/// Rows whose states fill several registers.
#[inline(always)]
fn wide<const W: usize>(chain: &Chain<W>, logs: &[f64], best: &mut [f64], first: bool) {
    let width = chain.width();
    for (t, logs) in logs.chunks_exact(width).enumerate() {
        let (before, after) = best[t * width..][..2 * width].split_at_mut(width);
        if first && t == 0 {
            after.copy_from_slice(&chain.start);
        } else {
            chain.best(before, after);
        }
        for (best, log) in after.as_chunks_mut::<W>().0.iter_mut().zip(logs.as_chunks::<W>().0) {
            *best = (Lanes(*best) + Lanes(*log)).0;
        }
    }
}

/// Finds the states of a window from its last row to its first; returns that of the first.
struct Back<'a, const W: usize> {
    columns: &'a [f64],
    best: &'a [f64],
    n_states: usize,
    next: Option<usize>,
    states: &'a mut [i64],
}

impl<const W: usize> Vectorized for Back<'_, W> {
    type Output = usize;

    #[inline(always)]
    fn run<const LANES: usize>(self) -> usize {
        let width = self.n_states.next_multiple_of(W);
        let mut state = self.next;
        for (slot, best) in self.states.iter_mut().zip(self.best.chunks_exact(width)).rev() {
            let column =
                state.map_or(&self.columns[..width], |next| &self.columns[(next + 1) * width..][..width]);
            let found = first_largest::<W>(best, column);
            state = Some(found);
            *slot = i64::try_from(found).unwrap_or_default();
        }
        state.unwrap_or_default()
    }
}

/// The place of the largest sum of two values, the first of equals.
#[inline(always)]
fn first_largest<const W: usize>(values: &[f64], others: &[f64]) -> usize {
    let pairs = || values.as_chunks::<W>().0.iter().zip(others.as_chunks::<W>().0);
    let sums = || pairs().map(|(value, other)| Lanes(*value) + Lanes(*other));
    let mut largest = f64::MIN;
    for lanes in sums() {
        let mut most = lanes;
        let mut half = W / 2;
        while half > 0 {
            for lane in 0..half {
                let (one, other) = (most.0[lane], most.0[lane + half]);
                most.0[lane] = if one > other { one } else { other };
            }
            half /= 2;
        }
        largest = if most.0[0] > largest { most.0[0] } else { largest };
    }
    for (block, lanes) in sums().enumerate() {
        if let Some(lane) = lanes.0.iter().position(|sum| *sum == largest) {
            return block * W + lane;
        }
    }
    0
}
