//! The first steps of a diffuse start, while there are directions of which nothing is known: exactly, as limits.
//!
//! Covariances are `kappa U + P` with kappa beyond all bounds, U = A A'. Values are taken one by one, as if their noises were
//! independent, which a triangular change of the row's coordinates makes them. What the smoother hands back is a
//! series in 1 / kappa, of which it needs three terms (Durbin and Koopman, "Time series analysis by state space methods", 2012,
//! sections 5.2, 5.3 and 6.4).

use ndarray::Array2;

use super::belief::Belief;
use super::gain::LOG_TAU;
use super::matrix::{Matrix, Vector, dot};
use super::psd;
use super::system::System;
use crate::compute::Lanes;

/// What a single value has told.
#[derive(Clone, Debug)]
struct Value<const N: usize> {
    row: Vector<N>,
    innovation: f64,
    /// Its gain in powers of 1 / kappa.
    gain: [Vector<N>; 2],
    /// Its variance: the part that grows with kappa, and the other.
    unbounded: f64,
    bounded: f64,
}

/// A step whose state is not yet known in all directions.
#[derive(Clone, Debug)]
pub struct Diffuse<const N: usize> {
    pub belief: Belief<N>,
    values: Vec<Value<N>>,
    /// The mean and covariance after the row was seen.
    pub seen: (Vector<N>, Matrix<N>),
    /// U after the row was seen.
    pub left: Matrix<N>,
    pub log_density: f64,
}

/// What the smoother hands back, in powers of 1 / kappa.
#[derive(Clone, Debug)]
pub struct Series<const N: usize> {
    pub vectors: [Vector<N>; 2],
    pub matrices: [Matrix<N>; 3],
}

/// The smoothed mean and covariance of a step, and N L P, of which Q makes the covariance with what drives the next.
pub type Smoothed<const N: usize> = (Vector<N>, Matrix<N>, Matrix<N>);

impl<const N: usize> Diffuse<N> {
    /// The step of a row, and what is known of the next state; none if a value was known beforehand.
    pub fn step(system: &System<N>, belief: Belief<N>, row: &[f64]) -> Option<(Self, Belief<N>)> {
        let Belief { mut mean, mut covariance, mut unknown, .. } = belief.clone();
        let mut values = Vec::new();
        let mut log_density = 0.0;
        for (row, noise, value) in independent(system, row)? {
            let innovation = value - dot(row, mean);
            let seen = covariance.combined(row);
            let bounded = dot(row, seen) + noise;
            let nothing = Lanes::splat(0.0);
            let (gain, unbounded) = if let Some((unseen, unbounded)) = unknown.told(row) {
                let first = unseen * Lanes::splat(1.0 / unbounded);
                let second = (seen - first * Lanes::splat(bounded)) * Lanes::splat(1.0 / unbounded);
                covariance.add_outer(nothing - first, seen);
                covariance.add_outer(nothing - seen, first);
                covariance.add_outer(first * Lanes::splat(bounded), first);
                log_density -= 0.5 * unbounded.ln();
                ([first, second], unbounded)
            } else {
                if bounded <= 0.0 {
                    return None;
                }
                let gain = seen * Lanes::splat(1.0 / bounded);
                covariance.add_outer(nothing - gain, seen);
                log_density -= 0.5 * (LOG_TAU + bounded.ln() + innovation * innovation / bounded);
                ([gain, nothing], 0.0)
            };
            mean += gain[0] * Lanes::splat(innovation);
            covariance = covariance.mirrored();
            values.push(Value { row, innovation, gain, unbounded, bounded });
        }
        let seen = (mean, covariance);
        let left = unknown.covariance();
        unknown.moved(system);
        let mut next = system.transition.around(&covariance, &system.transition_transposed);
        next.add_scaled(1.0, &system.transition_covariance);
        let after = Belief::new(system.transition_transposed.combined(mean), next, unknown);
        Some((Self { belief, values, seen, left, log_density }, after))
    }

    /// Goes back over the step, given what later rows tell, and replaces that.
    pub fn smooth(&self, system: &System<N>, series: &mut Series<N>) -> Smoothed<N> {
        let (covariance, unknown) = (self.belief.covariance, self.belief.unknown.covariance());
        let cross = self.carried(system, series, covariance, unknown);
        let transposed = &system.transition_transposed;
        series.vectors = series.vectors.map(|vector| system.transition.combined(vector));
        series.matrices = series.matrices.map(|matrix| transposed.around(&matrix, &system.transition));
        for value in self.values.iter().rev() {
            value.back(series);
        }
        let Series { vectors, matrices } = series;
        let mean = self.belief.mean + covariance.combined(vectors[0]) + unknown.combined(vectors[1]);
        let mut smoothed = covariance.minus(&covariance.around(&matrices[0], &covariance));
        let mixed = unknown.times(&matrices[1]).times(&covariance);
        smoothed = smoothed.minus(&mixed).minus(&mixed.transposed());
        (mean, smoothed.minus(&unknown.around(&matrices[2], &unknown)), cross)
    }

    /// N L P, the part that neither grows nor vanishes with kappa.
    fn carried(
        &self,
        system: &System<N>,
        series: &Series<N>,
        mut bounded: Matrix<N>,
        mut unbounded: Matrix<N>,
    ) -> Matrix<N> {
        for Value { row, gain, .. } in &self.values {
            // The row times both parts: z' X.
            let (seen, unseen) = (bounded.transposed().combined(*row), unbounded.transposed().combined(*row));
            let nothing = Lanes::splat(0.0);
            bounded.add_outer(nothing - gain[0], seen);
            bounded.add_outer(nothing - gain[1], unseen);
            unbounded.add_outer(nothing - gain[0], unseen);
        }
        let mut cross = series.matrices[0].times(&system.transition.times(&bounded));
        cross.add_scaled(1.0, &series.matrices[1].times(&system.transition.times(&unbounded)));
        cross
    }
}

impl<const N: usize> Value<N> {
    /// Takes back the value: what later rows tell, by L = I - gain row', and what it tells itself.
    fn back(&self, series: &mut Series<N>) {
        let Self { row, innovation, gain, unbounded, bounded } = self;
        let (row, splat) = (*row, Lanes::splat);
        let nothing = splat(0.0);
        let ([r0, r1], [n0, n1, n2]) = (series.vectors, series.matrices);
        let vector = |r: Vector<N>| r - row * splat(dot(gain[0], r));
        // L0' M L0.
        let around = |matrix: Matrix<N>| {
            let seen = matrix.combined(gain[0]);
            let mut inner = matrix;
            inner.add_outer(nothing - row, seen);
            inner.add_outer(nothing - seen, row);
            inner.add_outer(row * splat(dot(gain[0], seen)), row);
            inner.mirrored()
        };
        if *unbounded == 0.0 {
            series.vectors = [vector(r0) + row * splat(innovation / bounded), vector(r1)];
            series.matrices = [n0, n1, n2].map(around);
            series.matrices[0].add_outer(row * splat(1.0 / bounded), row);
            return;
        }
        // L0' M L1 and its transpose, with L1 = - gain1 row'.
        let beside = |matrix: Matrix<N>| {
            let seen = matrix.combined(gain[1]);
            let side = nothing - vector(seen);
            let mut sum = Matrix::ZERO;
            sum.add_outer(side, row);
            sum.add_outer(row, side);
            sum
        };
        let own = 1.0 / unbounded;
        let first = vector(r1) + row * splat(innovation * own - dot(gain[1], r0));
        series.vectors = [vector(r0), first];
        let [mut m1, mut m2] = [around(n1), around(n2)];
        m1.add_scaled(1.0, &beside(n0));
        m1.add_outer(row * splat(own), row);
        m2.add_scaled(1.0, &beside(n1));
        let square = dot(gain[1], n0.combined(gain[1]));
        m2.add_outer(row * splat(square - bounded * own * own), row);
        series.matrices = [around(n0), m1, m2];
    }
}

/// The values of a row that are there, in coordinates whose noises are independent: their rows of H, variances of the noises
/// and values.
fn independent<const N: usize>(system: &System<N>, row: &[f64]) -> Option<Vec<(Vector<N>, f64, f64)>> {
    let p = system.p;
    let there: Vec<usize> = (0..p).filter(|&i| !row[i].is_nan()).collect();
    let noise = Array2::from_shape_fn((there.len(), there.len()), |(i, j)| {
        system.observation_covariance[there[i] * p + there[j]]
    });
    let (lower, pivots) = psd::factors(&noise)?;
    let mut found: Vec<(Vector<N>, f64, f64)> = Vec::with_capacity(there.len());
    for (i, &value) in there.iter().enumerate() {
        let (mut seen, mut rest) = (system.observation[value], row[value]);
        for (k, (before, _, other)) in found.iter().enumerate() {
            seen = seen - *before * Lanes::splat(lower[(i, k)]);
            rest -= lower[(i, k)] * other;
        }
        found.push((seen, pivots[i], rest));
    }
    Some(found)
}
