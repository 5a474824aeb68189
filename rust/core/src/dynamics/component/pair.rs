//! Parameters with a point of a cycle of their maps, and Newton's method for both.

use num_complex::Complex64;

use crate::dynamics::critical::{LOOK, words_for};
use crate::dynamics::unity::Unity;
use crate::number::{FixedComplex, Scaled, Scratch};
use crate::{Cancellation, Result};

/// Most steps of Newton's method for one multiplier.
const NEWTON_STEPS: usize = 64;
/// Binary places of a component's size that its points have at least, and after which they need no other step.
const CLOSE: f64 = 40.0;
const CLOSER: f64 = 50.0;
/// Binary places that a step gains at most where derivatives are in float64, and those for rounding.
const GAIN: f64 = 64.0;
const GUARD: f64 = 64.0;

/// A parameter, and a point of a cycle of its map.
#[derive(Clone, Debug)]
pub struct Pair {
    pub w: FixedComplex,
    pub c: FixedComplex,
    pub degree: u32,
}

/// The value and the derivatives of the p-th iterate, at a pair.
pub struct Iterate {
    /// f^p(w) - w.
    residual: Scaled,
    /// (f^p)'(w).
    pub multiplier: Scaled,
    by_c: Scaled,
    by_zz: Scaled,
    by_zc: Scaled,
}

impl Iterate {
    pub fn new(pair: &Pair, period: u32, cancellation: &Cancellation) -> Result<Self> {
        let mut scratch = Scratch::new(pair.c.words());
        let mut z = pair.w.clone();
        let (mut d, mut c, mut zz, mut zc) = (Scaled::ONE, Scaled::ZERO, Scaled::ZERO, Scaled::ZERO);
        let degree = f64::from(pair.degree);
        for step in 0..period {
            if step % LOOK == 0 {
                cancellation.check()?;
            }
            let point = z.to_scaled();
            let power = (2..pair.degree).fold(Scaled::ONE, |power, _| power * point);
            let slope = power * point * Scaled::from(degree);
            let curvature = power * Scaled::from(degree * (degree - 1.0));
            (zz, zc) = (curvature * d * d + slope * zz, curvature * d * c + slope * zc);
            (d, c) = (slope * d, slope * c + Scaled::ONE);
            z.power(pair.degree, &mut scratch);
            z += &pair.c;
        }
        z -= &pair.w;
        Ok(Self { residual: z.to_scaled(), multiplier: d, by_c: c, by_zz: zz, by_zc: zc })
    }

    /// Newton's step in w and c towards a cycle whose multiplier is more by `lacking`.
    fn step(&self, lacking: Scaled) -> (Scaled, Scaled) {
        let (a, b) = (self.multiplier - Scaled::ONE, self.by_c);
        let (c, d) = (self.by_zz, self.by_zc);
        let (u, v) = (-self.residual, lacking);
        let determinant = a * d - b * c;
        ((u * d - b * v) / determinant, (a * v - c * u) / determinant)
    }
}

impl Pair {
    /// Improves it as far as float64 tells multipliers apart; `None` if it does not converge.
    ///
    /// `scale` is log2 of the component's size.
    pub fn refined(
        mut self,
        period: u32,
        multiplier: Complex64,
        scale: f64,
        cancellation: &Cancellation,
    ) -> Result<Option<Self>> {
        let mut last = f64::INFINITY;
        for _ in 0..NEWTON_STEPS {
            let at = Iterate::new(&self, period, cancellation)?;
            let (w, c) = at.step(Scaled::from(multiplier) - at.multiplier);
            let size = c.log2().max(w.log2() + scale);
            if size.is_nan() || w.log2() > 1.0 {
                return Ok(None);
            }
            self.w.add_scaled(w);
            self.c.add_scaled(c);
            if size < scale - CLOSE && size > last - 1.0 || size < scale - CLOSER {
                return Ok(Some(self));
            }
            last = size;
        }
        Ok(None)
    }

    /// The same to `bits` binary places, if its multiplier is this root of unity; `None` if Newton's method does not come
    /// closer.
    ///
    /// `scale` is log2 of the component's size.
    pub fn exact(
        mut self,
        period: u32,
        unity: Unity,
        (bits, scale): (f64, f64),
        cancellation: &Cancellation,
    ) -> Result<Option<Self>> {
        let mut accurate = 0.0;
        loop {
            // The slopes that follow w, whose product is about the inverse of its own, make rounding larger.
            let words = words_for((accurate + GAIN).min(bits) + GUARD - scale);
            (self.w, self.c) = (self.w.with_words(words), self.c.with_words(words));
            let at = Iterate::new(&self, period, cancellation)?;
            let multiplier = self.multiplier(period, cancellation)?;
            let (w, c) = at.step(unity.with_words(words).minus(&multiplier).to_scaled());
            self.w.add_scaled(w);
            self.c.add_scaled(c);
            let size = c.log2();
            if size < -bits && accurate + GAIN >= bits {
                return Ok(Some(self));
            }
            if !(-size > accurate) {
                return Ok(None);
            }
            accurate = (-size).min(accurate + GAIN);
        }
    }

    /// (f^p)'(w), with all digits.
    fn multiplier(&self, period: u32, cancellation: &Cancellation) -> Result<FixedComplex> {
        let words = self.c.words();
        let mut scratch = Scratch::new(words);
        let degree = FixedComplex::from_complex64(f64::from(self.degree).into(), words);
        let mut product = FixedComplex::from_complex64(Complex64::ONE, words);
        let mut z = self.w.clone();
        for _ in 0..period {
            cancellation.check()?;
            let mut slope = z.clone();
            slope.power(self.degree - 1, &mut scratch);
            slope.multiply(&degree, &mut scratch);
            product.multiply(&slope, &mut scratch);
            z.power(self.degree, &mut scratch);
            z += &self.c;
        }
        Ok(product)
    }

    /// The cycle of a period `q` times smaller that this one's points are about to meet on, for the same parameter.
    pub fn merged(&self, period: u32, q: u32, cancellation: &Cancellation) -> Result<Option<Self>> {
        // The points that meet lie evenly around the one where they do.
        let mut scratch = Scratch::new(self.c.words());
        let (mut z, mut sum) = (self.w.clone(), Scaled::ZERO);
        for step in 0..period * q {
            if step % period == 0 {
                sum = sum + z.minus(&self.w).to_scaled();
            }
            z.power(self.degree, &mut scratch);
            z += &self.c;
        }
        let mut pair = self.clone();
        pair.w.add_scaled(sum * Scaled::from(1.0 / f64::from(q)));
        for _ in 0..NEWTON_STEPS {
            let at = Iterate::new(&pair, period, cancellation)?;
            let step = -at.residual / (at.multiplier - Scaled::ONE);
            if !(step.log2() < 2.0) {
                return Ok(None);
            }
            pair.w.add_scaled(step);
            if step.log2() < -CLOSE {
                return Ok(Some(pair));
            }
        }
        Ok(None)
    }
}
