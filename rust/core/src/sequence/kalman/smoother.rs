//! The smoother: back through the filter's steps with what later rows tell of each.
//!
//! What they tell is a vector r and a matrix N: the state's mean is `a + P r` and its covariance `P - P N P` (de Jong, "Smoothing
//! and interpolation with the state-space model", JASA 84, 1989). No covariance is inverted, so they may be singular, and the
//! result is that of Rauch, Tung and Striebel.

use std::ops::Range;

use super::filter::{BLOCK, Block};
use super::gain::Gain;
use super::matrix::size::LARGE;
use super::matrix::{Matrix, Vector};
use super::steady::Steady;
use super::system::System;
use super::wide::{Later, Smoothed};
use crate::compute::Lanes;
use crate::{Cancellation, Result};

/// What is learnt about a step but for its mean; it does not depend on the values of the rows.
#[derive(Clone, Copy, Debug)]
pub struct Spread<const N: usize> {
    /// N after this step and before it.
    pub after: Matrix<N>,
    before: Matrix<N>,
    /// The covariance of the state.
    pub covariance: Matrix<N>,
    /// N L P.
    pub cross: Matrix<N>,
}

/// Something that is told of the smoothed steps, from the last to the first.
pub trait Visitor<const N: usize> {
    /// Of some steps that have the same spread: their rows, the means of the states, and r after each.
    fn visit(&mut self, rows: Range<usize>, means: &[Vector<N>], after: &[Vector<N>], spread: &Spread<N>);
}

/// Goes back through the steps with what later rows tell.
#[derive(Clone, Debug)]
pub struct Smoother<const N: usize> {
    later: Later<N>,
    /// The way of N, and the covariance of the steps along which it leads.
    steady: Steady<N>,
    along: Matrix<N>,
    /// Of some steps r before each and after the last, and the means.
    told: Vec<Vector<N>>,
    means: Vec<Vector<N>>,
}

impl<const N: usize> Smoother<N> {
    /// After the last row.
    pub fn new() -> Self {
        Self {
            later: Later::nothing(),
            steady: Steady::from(Matrix::ZERO),
            along: Matrix::ZERO,
            told: Vec::with_capacity(BLOCK + 1),
            means: Vec::with_capacity(BLOCK),
        }
    }

    /// Goes back over some rows of a block.
    ///
    /// Once N is steady, it stays, as long as the gain does.
    #[inline(always)]
    pub fn back<const P: usize>(
        &mut self,
        system: &System<N>,
        block: &Block<N>,
        rows: Range<usize>,
        visitor: &mut impl Visitor<N>,
        cancellation: &Cancellation,
    ) -> Result<()> {
        let first = block.wide.len();
        let (least, mut end) = (rows.start.max(first) - first, rows.end.saturating_sub(first));
        let mut number = block.ends.partition_point(|&last| last < end);
        while end > least {
            if N >= LARGE {
                cancellation.check()?;
            }
            let gain = &block.gains.each[number];
            let begin = number.checked_sub(1).map_or(0, |before| block.ends[before]).max(least);
            let is_complete = gain.observed == system.p;
            if !is_complete || !gain.covariance.equals(&self.along) {
                (self.steady, self.along) = (Steady::from(self.later.matrix), gain.covariance);
            }
            let spread = self.spread(block, number, gain);
            let start = if self.steady.arrived() { begin } else { end - 1 };
            self.run::<P>(block, number, start..end);
            visitor.visit(first + start..first + end, &self.means, &self.told[1..], &spread);
            self.later.vector = self.told[0];
            if !self.steady.arrived() {
                self.later.matrix = spread.before;
                self.steady.follow(&spread.before);
            }
            if !is_complete {
                self.steady = Steady::from(spread.before);
            }
            end = start;
            if end == begin {
                number = number.saturating_sub(1);
            }
        }
        for row in (rows.start..rows.end.min(first)).rev() {
            cancellation.check()?;
            let vector = self.later.vector;
            let Smoothed { mean, covariance, after, cross } = block.wide[row].smooth(system, &mut self.later);
            let spread = Spread { after, before: after, covariance, cross };
            visitor.visit(row..row + 1, &[mean], &[vector], &spread);
        }
        Ok(())
    }

    /// Finds r and the means of steps that have the same gain.
    #[inline(always)]
    fn run<const P: usize>(&mut self, block: &Block<N>, number: usize, steps: Range<usize>) {
        let weighted = block.gains.weighted(number);
        let p = if P == 0 { weighted.len() } else { P };
        let (gain, weighted) = (&block.gains.each[number], &weighted[..p]);
        let innovations = &block.innovations[steps.start * p..steps.end * p];
        self.told.resize(steps.len() + 1, Lanes::splat(0.0));
        let (carry, mut told) = (gain.carry, self.later.vector);
        self.told[steps.len()] = told;
        let before = &mut self.told[..steps.len()];
        for (place, innovation) in before.iter_mut().zip(innovations.chunks_exact(p)).rev() {
            let mut own = Lanes::splat(0.0);
            for i in 0..p {
                own += weighted[i] * Lanes::splat(innovation[i]);
            }
            told = carry.combined(told) + own;
            *place = told;
        }
        self.means.clear();
        let covariance = gain.covariance;
        for (mean, told) in block.means[steps].iter().zip(before.iter()) {
            self.means.push(*mean + covariance.combined(*told));
        }
    }

    #[inline(always)]
    fn spread(&self, block: &Block<N>, number: usize, gain: &Gain<N>) -> Spread<N> {
        let after = self.later.matrix;
        let carried = after.times(&gain.carry);
        let mut before = gain.carry_transposed.times(&carried);
        for (row, weighted) in block.gains.rows(number).iter().zip(block.gains.weighted(number)) {
            before.add_outer(*row, *weighted);
        }
        let before = before.mirrored();
        let covariance = gain.covariance.minus(&gain.covariance.around(&before, &gain.covariance));
        let cross = carried.times(&gain.covariance);
        Spread { after, before, covariance, cross }
    }
}
