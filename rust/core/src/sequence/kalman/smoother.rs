//! The smoother: back through the filter's steps with what later rows tell of each.
//!
//! What they tell is a vector r and a matrix N: the state's mean is `a + P r` and its covariance `P - P N P` (de Jong, "Smoothing
//! and interpolation with the state-space model", JASA 84, 1989). No covariance is inverted, so they may be singular, and the
//! result is that of Rauch, Tung and Striebel.

use std::ops::Range;

use super::diffuse::Series;
use super::filter::Block;
use super::gain::Gain;
use super::matrix::{Matrix, Vector};
use super::size::LARGE;
use super::system::System;
use crate::compute::Lanes;
use crate::{Cancellation, Result};

/// What is learnt about a step but for its mean; it does not depend on the values of the rows.
#[derive(Clone, Copy, Debug)]
pub struct Spread<const N: usize> {
    /// The number of the gain.
    gain: usize,
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
    /// Of the mean of a row's state, and r after it.
    fn mean(&mut self, row: usize, mean: Vector<N>, after: Vector<N>);

    /// Of the spread of some steps, all after their means; `rows` is where the last of them are.
    fn spread(&mut self, spread: &Spread<N>, rows: Range<usize>);
}

/// What later rows tell of a step: r and N; before a diffuse one more terms of them.
#[derive(Clone, Debug)]
pub struct Smoother<const N: usize>(Series<N>);

impl<const N: usize> Smoother<N> {
    /// After the last row.
    pub const fn new() -> Self {
        Self(Series { vectors: [Lanes::splat(0.0); 2], matrices: [Matrix::ZERO; 3] })
    }

    /// Goes back over some rows of a block.
    ///
    /// Once a spread has the N that it began with, so have all before it that have the same gain; or those of every second
    /// step have. They are not computed again.
    #[inline(always)]
    pub fn back<const P: usize>(
        &mut self,
        system: &System<N>,
        block: &Block<N>,
        rows: Range<usize>,
        visitor: &mut impl Visitor<N>,
        cancellation: &Cancellation,
    ) -> Result<()> {
        let (p, first) = (if P == 0 { system.p } else { P }, block.diffuse.len());
        let least = rows.start.max(first);
        let mut last: [Option<Spread<N>>; 2] = [None, None];
        let mut end = rows.end;
        while end > least {
            if N >= LARGE {
                cancellation.check()?;
            }
            let number = block.numbers[end - 1 - first];
            let gain = &block.gains.each[number];
            let known =
                last[1].filter(|spread| spread.gain == number && spread.after.equals(&self.0.matrices[0]));
            let spread = known.unwrap_or_else(|| self.spread(block, number, gain));
            let mut start = end - 1;
            if spread.before.equals(&spread.after) {
                while start > least && block.numbers[start - 1 - first] == number {
                    start -= 1;
                }
            }
            let weighted = block.gains.weighted(number);
            let mut after = self.0.vectors[0];
            for row in (start..end).rev() {
                let mut before = gain.carry.combined(after);
                for i in 0..p {
                    before += weighted[i] * Lanes::splat(block.innovations[(row - first) * p + i]);
                }
                visitor.mean(row, block.means[row - first] + gain.covariance.combined(before), after);
                after = before;
            }
            visitor.spread(&spread, start..end);
            (self.0.vectors[0], self.0.matrices[0]) = (after, spread.before);
            last = [Some(spread), last[0]];
            end = start;
        }
        for row in (rows.start..end).rev() {
            cancellation.check()?;
            let (vector, after) = (self.0.vectors[0], self.0.matrices[0]);
            let (mean, covariance, cross) = block.diffuse[row].smooth(system, &mut self.0);
            visitor.mean(row, mean, vector);
            visitor.spread(&Spread { gain: 0, after, before: after, covariance, cross }, row..row + 1);
        }
        Ok(())
    }

    #[inline(always)]
    fn spread(&self, block: &Block<N>, number: usize, gain: &Gain<N>) -> Spread<N> {
        let after = self.0.matrices[0];
        let carried = after.times(&gain.carry);
        let mut before = gain.carry_transposed.times(&carried);
        for (row, weighted) in block.gains.rows(number).iter().zip(block.gains.weighted(number)) {
            before.add_outer(*row, *weighted);
        }
        let before = before.mirrored();
        let covariance = gain.covariance.minus(&gain.covariance.around(&before, &gain.covariance));
        let cross = carried.times(&gain.covariance);
        Spread { gain: number, after, before, covariance, cross }
    }
}
