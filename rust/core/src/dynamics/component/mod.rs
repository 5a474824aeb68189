//! Components of the interior: the parameters whose attracting cycle has a given multiplier.

mod pair;
mod root;

use std::f64::consts::TAU;

use num_complex::Complex64;

use crate::dynamics::component::pair::Pair;
use crate::dynamics::critical::{CriticalOrbit, words_for};
use crate::dynamics::{Cycle, Nucleus, Unicritical};
use crate::number::{FixedComplex, Scaled};
use crate::{Cancellation, Error, Result};

pub use root::Root;

/// The path of multipliers from 0 is walked in steps of this length.
const STRIDE: f64 = 1.0 / 16.0;
/// Of multipliers closer to 1 than this only 1 itself is found: the equations have a double root there.
const NEAR_ROOT: f64 = 1e-4;
/// Words of numbers on the way from a parameter in float64 to its nucleus.
const INSIDE_WORDS: usize = 4;
/// A component reaches at most this far from its nucleus, in its sizes.
const LARGEST: f64 = 4.0;

impl Nucleus {
    /// A parameter of the nucleus's component whose cycle has this multiplier, as precise as float64 in units of the
    /// component's size.
    ///
    /// For degree d there are d - 1 of them, which the `branch` from 0 on tells apart; those of branch 0 are in line with
    /// each other.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `multiplier` unless it is in the unit disc, and 1 or not too near to 1, or if
    /// Newton's method does not lead there from the nucleus; naming `branch` unless it is below d - 1;
    /// [`Error::Cancelled`].
    pub fn component_point(
        &self,
        multiplier: Complex64,
        branch: u32,
        cancellation: &Cancellation,
    ) -> Result<FixedComplex> {
        if !(multiplier.norm() <= 1.0 + f64::EPSILON) {
            return Err(Error::invalid("multiplier", "of absolute value at most 1", multiplier));
        }
        if branch >= self.degree - 1 {
            return Err(Error::invalid("branch", format!("from 0 to {}", self.degree - 2), branch));
        }
        let distance = (multiplier - 1.0).norm();
        if distance == 0.0 {
            return Ok(self.root(branch, self.digits, cancellation)?.c);
        }
        if distance < NEAR_ROOT {
            return Err(Error::invalid(
                "multiplier",
                format!("1, or not within {NEAR_ROOT} of 1"),
                multiplier,
            ));
        }
        Ok(self.walk(multiplier, branch, cancellation)?.c)
    }

    /// The branch on which the component's root is nearest to a parameter.
    pub(super) fn branch_towards(&self, c: &FixedComplex, cancellation: &Cancellation) -> Result<u32> {
        if self.degree == 2 {
            return Ok(0);
        }
        let distances = (0..self.degree - 1).map(|branch| {
            let pair = self.guess(Complex64::ONE, branch, self.c.words(), cancellation)?;
            let words = c.words().max(pair.c.words());
            Ok((branch, c.with_words(words).minus(&pair.c.with_words(words)).to_scaled().log2()))
        });
        let distances = distances.collect::<Result<Vec<_>>>()?;
        Ok(distances.into_iter().min_by(|(_, a), (_, b)| a.total_cmp(b)).map_or(0, |(branch, _)| branch))
    }

    /// About the pair of this multiplier: the component is a small copy of that of period 1, whose cycle of multiplier
    /// d w^(d - 1) is the point w of the parameter w - w^d.
    fn guess(
        &self,
        multiplier: Complex64,
        branch: u32,
        words: usize,
        cancellation: &Cancellation,
    ) -> Result<Pair> {
        let order = f64::from(self.degree - 1);
        let branches = Complex64::cis(TAU * f64::from(branch) / order);
        let w = (multiplier / f64::from(self.degree)).powf(1.0 / order) * branches;
        let orbit = CriticalOrbit::new(self.c.clone(), self.degree).advanced(self.period, cancellation)?;
        let mut pair =
            Pair { w: FixedComplex::zero(words), c: self.c.with_words(words), degree: self.degree };
        pair.w.add_scaled(self.size * orbit.derivative() * Scaled::from(w));
        pair.c.add_scaled(self.size * Scaled::from(w - w.powu(self.degree)));
        Ok(pair)
    }

    /// The pair of this multiplier: from near the nucleus, where it is 0, by steps along a straight line.
    fn walk(&self, multiplier: Complex64, branch: u32, cancellation: &Cancellation) -> Result<Pair> {
        let words = words_for(64.0 - self.size.log2());
        if multiplier == Complex64::ZERO {
            return Ok(Pair { w: FixedComplex::zero(words), c: self.c.clone(), degree: self.degree });
        }
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 16")]
        let steps = (multiplier.norm() / STRIDE).ceil().max(1.0) as u32;
        let first = multiplier / f64::from(steps);
        let mut pair = self.guess(first, branch, words, cancellation)?;
        for step in 1..=steps {
            pair = pair
                .refined(self.period, first * f64::from(step), self.size.log2(), cancellation)?
                .filter(|pair| self.is_near(&pair.c))
                .ok_or_else(|| lost(multiplier))?;
        }
        Ok(pair)
    }

    /// A point near the nucleus of the component in which a parameter lies: the way along which the multiplier of its cycle
    /// becomes 0.
    pub(super) fn from_inside(
        map: &Unicritical,
        cycle: &Cycle,
        cancellation: &Cancellation,
    ) -> Result<FixedComplex> {
        let words = INSIDE_WORDS;
        let [w, c] = [cycle.point, map.c()].map(|number| FixedComplex::from_complex64(number, words));
        let mut pair = Pair { w, c, degree: map.degree() };
        let scale = cycle.conformal_radius(map).max(f64::EPSILON).log2();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 16")]
        let steps = (cycle.multiplier.norm() / STRIDE).ceil().max(1.0) as u32;
        for step in (1..steps).rev() {
            let multiplier = cycle.multiplier * (f64::from(step) / f64::from(steps));
            pair = pair
                .refined(cycle.period, multiplier, scale, cancellation)?
                .ok_or_else(|| lost(cycle.multiplier))?;
        }
        Ok(pair.c)
    }

    /// Whether a parameter is not farther away than its component is large.
    fn is_near(&self, c: &FixedComplex) -> bool {
        let words = c.words().max(self.c.words());
        let distance = c.with_words(words).minus(&self.c.with_words(words)).to_scaled();
        distance.log2() < self.size.log2() + LARGEST.log2()
    }
}

fn lost(multiplier: Complex64) -> Error {
    Error::invalid("multiplier", "one that Newton's method reaches from the nucleus", multiplier)
}
