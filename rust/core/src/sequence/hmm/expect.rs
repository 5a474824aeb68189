//! The E step: sums over sequences, in units of rows that depend on the sequences alone.

use std::f64::consts::LN_2;
use std::ops::Range;

use rayon::prelude::*;

use super::chain::Chains;
use super::densities::{Densities, Scale};
use super::job::{Job, Wide};
use super::maximize::{Prior, maximize_statistics};
use super::parameters::Parameters;
use super::statistics::{ChainStatistics, ChainSums};
use super::walk::{Sink, Walker};
use crate::compute::{Place, Sums, Tree};
use crate::em::{Data, Maximized, Model, Moments};
use crate::mixture::Emissions;
use crate::{Context, Result};

impl<M: Emissions + PartialEq> Model for Parameters<M> {
    const KIND: &'static str = M::CHAIN;
    type Statistics = ChainStatistics<M>;
    type Prior = Prior<M::Prior>;
    type Memory = ();

    /// Baum and Welch's E step. The number of threads changes no bit.
    fn expect(&self, data: Data<'_>, (): &mut (), context: Context<'_>) -> Result<ChainStatistics<M>> {
        let job = Job::new(self, data, context)?;
        let sums = job.run(Expect)?;
        Ok(ChainStatistics { parameters: self.clone(), sums })
    }

    fn maximize(
        statistics: &ChainStatistics<M>,
        prior: &Prior<M::Prior>,
        context: Context<'_>,
    ) -> Result<Maximized<Self>> {
        maximize_statistics(statistics, prior, context)
    }
}

struct Expect;

impl Wide for Expect {
    type Output = ChainSums;

    fn run<const W: usize>(self, job: &Job<'_>) -> Result<ChainSums> {
        let chains = Chains::<W>::new(job.start, job.transition);
        let units = job.units();
        let (context, threads) = (job.context, job.context.executor.threads());
        let mut tree = Tree::starting(0);
        let mut spare = Vec::new();
        let walker = || Walker::new(&chains, job.densities(), job.data, context);
        let sums = |walker: &mut Walker<'_, W>, unit: &Vec<Range<usize>>| expect(walker, job, unit);
        // Some at a time, so that not all sums are in memory at once.
        let at_once = 16 * threads;
        for (batch, first) in units.chunks(at_once).zip((0..).step_by(at_once)) {
            let found: Vec<Result<ChainSums>> = if batch.len() > 1 && threads > 1 {
                context.install(|| batch.par_iter().map_init(walker, sums).collect())
            } else {
                let mut walker = walker();
                batch.iter().map(|unit| sums(&mut walker, unit)).collect()
            };
            for (index, sums) in found.into_iter().enumerate() {
                tree.insert(Place::block(first + index as u64), sums?, &mut spare);
            }
        }
        Ok(tree.filled(units.len() as u64).total().into_owned())
    }
}

/// The sums over some sequences.
fn expect<const W: usize>(
    walker: &mut Walker<'_, W>,
    job: &Job<'_>,
    sequences: &[Range<usize>],
) -> Result<ChainSums> {
    let mut gather = Gather {
        chains: walker.chains(),
        starts: sequences.iter().map(|rows| rows.start).collect(),
        start: vec![0.0; walker.width()],
        pairs: vec![0.0; walker.width().pow(2)],
        moments: job.moments(),
    };
    let logs = walker.walk(sequences, Some(&mut gather))?;
    job.check(&logs, sequences)?;
    let Gather { start, pairs, mut moments, .. } = gather;
    let mut rest = job.moments();
    walker.drain(&mut rest);
    moments.add(&rest);
    for (log, rows) in logs.iter().zip(sequences) {
        let weight = job.data.weight(rows.start..rows.start + 1);
        moments.log_likelihood += weight * log * LN_2;
        moments.weight += job.data.weight(rows.clone());
        moments.n_samples += job.data.count(rows.clone()) as u64;
    }
    let (k, width) = (job.start.len(), start.len());
    Ok(ChainSums {
        start: start[..k].to_vec(),
        transitions: pairs.chunks_exact(width).take(k).flat_map(|row| &row[..k]).copied().collect(),
        moments,
    })
}

/// Takes shares into sums.
struct Gather<'a, const W: usize> {
    chains: &'a Chains<W>,
    /// First rows of sequences.
    starts: Vec<usize>,
    start: Vec<f64>,
    pairs: Vec<f64>,
    moments: Moments,
}

impl<const W: usize> Sink for Gather<'_, W> {
    fn begin(&mut self, densities: &mut Densities<'_>) {
        self.start.fill(0.0);
        self.pairs.fill(0.0);
        densities.drain(&mut self.moments);
        self.moments = Moments { log_likelihood: 0.0, weight: 0.0, n_samples: 0, ..self.moments.clone() };
        for sums in [&mut self.moments.weight_sums, &mut self.moments.first, &mut self.moments.second] {
            sums.fill(0.0);
        }
    }

    fn take(&mut self, rows: Range<usize>, shares: &[f64], densities: &mut Densities<'_>) -> Result<()> {
        let width = self.start.len();
        for first in self.starts.iter().filter(|first| rows.contains(first)) {
            let shares = &shares[(first - rows.start) * width..][..width];
            self.start.iter_mut().zip(shares).for_each(|(sum, share)| *sum += share);
        }
        densities.accumulate(rows, shares, &mut self.moments)
    }

    fn pairs(&mut self) -> Option<&mut [f64]> {
        Some(&mut self.pairs)
    }

    fn end(&mut self, scale: Scale) {
        let (chain, width) = (&self.chains.linear, self.start.len());
        if scale == Scale::Linear {
            for (place, sum) in self.pairs.iter_mut().enumerate() {
                *sum *= chain.entry(place / width, place % width);
            }
        }
    }
}
