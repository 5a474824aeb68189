//! What is known of a state before its row is seen.

use ndarray::Array2;

use super::directions::Directions;
use super::matrix::psd;
use super::matrix::{Matrix, Vector, dot};
use super::steady::Steady;
use super::system::System;
use crate::compute::Lanes;

/// A mean and a covariance, but for directions that are kept apart.
#[derive(Clone, Debug)]
pub struct Belief<const N: usize> {
    pub mean: Vector<N>,
    pub covariance: Matrix<N>,
    /// Along these the state is much less known than rows tell, or not at all.
    pub directions: Option<Directions<N>>,
    /// The way of the covariance since the last row that was not complete.
    pub steady: Steady<N>,
}

/// What rows tell of a start that is wider than their noises by this factor, covariances alone do not hold to enough digits.
const WIDE: f64 = 64.0;

/// Directions are no longer kept apart when they add no more than this multiple to each variance.
const SETTLED: f64 = 4.0;

impl<const N: usize> Belief<N> {
    pub const fn new(mean: Vector<N>, covariance: Matrix<N>, directions: Option<Directions<N>>) -> Self {
        Self { mean, covariance, directions, steady: Steady::from(covariance) }
    }

    /// Before the first row. What is wide of the start is parted into a covariance that is as wide as the noises of what is
    /// seen, and directions.
    pub fn initial(system: &System<N>) -> Self {
        let (mean, whole) = (system.initial_mean, system.initial_covariance);
        let sights = sights(system);
        let signal: f64 = sights.iter().map(|sight| dot(*sight, whole.combined(*sight))).sum();
        if !(system.diffuse || signal > WIDE) {
            return Self::new(mean, whole, None);
        }
        let n = system.n;
        let dense = Array2::from_shape_fn((n, n), |(i, j)| whole.0[i].0[j]);
        let Some((lower, pivots)) = psd::factors(&dense) else { return Self::new(mean, whole, None) };
        let (mut narrow, mut columns) = (Matrix::ZERO, Matrix::ZERO);
        for i in 0..n {
            let column = Lanes::each(|j| if j < n { lower[(j, i)] } else { 0.0 });
            let signal: f64 = sights.iter().map(|sight| dot(*sight, column).powi(2)).sum();
            let least = if signal > 0.0 { signal.recip() } else { 0.0 };
            let variance = if system.diffuse {
                columns.0[i] = column;
                least
            } else if signal * pivots[i] > WIDE {
                columns.0[i] = column * Lanes::splat((pivots[i] - least).sqrt());
                least
            } else {
                pivots[i]
            };
            narrow.add_outer(column * Lanes::splat(variance), column);
        }
        Self::new(mean, narrow.mirrored(), Some(Directions::new(columns, system.diffuse.then_some(n))))
    }

    /// Whether the rows so far leave directions of which nothing is known.
    pub fn is_untold(&self) -> bool {
        self.directions.as_ref().is_some_and(Directions::is_untold)
    }

    /// Puts the directions into the covariance, if they are about as well known.
    pub fn settled(mut self) -> Self {
        let Some(directions) = &self.directions else { return self };
        let apart = directions.covariance(false);
        let is_settled = (0..N).all(|i| apart.0[i].0[i] <= SETTLED * self.covariance.0[i].0[i]);
        if !directions.is_unknown() && is_settled {
            self.covariance.add_scaled(1.0, &apart);
            self = Self::new(self.mean, self.covariance, None);
        }
        self
    }
}

/// For each observed value what it will tell of the state within as many steps as there are states, in units of its noise.
fn sights<const N: usize>(system: &System<N>) -> Vec<Vector<N>> {
    let mut sights = Vec::with_capacity(system.n * system.p);
    for (value, row) in system.observation.iter().enumerate() {
        let (first, mut sight) = (sights.len(), *row);
        let mut noise = system.observation_covariance[value * system.p + value];
        for _ in 0..system.n {
            sights.push(sight);
            noise += dot(sight, system.transition_covariance.combined(sight));
            sight = system.transition.combined(sight);
        }
        if noise > 0.0 {
            let scale = Lanes::splat(noise.sqrt().recip());
            sights[first..].iter_mut().for_each(|sight| *sight = *sight * scale);
        } else {
            sights.truncate(first);
        }
    }
    sights
}
