//! Forward and backward over sequences, whatever is wanted of them.

use std::ops::Range;

use super::chain::{Chains, total};
use super::densities::{Densities, Scale};
use super::lattice::{Behind, Lattice, Part, WINDOW, most_rows};
use super::linear;
use super::logarithmic::{self, log_sum, log2};
use crate::em::{Data, Moments};
use crate::{Context, Result, Vectorized};

/// Whatever takes the states' shares of rows.
pub trait Sink {
    /// Forgets what it has taken: the walk begins.
    fn begin(&mut self, densities: &mut Densities<'_>);

    /// Takes the shares of some rows, the same number of values for each; windows come from the last to the first.
    ///
    /// # Errors
    /// [`Error::Cancelled`](crate::Error::Cancelled).
    fn take(&mut self, rows: Range<usize>, shares: &[f64], densities: &mut Densities<'_>) -> Result<()>;

    /// Where what pairs of rows share is added, if it is wanted: a square of the states with their padding.
    fn pairs(&mut self) -> Option<&mut [f64]>;

    /// All pairs are there, short of the transitions if they are on probabilities.
    fn end(&mut self, scale: Scale);
}

/// Walks over sequences, in the memory of a thread.
pub struct Walker<'a, const W: usize> {
    chains: &'a Chains<W>,
    densities: Densities<'a>,
    lattice: Lattice,
    /// Logarithms that all states share, by rows of a window.
    shared: Vec<f64>,
    data: Data<'a>,
    context: Context<'a>,
}

impl<'a, const W: usize> Walker<'a, W> {
    /// With the densities of the rows of the data.
    pub fn new(
        chains: &'a Chains<W>,
        densities: Densities<'a>,
        data: Data<'a>,
        context: Context<'a>,
    ) -> Self {
        let width = chains.linear.width();
        let rows = most_rows(width).min(data.len());
        let lattice = Lattice::new(rows, width);
        Self { chains, densities, lattice, shared: vec![0.0; rows], data, context }
    }

    /// The chains.
    pub const fn chains(&self) -> &'a Chains<W> {
        self.chains
    }

    /// The number of states with their padding.
    pub const fn width(&self) -> usize {
        self.lattice.width()
    }

    /// Moves the sums of the emission into `moments`, and zeroes them.
    pub fn drain(&mut self, moments: &mut Moments) {
        self.densities.drain(moments);
    }

    /// log2 of the likelihood of some sequences that follow one another; where it is that of all that is finite, the sink
    /// gets the shares.
    ///
    /// They are one, or have so few rows together that they are kept.
    ///
    /// # Errors
    /// [`Error::Cancelled`](crate::Error::Cancelled), and those of the sink.
    pub fn walk(&mut self, sequences: &[Range<usize>], mut sink: Option<&mut dyn Sink>) -> Result<Vec<f64>> {
        for scale in [Scale::Linear, Scale::Logarithmic] {
            if let Some(sink) = &mut sink {
                sink.begin(&mut self.densities);
            }
            let sink = sink.as_mut().map(|sink| &mut **sink as &mut dyn Sink);
            if let Some(logs) = self.attempt(sequences, scale, sink)? {
                return Ok(logs);
            }
        }
        Ok(vec![f64::NAN; sequences.len()])
    }

    /// As [`walk`](Self::walk), on this scale; none if it is too narrow.
    fn attempt(
        &mut self,
        sequences: &[Range<usize>],
        scale: Scale,
        sink: Option<&mut dyn Sink>,
    ) -> Result<Option<Vec<f64>>> {
        let rows = sequences[0].start..sequences[sequences.len() - 1].end;
        let length = if rows.len() <= self.shared.len() { rows.len() } else { WINDOW };
        let windows: Vec<_> =
            rows.clone().step_by(length).map(|start| start..rows.end.min(start + length)).collect();
        let mut logs = vec![0.0; sequences.len()];
        // The rows before each window.
        let mut before = vec![vec![0.0; self.lattice.width()]];
        for (window, number) in windows.iter().zip(1..) {
            if !self.ahead(window.clone(), sequences, scale, &before[number - 1], &mut logs)? {
                return Ok(None);
            }
            if number < windows.len() {
                before.push(self.lattice.last(window.len()).to_vec());
            }
        }
        let Some(sink) = sink else { return Ok(Some(logs)) };
        if logs.iter().any(|log| !log.is_finite()) {
            return Ok(Some(logs));
        }
        let mut behind = Behind::new(self.lattice.width());
        for (number, window) in windows.iter().enumerate().rev() {
            // Of the last one all is there still.
            if number + 1 < windows.len() {
                self.ahead(
                    window.clone(),
                    sequences,
                    scale,
                    &before[number],
                    &mut vec![0.0; sequences.len()],
                )?;
            }
            for (_, rows) in parts(sequences, window).rev() {
                if rows.last {
                    behind.restart(if scale == Scale::Linear { 1.0 } else { 0.0 });
                }
                let part = self.lattice.part(rows.rows.clone(), rows.first, rows.weight(self.data, window));
                let (chains, behind, pairs) = (self.chains, &mut behind, sink.pairs());
                if self.context.run(Back { chains, scale, part, behind, pairs }).is_none() {
                    return Ok(None);
                }
            }
            let shares = self.lattice.shares(window.len());
            sink.take(window.clone(), shares, &mut self.densities)?;
        }
        sink.end(scale);
        Ok(Some(logs))
    }

    /// Forward over a window, given the row before; whether the scale is wide enough.
    fn ahead(
        &mut self,
        window: Range<usize>,
        sequences: &[Range<usize>],
        scale: Scale,
        before: &[f64],
        logs: &mut [f64],
    ) -> Result<bool> {
        let shared = &mut self.shared[..window.len()];
        self.densities.fill(window.clone(), scale, self.lattice.shares_mut(window.len()), shared)?;
        self.lattice.begin(before);
        for (sequence, rows) in parts(sequences, &window) {
            let part = self.lattice.part(rows.rows.clone(), rows.first, 1.0);
            let Some(log) = self.context.run(Ahead { chains: self.chains, scale, part }) else {
                return Ok(false);
            };
            logs[sequence] += log + sum(&shared[rows.rows.clone()]);
            if rows.last {
                let last = self.lattice.last(rows.rows.end);
                logs[sequence] += match scale {
                    Scale::Linear => log2(total::<W>(last)),
                    Scale::Logarithmic => log_sum(last[..self.chains.linear.n_states()].iter().copied()),
                };
            }
        }
        Ok(true)
    }
}

/// The rows of a sequence in a window.
struct Stretch {
    /// Counted from the beginning of the window.
    rows: Range<usize>,
    first: bool,
    last: bool,
}

impl Stretch {
    /// The weight of the sequence.
    fn weight(&self, data: Data<'_>, window: &Range<usize>) -> f64 {
        let row = window.start + self.rows.start;
        data.weights(row..row + 1).map_or(1.0, |weights| weights[0])
    }
}

/// The parts of a window, with the numbers of their sequences.
fn parts(
    sequences: &[Range<usize>],
    window: &Range<usize>,
) -> impl DoubleEndedIterator<Item = (usize, Stretch)> {
    let (start, end) = (window.start, window.end);
    sequences.iter().enumerate().map(move |(number, sequence)| {
        let rows = sequence.start.max(start) - start..sequence.end.min(end) - start;
        (number, Stretch { rows, first: sequence.start >= start, last: sequence.end <= end })
    })
}

/// The sum of values, in an order that depends on nothing.
fn sum(values: &[f64]) -> f64 {
    let (eights, rest) = values.as_chunks::<8>();
    let mut sums = [0.0; 8];
    for values in eights {
        sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
    }
    sums.iter().chain(rest).sum()
}

struct Ahead<'a, const W: usize> {
    chains: &'a Chains<W>,
    scale: Scale,
    part: Part<'a>,
}

impl<const W: usize> Vectorized for Ahead<'_, W> {
    type Output = Option<f64>;

    #[inline(always)]
    fn run<const LANES: usize>(mut self) -> Option<f64> {
        match self.scale {
            Scale::Linear => linear::forward(&self.chains.linear, &mut self.part),
            Scale::Logarithmic => logarithmic::forward(&self.chains.logarithmic, &mut self.part),
        }
    }
}

struct Back<'a, const W: usize> {
    chains: &'a Chains<W>,
    scale: Scale,
    part: Part<'a>,
    behind: &'a mut Behind,
    pairs: Option<&'a mut [f64]>,
}

impl<const W: usize> Vectorized for Back<'_, W> {
    type Output = Option<()>;

    #[inline(always)]
    fn run<const LANES: usize>(mut self) -> Option<()> {
        match self.scale {
            Scale::Linear => linear::backward(&self.chains.linear, &mut self.part, self.behind, self.pairs),
            Scale::Logarithmic => {
                logarithmic::backward(&self.chains.logarithmic, &mut self.part, self.behind, self.pairs)
            }
        }
    }
}
