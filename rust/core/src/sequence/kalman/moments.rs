//! The sums over the smoothed steps of a sequence.

use std::ops::Range;

use super::filter::is_complete;
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
    /// Room for e of a row.
    noises: Vec<f64>,
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
            noises: vec![0.0; p],
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

    /// Adds x x', r r' and r x'.
    #[inline(always)]
    fn add_moves(&mut self, means: &[Vector<N>], after: &[Vector<N>]) {
        let (mut states, mut pushes, mut moved) = (self.states, self.pushes, self.moved);
        for (mean, after) in means.iter().zip(after) {
            states.add_outer(*mean, *mean);
            pushes.add_outer(*after, *after);
            moved.add_outer(*after, *mean);
        }
        (self.states, self.pushes, self.moved) = (states, pushes, moved);
    }

    /// Adds e e' and e x' of complete rows; the sums of `P` values stay in registers.
    #[inline(always)]
    fn add_errors<const P: usize>(&mut self, system: &System<N>, values: &[f64], means: &[Vector<N>]) {
        if P == 0 {
            for (row, mean) in values.chunks_exact(system.p).zip(means) {
                add_error(system, row, *mean, &mut self.noises, &mut self.seen, &mut self.errors);
            }
            return;
        }
        let mut seen: [Vector<N>; P] = std::array::from_fn(|i| self.seen[i]);
        let mut errors: [[f64; P]; P] =
            std::array::from_fn(|i| std::array::from_fn(|j| self.errors[i * P + j]));
        for (row, mean) in values.chunks_exact(P.max(1)).zip(means) {
            let mut noises = [0.0; P];
            add_error(system, row, *mean, &mut noises, &mut seen, errors.as_flattened_mut());
        }
        self.seen.copy_from_slice(&seen);
        self.errors.copy_from_slice(errors.as_flattened());
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

/// Adds e e' and e x' of a row; `noises` is room for e.
#[inline(always)]
fn add_error<const N: usize>(
    system: &System<N>,
    row: &[f64],
    mean: Vector<N>,
    noises: &mut [f64],
    seen: &mut [Vector<N>],
    errors: &mut [f64],
) {
    let p = noises.len();
    for i in 0..p {
        noises[i] = row[i] - dot(system.observation[i], mean);
        seen[i] += Lanes::splat(noises[i]) * mean;
    }
    for i in 0..p {
        for j in 0..p {
            errors[i * p + j] += noises[i] * noises[j];
        }
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

impl<const N: usize, const P: usize> Visitor<N> for Gather<'_, N, P> {
    #[inline(always)]
    fn visit(&mut self, rows: Range<usize>, means: &[Vector<N>], after: &[Vector<N>], spread: &Spread<N>) {
        let Self { system, moments, .. } = self;
        let p = if P == 0 { system.p } else { P };
        let count = rows.len() as f64;
        let values = &self.values[rows.start * p..rows.end * p];
        moments.add_moves(means, after);
        moments.states.add_scaled(count, &spread.covariance);
        moments.pushes.add_scaled(-count, &spread.after);
        moments.moved.add_scaled(-count, &spread.cross);
        (moments.mean, moments.covariance) = (means[0], spread.covariance);
        if is_complete(&values[..p]) {
            moments.add_errors::<P>(system, values, means);
            moments.complete.add_scaled(count, &spread.covariance);
            return;
        }
        for (row, mean) in values.chunks_exact(p).zip(means) {
            let Moments { errors, seen, imputer, .. } = &mut **moments;
            imputer.add(system, row, (*mean, &spread.covariance), errors, seen);
        }
    }
}
