//! Directions in which a state is known much less than rows tell, or not at all.

use super::gain::LOG_TAU;
use super::matrix::rare::product;
use super::matrix::{Matrix, Vector, dot};
use super::system::System;
use crate::compute::Lanes;

/// The columns of A: the state is `A d` off its mean, with independent d whose variances are 1, or beyond all bounds.
#[derive(Clone, Debug)]
pub struct Directions<const N: usize> {
    /// One in each row; those that there are not are 0.
    pub columns: Matrix<N>,
    /// Of which nothing is known.
    unknown: [bool; N],
    /// The size that these had before values told of them.
    scale: f64,
    /// Whether one of these was moved to nothing, so that no value will tell of it.
    is_lost: bool,
}

/// What a value tells of d: `d = shift + C e`, with independent e as d were before.
#[derive(Clone, Debug)]
pub struct Lesson<const N: usize> {
    pub shift: Vector<N>,
    /// The transpose of C.
    pub turn: Matrix<N>,
    pub log_density: f64,
}

/// What is below this share of the scale is rounding.
const ROUNDING: f64 = 1e-8;

impl<const N: usize> Directions<N> {
    /// Nothing is known of the first `unknown`, if it is said.
    pub fn new(columns: Matrix<N>, unknown: Option<usize>) -> Self {
        let unknown = std::array::from_fn(|i| unknown.is_some_and(|count| i < count));
        let mut directions = Self { columns, unknown, scale: 0.0, is_lost: false };
        directions.scale = directions.size();
        directions
    }

    /// Whether there is one of which nothing is known.
    pub fn is_unknown(&self) -> bool {
        self.unknown.contains(&true)
    }

    /// Whether there was or is one of which rows do not tell.
    pub fn is_untold(&self) -> bool {
        self.is_lost || self.is_unknown()
    }

    /// A A' of those of which nothing is known, or of the others.
    pub fn covariance(&self, unknown: bool) -> Matrix<N> {
        let mut sum = Matrix::ZERO;
        for (column, _) in self.columns.0.iter().zip(self.unknown).filter(|(_, is)| *is == unknown) {
            sum.add_outer(*column, *column);
        }
        sum.mirrored()
    }

    fn size(&self) -> f64 {
        let unknown = self.columns.0.iter().zip(self.unknown).filter(|(_, unknown)| *unknown);
        unknown.map(|(column, _)| dot(*column, *column)).sum::<f64>().sqrt()
    }

    /// Takes a value that is `innovation` off what is expected: `shares` d and a noise of this variance.
    /// None if it was known beforehand.
    pub fn take(&mut self, shares: Vector<N>, row: f64, innovation: f64, variance: f64) -> Option<Lesson<N>> {
        let told =
            |unknown: bool| Lanes::each(|i| if self.unknown[i] == unknown { shares.0[i] } else { 0.0 });
        let (unknown, known) = (told(true), told(false));
        let is_new = dot(unknown, unknown) > (ROUNDING * self.scale * row).powi(2);
        let part = if is_new { unknown } else { known };
        let square = dot(part, part);
        let total = if is_new { square } else { square + variance };
        if total <= 0.0 {
            return None;
        }
        let mut turn = Matrix::<N>::ZERO;
        for (i, row) in turn.0.iter_mut().enumerate() {
            row.0[i] = 1.0;
        }
        if square > 0.0 {
            // A reflection turns the value's direction into that of its largest share; the others do not meet it then.
            let largest =
                (1..N).fold(0, |best, i| if part.0[i].abs() > part.0[best].abs() { i } else { best });
            let length = square.sqrt();
            let mut mirror = part;
            mirror.0[largest] += length.copysign(part.0[largest]);
            turn.add_outer(mirror * Lanes::splat(-2.0 / dot(mirror, mirror)), mirror);
            turn.0[largest] = part * Lanes::splat((variance.max(0.0) / total).sqrt() / length);
            if is_new {
                for (i, row) in turn.0.iter_mut().enumerate() {
                    *row = *row - part * Lanes::splat(known.0[i] / square);
                }
                self.unknown[largest] = false;
            }
        }
        let log_density = if is_new {
            -0.5 * total.ln()
        } else {
            -0.5 * (LOG_TAU + total.ln() + innovation * innovation / total)
        };
        Some(Lesson { shift: part * Lanes::splat(innovation / total), turn, log_density })
    }

    /// Goes on to what is left of d, given how the state depends on d now.
    pub fn turn(&mut self, lesson: &Lesson<N>, columns: &Matrix<N>) {
        self.columns = product(&lesson.turn, columns);
        self.forget_rounding();
    }

    /// Goes on to the next state.
    pub fn moved(&mut self, system: &System<N>) {
        for column in &mut self.columns.0 {
            *column = system.transition_transposed.combined(*column);
        }
        let strength: f64 = system.transition.0.iter().map(|row| dot(*row, *row)).sum();
        self.scale *= strength.sqrt();
        self.forget_rounding();
        self.scale = self.size();
    }

    fn forget_rounding(&mut self) {
        let least = (ROUNDING * self.scale).powi(2);
        for (column, unknown) in self.columns.0.iter_mut().zip(&mut self.unknown) {
            if *unknown && dot(*column, *column) <= least {
                (*column, *unknown, self.is_lost) = (Lanes::splat(0.0), false, true);
            }
        }
    }
}
