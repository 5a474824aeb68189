//! The sums over the smoothed steps of a sequence.

use std::ops::Range;

use super::impute::Imputer;
use super::matrix::{Matrix, Vector, dot};
use super::smoother::{Spread, Visitor};
use super::statistics::{KalmanSums, Part, Total};
use super::system::System;
use crate::compute::Lanes;

/// Sums over the steps that were gone over so far.
#[derive(Clone, Debug)]
pub struct Moments<const N: usize> {
    /// Of x x'.
    states: Matrix<N>,
    /// Of r r' - N and of r x' - N L P: Q makes of them what drives the states.
    pushes: Matrix<N>,
    moved: Matrix<N>,
    /// Of e e' and of e x'.
    errors: Vec<f64>,
    seen: Vec<Vector<N>>,
    /// The sum of the covariances of states whose rows are complete.
    complete: Matrix<N>,
    /// The mean and the covariance of the step that was last gone over, the first one in the end.
    mean: Vector<N>,
    covariance: Matrix<N>,
    /// The sum of x x' of the last row alone.
    last: Matrix<N>,
    imputer: Imputer<N>,
}

impl<const N: usize> Moments<N> {
    pub fn new(p: usize) -> Self {
        let nothing = Lanes::splat(0.0);
        Self {
            states: Matrix::ZERO,
            pushes: Matrix::ZERO,
            moved: Matrix::ZERO,
            errors: vec![0.0; p * p],
            seen: vec![nothing; p],
            complete: Matrix::ZERO,
            mean: nothing,
            covariance: Matrix::ZERO,
            last: Matrix::ZERO,
            imputer: Imputer::new(p),
        }
    }

    /// Sets apart what the last row, the first that was gone over, has given.
    pub fn part_last(&mut self) {
        self.last = std::mem::replace(&mut self.states, Matrix::ZERO);
    }

    /// The sums of a sequence of so many rows.
    pub fn finish(mut self, system: &System<N>, log_likelihood: f64, rows: usize) -> KalmanSums {
        let System { n, p, transition_covariance: noise, .. } = system;
        let (n, p) = (*n, *p);
        for i in 0..p {
            let side = self.complete.combined(system.observation[i]);
            self.seen[i] = self.seen[i] - side;
            for j in 0..p {
                self.errors[i * p + j] += dot(system.observation[j], side);
            }
        }
        let moves = (rows - 1) as f64;
        let mut pushes = noise.around(&self.pushes, noise);
        pushes.add_scaled(moves, noise);
        let mut states = self.states;
        states.add_scaled(1.0, &self.last);
        let start = self.mean - system.initial_mean;
        let mut starts = self.covariance;
        starts.add_outer(start, start);
        let mut sums = KalmanSums::new(n, p);
        for (part, matrix) in [
            (Part::Pushes, pushes),
            (Part::Moved, noise.times(&self.moved)),
            (Part::Movers, self.states),
            (Part::States, states),
            (Part::Starts, starts),
        ] {
            sums.part(part).iter_mut().zip(matrix.values(n)).for_each(|(sum, value)| *sum = *value);
        }
        sums.part(Part::Errors).copy_from_slice(&self.errors);
        sums.part(Part::Start).copy_from_slice(&start.0[..n]);
        for (row, seen) in sums.part(Part::Seen).chunks_exact_mut(n).zip(&self.seen) {
            row.copy_from_slice(&seen.0[..n]);
        }
        *sums.total(Total::LogLikelihood) = log_likelihood;
        *sums.total(Total::Rows) = rows as f64;
        *sums.total(Total::Moves) = moves;
        *sums.total(Total::Sequences) = 1.0;
        sums
    }
}

/// Gathers the steps of a block.
#[derive(Debug)]
pub struct Gather<'a, const N: usize, const P: usize> {
    pub system: &'a System<N>,
    /// The rows of the block.
    pub values: &'a [f64],
    pub moments: &'a mut Moments<N>,
}

impl<const N: usize, const P: usize> Gather<'_, N, P> {
    #[inline(always)]
    fn row(&self, row: usize) -> &[f64] {
        let p = if P == 0 { self.system.p } else { P };
        &self.values[row * p..][..p]
    }
}

impl<const N: usize, const P: usize> Visitor<N> for Gather<'_, N, P> {
    #[inline(always)]
    fn mean(&mut self, row: usize, mean: Vector<N>, after: Vector<N>) {
        let p = if P == 0 { self.system.p } else { P };
        let values = &self.values[row * p..][..p];
        let moments = &mut *self.moments;
        moments.states.add_outer(mean, mean);
        moments.pushes.add_outer(after, after);
        moments.moved.add_outer(after, mean);
        moments.mean = mean;
        if values.iter().any(|value| value.is_nan()) {
            return;
        }
        for i in 0..p {
            let error = values[i] - dot(self.system.observation[i], mean);
            moments.seen[i] += Lanes::splat(error) * mean;
            for j in 0..p {
                let other = values[j] - dot(self.system.observation[j], mean);
                moments.errors[i * p + j] += error * other;
            }
        }
    }

    #[inline(always)]
    fn spread(&mut self, spread: &Spread<N>, rows: Range<usize>) {
        let count = rows.len() as f64;
        let values = self.row(rows.start);
        let is_complete = !values.iter().any(|value| value.is_nan());
        let moments = &mut *self.moments;
        moments.states.add_scaled(count, &spread.covariance);
        moments.pushes.add_scaled(-count, &spread.after);
        moments.moved.add_scaled(-count, &spread.cross);
        moments.covariance = spread.covariance;
        if is_complete {
            moments.complete.add_scaled(count, &spread.covariance);
        } else {
            let (mean, errors, seen) = (moments.mean, &mut moments.errors, &mut moments.seen);
            let p = self.system.p;
            let values = &self.values[rows.start * p..][..p];
            moments.imputer.add(self.system, values, (mean, &spread.covariance), errors, seen);
        }
    }
}
