//! Blocks of steps in float64: Taylor polynomials of the difference.
//!
//! For a difference d and a constant that differs by c, the steps of a block are d -> a d (1 + p(d)) + b c. What is
//! neglected is below 2^-53 of what is kept, by these bounds, which are proved step by step. On the disc of radius ρ the
//! exact map is a d (1 + e(d)) with |e(d)| <= κ |d| (Schwarz's lemma); so the coefficients of e are at most κ ρ / ρ^k
//! (Cauchy), and the rest beyond order K is at most 2 κ ρ (|d| / ρ)^K for |d| <= ρ / 2. Products of c with d, or with itself,
//! are at most 3 κ |b c| of the rest. On the disc no orbit passes the bailout radius.
//! (Bivariate linear approximation, of which this is the higher order: Zhuoran, fractalforums.org, 2021.)

use std::f64::consts::{LOG2_E, SQRT_2};

use num_complex::Complex64;

use crate::fractal::deep::blocks::block::Block;
use crate::fractal::deep::reference_orbit::OrbitPoints;

/// The degree of the polynomials.
const ORDER: usize = 5;
/// What is neglected, relative to what is kept.
const PRECISION: f64 = f64::EPSILON / 2.0;
/// Slopes that differ by less than this share count as the largest one.
const STRAIGHT: f64 = 1.0 / 64.0;
/// Radii below this one, or above its inverse, are not for float64.
const LEAST: f64 = 1e-280;

/// What polynomials depend on but the orbit.
#[derive(Clone, Copy)]
pub struct Disc {
    /// The degree of the map.
    pub degree: u32,
    /// The bailout radius.
    pub bailout: f64,
    /// The largest difference of constants, along the axes.
    pub dc: f64,
}

/// A block that is being made.
#[derive(Clone, Copy)]
pub struct Taylor {
    a: Complex64,
    b: Complex64,
    /// 1 + p, as a polynomial of d / ρ.
    factor: [Complex64; ORDER],
    /// The coefficients of it that are not 0, at most.
    terms: usize,
    /// The degree of the exact map, if it is small.
    degree: u32,
    rho: f64,
    kappa: f64,
    /// Bound of the products with c.
    mixed: f64,
    /// log2 |a|².
    growth: f64,
    /// |Z|² where it begins, and the least |Z|² after that.
    start: f64,
    least: f64,
}

/// Several steps in one.
#[derive(Clone, Copy)]
#[repr(align(64))]
pub struct Polynomial {
    /// `dz_{m+l} / dz_m` at the reference.
    pub a: Complex64,
    /// `dz_{m+l} / dc`.
    pub b: Complex64,
    /// The coefficients of 1 + p from the second one on.
    factor: [Complex64; ORDER - 1],
    /// 1 / ρ.
    scale: f64,
    /// log2 |a|², where it is straight with the most by which slopes are larger.
    pub growth: f64,
    /// Whether the slope is nearly the same at all differences.
    pub straight: bool,
    /// The least |Z|² strictly between both ends.
    pub least: f64,
}

impl Block for Taylor {
    type Kept = Polynomial;
    type Setting = Disc;

    fn single(points: &OrbitPoints, m: usize, disc: &Disc) -> Self {
        let z = points.z[m];
        let (size, factor) = (z.norm(), f64::from(disc.degree));
        // ((Z + d)^D - Z^D) / (D Z^(D-1) d) = 1 + (D - 1)/2 d/Z + ...
        let most = (size / (factor - 1.0)).min(disc.bailout - size);
        let ratio = Complex64::from(most) / z;
        let (mut terms, mut bound) = ([Complex64::ONE; ORDER], 0.0);
        let (mut binomial, mut power, mut modulus) = (1.0, Complex64::ONE, 1.0);
        for k in 1..disc.degree {
            let k_plus_1 = f64::from(k + 1);
            binomial *= (factor - f64::from(k)) / k_plus_1;
            (power, modulus) = (power * ratio, modulus * most / size);
            bound += binomial * modulus;
            if let Some(term) = terms.get_mut(k as usize) {
                *term = power * binomial;
            }
        }
        let exact = disc.degree as usize;
        terms.iter_mut().skip(exact).for_each(|term| *term = Complex64::ZERO);
        let slope = (2..disc.degree).fold(z, |slope, _| slope * z) * factor;
        Self {
            a: slope,
            b: Complex64::ONE,
            factor: terms,
            terms: exact.min(ORDER),
            degree: disc.degree,
            rho: if most > LEAST { most } else { 0.0 },
            kappa: bound / most,
            mixed: 0.0,
            growth: points.scaled(m).log2() * 2.0 * (factor - 1.0) + 2.0 * factor.log2(),
            start: z.norm_sqr(),
            least: f64::INFINITY,
        }
    }

    fn then(&self, next: &Self, disc: &Disc) -> Self {
        let stretch = self.a.norm();
        let drift = self.b.norm() * disc.dc * SQRT_2;
        let mut rho = self.rho.min((next.rho - 2.0 * drift) / (stretch * (1.0 + self.kappa * self.rho)));
        let bend = 1.0 + self.kappa * rho;
        let kappa = self.kappa + next.kappa * stretch * bend * bend;
        rho = rho.min(1.0 / kappa);
        let mixed = self.mixed + next.mixed + 3.0 * next.kappa * drift;
        let valid = rho > LEAST && mixed <= PRECISION && stretch < 1.0 / LEAST;
        let whole = Self {
            a: next.a * self.a,
            b: next.a * self.b + next.b,
            factor: self.factor,
            terms: ORDER,
            degree: self.degree.saturating_mul(next.degree),
            rho: if valid { rho } else { 0.0 },
            kappa,
            mixed,
            growth: self.growth + next.growth,
            start: self.start,
            least: self.least.min(next.least).min(next.start),
        };
        if valid { Self { factor: self.composed(next, rho), ..whole } } else { whole }
    }

    fn finish(&self, _: &Disc) -> Option<(f64, Polynomial)> {
        let Self { a, b, rho, growth, least, .. } = *self;
        if !(rho > 0.0 && a.norm() < 1.0 / LEAST && b.norm() < 1.0 / LEAST) {
            return None;
        }
        let share = if self.degree as usize <= ORDER {
            0.5
        } else {
            (PRECISION / (2.0 * self.kappa * rho)).powf(1.0 / ORDER as f64).min(0.5)
        };
        // The slope is a (1 + e + d e'), of whose coefficients Cauchy's bounds are known.
        let bend = self.kappa * rho * ((1.0 - share).powi(-2) - 1.0);
        let straight = bend < STRAIGHT;
        let growth = if straight { growth + 2.0 * bend * LOG2_E } else { growth };
        let [_, factor @ ..] = self.factor;
        let polynomial = Polynomial { a, b, factor, scale: 1.0 / rho, growth, straight, least };
        // The maximum norm is at least 1/√2 of the modulus.
        Some((rho * share / SQRT_2, polynomial))
    }
}

impl Taylor {
    /// The polynomial of both, as one of d / `rho`.
    fn composed(&self, next: &Self, rho: f64) -> [Complex64; ORDER] {
        // 1 + p, and d -> a d (1 + p) relative to the disc of `next`.
        let (mut inner, mut shrink) = (self.factor, 1.0);
        for term in &mut inner {
            *term *= shrink;
            shrink *= rho / self.rho;
        }
        let ratio = self.a * (rho / next.rho);
        let (mut whole, mut power, mut scale) = (inner, inner, Complex64::ONE);
        for k in 1..next.terms {
            scale *= ratio;
            let mut product = [Complex64::ZERO; ORDER];
            for i in 0..ORDER - k {
                for j in 0..ORDER - k - i {
                    product[i + j] += power[i] * inner[j];
                }
            }
            power = product;
            let coefficient = next.factor[k] * scale;
            for i in 0..ORDER - k {
                whole[i + k] += coefficient * power[i];
            }
        }
        whole
    }
}

impl Polynomial {
    /// The slope at a difference, relative to that at the reference, by Horner's rule.
    #[inline(always)]
    pub fn slope(&self, (re, im): (f64, f64)) -> (f64, f64) {
        let d = (re * self.scale, im * self.scale);
        let weight = |k: usize| (k + 2) as f64;
        let [rest @ .., last] = &self.factor;
        let mut sum = (last.re * weight(ORDER - 2), last.im * weight(ORDER - 2));
        for (k, term) in rest.iter().enumerate().rev() {
            let (u, v) = times(sum, d);
            sum = (u + weight(k) * term.re, v + weight(k) * term.im);
        }
        let (u, v) = times(sum, d);
        (u + 1.0, v)
    }
}

/// The polynomials of samples side by side: they are evaluated together.
pub struct Polynomials<const N: usize> {
    a: ([f64; N], [f64; N]),
    factor: [([f64; N], [f64; N]); ORDER - 1],
    scale: [f64; N],
}

impl<const N: usize> Polynomials<N> {
    #[inline(always)]
    pub const fn zero() -> Self {
        let zero = ([0.0; N], [0.0; N]);
        Self { a: zero, factor: [zero; ORDER - 1], scale: [0.0; N] }
    }

    /// Takes that of a lane.
    #[inline(always)]
    pub fn set(&mut self, k: usize, polynomial: &Polynomial) {
        (self.a.0[k], self.a.1[k]) = (polynomial.a.re, polynomial.a.im);
        for ((re, im), term) in self.factor.iter_mut().zip(&polynomial.factor) {
            (re[k], im[k]) = (term.re, term.im);
        }
        self.scale[k] = polynomial.scale;
    }

    /// Where differences go, but for the constant, by Horner's rule.
    #[inline(always)]
    pub fn take(&self, (re, im): (&[f64; N], &[f64; N])) -> ([f64; N], [f64; N]) {
        let [rest @ .., last] = &self.factor;
        let (mut u, mut v) = *last;
        let (mut x, mut y) = ([0.0; N], [0.0; N]);
        for k in 0..N {
            (x[k], y[k]) = (re[k] * self.scale[k], im[k] * self.scale[k]);
        }
        for (term_re, term_im) in rest.iter().rev() {
            for k in 0..N {
                let (re, im) = times((u[k], v[k]), (x[k], y[k]));
                (u[k], v[k]) = (re + term_re[k], im + term_im[k]);
            }
        }
        for k in 0..N {
            let (first, second) = times((u[k], v[k]), (x[k], y[k]));
            let slope = times((self.a.0[k], self.a.1[k]), (re[k], im[k]));
            (u[k], v[k]) = times(slope, (first + 1.0, second));
        }
        (u, v)
    }
}

#[inline(always)]
fn times((a, b): (f64, f64), (x, y): (f64, f64)) -> (f64, f64) {
    (a * x - b * y, a * y + b * x)
}
