//! The first steps of a start that is wide, or of which nothing is known, while rows have not told of it.
//!
//! A covariance as wide as that would leave no digits to what rows tell. So it is kept as `P + A A'`: P is what the
//! state's covariance were if its parts d along the columns of A were known. Filter and smoother run as if these were, and what
//! rows tell of d is gathered beside, by factors (Rosenberg, "Random coefficients models", 1973; de Jong, "The diffuse Kalman
//! filter", Annals of Statistics 19, 1991). Values are taken one by one, as if their noises were independent, which a
//! triangular change of the row's coordinates makes them.

use ndarray::Array2;

use super::belief::Belief;
use super::directions::{Directions, Lesson};
use super::matrix::psd;
use super::matrix::rare::{around, product};
use super::matrix::{Matrix, Vector, dot};
use super::system::System;
use crate::compute::Lanes;

/// What a single value has told: of the state if d were known, and of d.
#[derive(Clone, Debug)]
struct Value<const N: usize> {
    row: Vector<N>,
    innovation: f64,
    gain: Vector<N>,
    precision: f64,
    /// How the value depends on d.
    shares: Vector<N>,
    lesson: Lesson<N>,
}

/// A step whose state is not yet known in all directions.
#[derive(Clone, Debug)]
pub struct Wide<const N: usize> {
    mean: Vector<N>,
    covariance: Matrix<N>,
    /// A' of this state and of the next.
    columns: [Matrix<N>; 2],
    values: Vec<Value<N>>,
    /// The mean and covariance after the row was seen.
    pub seen: (Vector<N>, Matrix<N>),
    /// The directions of which nothing is known then, either: their A A'.
    pub left: Matrix<N>,
    pub log_density: f64,
}

/// What later rows tell of a state: r and N (as [`super::smoother`] has them).
#[derive(Clone, Debug)]
pub struct Later<const N: usize> {
    pub vector: Vector<N>,
    /// Before a wide step it is what N were if d were known.
    pub matrix: Matrix<N>,
    /// The mean and covariance of d, given all rows, before a wide step.
    directions: Option<(Vector<N>, Matrix<N>)>,
}

/// What is learnt about a wide step.
#[derive(Clone, Debug)]
pub struct Smoothed<const N: usize> {
    pub mean: Vector<N>,
    pub covariance: Matrix<N>,
    /// N after the step.
    pub after: Matrix<N>,
    /// N L P, of which Q makes the covariance with what drives the next.
    pub cross: Matrix<N>,
}

impl<const N: usize> Wide<N> {
    /// The step of a row, and what is known of the next state; none if a value was known beforehand.
    #[inline(never)]
    pub fn step(
        system: &System<N>,
        belief: &Belief<N>,
        mut directions: Directions<N>,
        row: &[f64],
    ) -> Option<(Self, Belief<N>)> {
        let Belief { mut mean, mut covariance, .. } = *belief;
        let columns = directions.columns;
        let mut values = Vec::new();
        let mut log_density = 0.0;
        for (row, noise, value) in independent(system, row)? {
            let innovation = value - dot(row, mean);
            let seen = covariance.combined(row);
            let variance = dot(row, seen) + noise;
            let precision = if variance > 0.0 { variance.recip() } else { 0.0 };
            let gain = seen * Lanes::splat(precision);
            let shares = Lanes::each(|i| dot(directions.columns.0[i], row));
            let lesson = directions.take(shares, dot(row, row).sqrt(), innovation, variance)?;
            covariance.add_outer(Lanes::splat(0.0) - gain, seen);
            covariance = covariance.mirrored();
            mean += directions.columns.combined(lesson.shift)
                + gain * Lanes::splat(innovation - dot(shares, lesson.shift));
            let mut columns = directions.columns;
            columns.add_outer(Lanes::splat(0.0) - shares, gain);
            directions.turn(&lesson, &columns);
            log_density += lesson.log_density;
            values.push(Value { row, innovation, gain, precision, shares, lesson });
        }
        let mut seen = (mean, covariance);
        seen.1.add_scaled(1.0, &directions.covariance(false));
        let left = directions.covariance(true);
        directions.moved(system);
        let mut next = around(&system.transition, &covariance, &system.transition_transposed);
        next.add_scaled(1.0, &system.transition_covariance);
        let columns = [columns, directions.columns];
        let after = Belief::new(system.transition_transposed.combined(mean), next, Some(directions));
        let Belief { mean, covariance, .. } = *belief;
        Some((Self { mean, covariance, columns, values, seen, left, log_density }, after.settled()))
    }

    /// Goes back over the step, given what later rows tell, and replaces that.
    #[inline(never)]
    pub fn smooth(&self, system: &System<N>, later: &mut Later<N>) -> Smoothed<N> {
        let [columns, next] = &self.columns;
        let (mut off, mut spread) = later.part(next);
        let told = product(next, &later.matrix);
        let turned = told.transposed();
        let after = later.matrix.minus(&around(&turned, &spread, &told));
        let mut cross = product(&later.matrix, &product(&system.transition, &self.carried()));
        later.vector = system.transition.combined(later.vector);
        later.matrix = around(&system.transition_transposed, &later.matrix, &system.transition);
        // The covariance of d after the step with d before it.
        let mut between = spread;
        for value in self.values.iter().rev() {
            let Lesson { shift, turn, .. } = &value.lesson;
            off = *shift + turn.combined(off);
            spread = around(&turn.transposed(), &spread, turn);
            between = product(&between, turn);
            value.back(later, off);
        }
        later.directions = Some((off, spread));
        let mean = self.mean + columns.combined(off) + self.covariance.combined(later.vector);
        let mut covariance =
            self.covariance.minus(&around(&self.covariance, &later.matrix, &self.covariance));
        // How the smoothed state depends on d.
        let slope = columns.minus(&product(&product(columns, &later.matrix), &self.covariance));
        covariance.add_scaled(1.0, &around(&slope.transposed(), &spread, &slope));
        cross.add_scaled(1.0, &product(&product(&turned, &between), &slope));
        Smoothed { mean, covariance, after, cross }
    }

    /// What the values leave of the covariance, towards the state before them: L P without F.
    fn carried(&self) -> Matrix<N> {
        let mut carried = self.covariance;
        for Value { row, gain, .. } in &self.values {
            let seen = carried.transposed().combined(*row);
            carried.add_outer(Lanes::splat(0.0) - *gain, seen);
        }
        carried
    }
}

impl<const N: usize> Later<N> {
    /// After the last row.
    pub fn nothing() -> Self {
        Self { vector: Lanes::splat(0.0), matrix: Matrix::ZERO, directions: None }
    }

    /// The mean and covariance of d; from here on N is what it were if d were known.
    fn part(&mut self, columns: &Matrix<N>) -> (Vector<N>, Matrix<N>) {
        if let Some(known) = self.directions {
            return known;
        }
        let off = Lanes::each(|i| dot(columns.0[i], self.vector));
        let mut spread = Matrix::ZERO;
        for (i, row) in spread.0.iter_mut().enumerate() {
            row.0[i] = 1.0;
        }
        let spread = spread.minus(&around(columns, &self.matrix, &columns.transposed()));
        for column in &columns.0 {
            let seen = self.matrix.combined(*column);
            self.matrix.add_outer(seen * Lanes::splat((1.0 - dot(*column, seen)).recip()), seen);
        }
        self.matrix = self.matrix.mirrored();
        (off, spread)
    }
}

impl<const N: usize> Value<N> {
    /// Takes back the value: what later rows tell, by L = I - gain row', and what it tells itself, with d at its mean.
    fn back(&self, later: &mut Later<N>, off: Vector<N>) {
        let Self { row, innovation, gain, precision, shares, .. } = self;
        let (row, nothing) = (*row, Lanes::splat(0.0));
        let own = precision * (innovation - dot(*shares, off));
        later.vector += row * Lanes::splat(own - dot(*gain, later.vector));
        let seen = later.matrix.combined(*gain);
        later.matrix.add_outer(nothing - row, seen);
        later.matrix.add_outer(nothing - seen, row);
        later.matrix.add_outer(row * Lanes::splat(dot(*gain, seen) + precision), row);
        later.matrix = later.matrix.mirrored();
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
