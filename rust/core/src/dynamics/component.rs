//! Components of the interior: the parameters whose attracting cycle has a given multiplier.

use std::f64::consts::TAU;

use num_complex::Complex64;

use crate::dynamics::critical::{CriticalOrbit, LOOK, words_for};
use crate::dynamics::{Cycle, Nucleus, Unicritical};
use crate::number::{FixedComplex, Scaled, Scratch};
use crate::{Cancellation, Error, Result};

/// The path of multipliers from 0 is walked in steps of this length.
const STRIDE: f64 = 1.0 / 16.0;
/// Most steps of Newton's method for one multiplier.
const NEWTON_STEPS: usize = 64;
/// Of multipliers closer to 1 than this only 1 itself is found: the equations have a double root there.
const NEAR_ROOT: f64 = 1e-4;
/// Binary places of a component's size that its points have at least, and after which they need no other step.
const CLOSE: f64 = 40.0;
const CLOSER: f64 = 50.0;
/// Distances of the multiplier from 1 at which the neighborhood of the root is looked at, halved each time.
const FIRST_DISTANCE: f64 = 1.0 / 8.0;
/// The number of these distances.
const LOOKS: u32 = 10;
/// When the distance is halved, steps of the parameter become 1/2 as long at a bond, 1/4 at the root of a primitive one.
const PRIMITIVE: f64 = 0.35;
/// Words of numbers on the way from a parameter in float64 to its nucleus.
const INSIDE_WORDS: usize = 4;
/// A component reaches at most this far from its nucleus, in its sizes.
const LARGEST: f64 = 4.0;
/// The parent's multiplier is this close to a root of unity.
const AT_BOND: f64 = 1e-3;

/// A parameter, and a point of a cycle of its map.
#[derive(Clone, Debug)]
struct Pair {
    w: FixedComplex,
    c: FixedComplex,
    degree: u32,
}

/// The value and the derivatives of the p-th iterate, at a pair.
struct Iterate {
    /// f^p(w) - w.
    residual: Scaled,
    /// (f^p)'(w).
    multiplier: Scaled,
    by_c: Scaled,
    by_zz: Scaled,
    by_zc: Scaled,
}

impl Iterate {
    fn new(pair: &Pair, period: u32, cancellation: &Cancellation) -> Result<Self> {
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

    /// Newton's step in w and c towards a cycle of this multiplier.
    fn step(&self, multiplier: Complex64) -> (Scaled, Scaled) {
        let (a, b) = (self.multiplier - Scaled::ONE, self.by_c);
        let (c, d) = (self.by_zz, self.by_zc);
        let (u, v) = (-self.residual, Scaled::from(multiplier) - self.multiplier);
        let determinant = a * d - b * c;
        ((u * d - b * v) / determinant, (a * v - c * u) / determinant)
    }
}

impl Pair {
    /// Improves it as far as float64 tells multipliers apart; `None` if it does not converge.
    ///
    /// `scale` is log2 of the component's size.
    fn refined(
        mut self,
        period: u32,
        multiplier: Complex64,
        scale: f64,
        cancellation: &Cancellation,
    ) -> Result<Option<Self>> {
        let mut last = f64::INFINITY;
        for _ in 0..NEWTON_STEPS {
            let (w, c) = Iterate::new(&self, period, cancellation)?.step(multiplier);
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
}

impl Pair {
    /// The cycle of a period `q` times smaller that this one's points are about to meet on, for the same parameter.
    fn merged(&self, period: u32, q: u32, cancellation: &Cancellation) -> Result<Option<Self>> {
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
            return Ok(self.root(branch, cancellation)?.0);
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

    /// The root of the component on this branch, where the multiplier is 1, and whether it is a cusp.
    ///
    /// As a function of the multiplier λ the parameter is analytic there. If its derivative vanishes the component is
    /// primitive, and Newton's method reaches the root. Else it is a satellite, several points of its cycle meet, and
    /// the root is where the parent's cycle of fewer points has a root of unity as its multiplier.
    pub(super) fn root(&self, branch: u32, cancellation: &Cancellation) -> Result<(FixedComplex, bool)> {
        let scale = self.size.log2();
        let mut pair = self.walk(Complex64::new(1.0 - FIRST_DISTANCE, 0.0), branch, cancellation)?;
        let mut looks = vec![pair.c.clone()];
        for look in 1..LOOKS {
            let distance = FIRST_DISTANCE * f64::from(look).exp2().recip();
            let multiplier = Complex64::new(1.0 - distance, 0.0);
            pair = pair
                .refined(self.period, multiplier, scale, cancellation)?
                .ok_or_else(|| lost(multiplier))?;
            looks.push(pair.c.clone());
        }
        let steps: Vec<_> = looks.windows(2).map(|pair| pair[1].minus(&pair[0]).to_scaled()).collect();
        let [.., before, last] = steps[..] else { unreachable!("there are several steps") };
        let is_cusp = (last / before).to_complex64().norm() < PRIMITIVE;
        let found = if is_cusp {
            pair.refined(self.period, Complex64::ONE, scale, cancellation)?
        } else {
            pair.c = extrapolated(&looks);
            self.bond(&pair, cancellation)?
        };
        let root = found.filter(|pair| self.is_near(&pair.c)).ok_or_else(|| lost(Complex64::ONE))?;
        Ok((root.c, is_cusp))
    }

    /// The point at which the component grows on its parent, and the parent's cycle there.
    fn bond(&self, near: &Pair, cancellation: &Cancellation) -> Result<Option<Pair>> {
        for period in (1..self.period).filter(|&period| self.period.is_multiple_of(period)) {
            let q = self.period / period;
            let Some(pair) = near.merged(period, q, cancellation)? else { continue };
            let multiplier = Iterate::new(&pair, period, cancellation)?.multiplier.to_complex64();
            let p = (multiplier.arg() / TAU * f64::from(q)).round();
            let unity = Complex64::cis(TAU * p / f64::from(q));
            if (multiplier - unity).norm() < AT_BOND && is_primitive(p, q) {
                return pair.refined(period, unity, self.size.log2(), cancellation);
            }
        }
        Ok(None)
    }
}

/// The limit of the parameters at distances that are halved each time, by polynomials (Neville).
fn extrapolated(looks: &[FixedComplex]) -> FixedComplex {
    let last = &looks[looks.len() - 1];
    let mut values: Vec<_> = looks.iter().map(|c| c.minus(last).to_scaled()).collect();
    for order in 1..values.len() {
        let ratio = f64::from(1_u32 << order);
        for index in 0..values.len() - order {
            let step = values[index + 1] - values[index];
            values[index] = values[index + 1] + step * Scaled::from(1.0 / (ratio - 1.0));
        }
    }
    let mut limit = last.clone();
    limit.add_scaled(values[0]);
    limit
}

/// Whether p / q is in lowest terms.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an integer below q")]
fn is_primitive(p: f64, q: u32) -> bool {
    let (mut a, mut b) = (p.abs() as u32, q);
    while b > 0 {
        (a, b) = (b, a % b);
    }
    a == 1
}

fn lost(multiplier: Complex64) -> Error {
    Error::invalid("multiplier", "one that Newton's method reaches from the nucleus", multiplier)
}
