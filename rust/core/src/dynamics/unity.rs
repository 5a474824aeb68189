//! Roots of unity, to any number of digits.

use std::f64::consts::TAU;

use num_complex::Complex64;

use crate::number::{FixedComplex, Scaled, Scratch};

/// The number exp(2πi turn / degree).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unity {
    turn: u32,
    degree: u32,
}

impl Unity {
    /// That of so many of `degree` parts of a turn.
    pub const fn new(turn: u32, degree: u32) -> Self {
        Self { turn, degree }
    }

    /// It in float64: exact where its parts are integers.
    pub fn to_complex64(self) -> Complex64 {
        match (4 * self.turn % self.degree, 4 * self.turn / self.degree % 4) {
            (0, 0) => Complex64::ONE,
            (0, 1) => Complex64::I,
            (0, 2) => -Complex64::ONE,
            (0, _) => -Complex64::I,
            _ => Complex64::cis(TAU * f64::from(self.turn) / f64::from(self.degree)),
        }
    }

    /// As [`to_complex64`](Self::to_complex64).
    pub fn to_scaled(self) -> Scaled {
        self.to_complex64().into()
    }

    /// A number times it.
    pub fn times(self, number: &FixedComplex) -> FixedComplex {
        let mut product = number.clone();
        let words = number.words();
        product.multiply(&self.with_words(words), &mut Scratch::new(words));
        product
    }

    /// It with `words` words of 64 binary places: a root of u^d = 1 by Newton's method, some 50 places a step.
    pub fn with_words(self, words: usize) -> FixedComplex {
        let (mut unity, mut scratch) =
            (FixedComplex::from_complex64(self.to_complex64(), words), Scratch::new(words));
        let one = FixedComplex::from_complex64(Complex64::ONE, words);
        // 1 / (d u^(d - 1)) = u / d.
        let inverse = self.to_scaled() * Scaled::from(1.0 / f64::from(self.degree));
        for _ in 0..=2 * words {
            let mut error = unity.clone();
            error.power(self.degree, &mut scratch);
            error -= &one;
            let step = error.to_scaled() * inverse;
            if step == Scaled::ZERO {
                break;
            }
            unity.add_scaled(-step);
        }
        unity
    }
}
