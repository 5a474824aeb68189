//! Complex fixed-point numbers.

use std::ops::{AddAssign, SubAssign};

use num_complex::Complex64;

use crate::Result;
use crate::number::{Fixed, Scaled};

/// A complex number whose parts are [`Fixed`].
///
/// # Examples
/// ```
/// use iterscope::number::{FixedComplex, Scratch};
///
/// // The orbit of 0 under z -> z² + i: i, -1 + i, -i, ...
/// let c = FixedComplex::parse("c", ("0", "1"), 4)?;
/// let (mut z, mut scratch) = (FixedComplex::zero(4), Scratch::new(4));
/// for _ in 0..3 {
///     z.square(&mut scratch);
///     z += &c;
/// }
/// assert_eq!(z.to_complex64().to_string(), "0-1i");
/// # Ok::<(), iterscope::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct FixedComplex {
    /// The real part.
    pub re: Fixed,
    /// The imaginary part.
    pub im: Fixed,
}

/// Memory for the operations of complex numbers of as many words.
#[derive(Clone, Debug)]
pub struct Scratch {
    a: Fixed,
    b: Fixed,
    c: Fixed,
    power: FixedComplex,
}

impl Scratch {
    /// For numbers of `words` words.
    #[must_use]
    pub fn new(words: usize) -> Self {
        let zero = Fixed::zero(words);
        Self { a: zero.clone(), b: zero.clone(), c: zero, power: FixedComplex::zero(words) }
    }
}

impl FixedComplex {
    /// 0 with `words` words of 64 binary places.
    #[must_use]
    pub fn zero(words: usize) -> Self {
        Self { re: Fixed::zero(words), im: Fixed::zero(words) }
    }

    /// `number` with `words` words of 64 binary places.
    #[must_use]
    pub fn from_complex64(number: Complex64, words: usize) -> Self {
        Self { re: Fixed::from_f64(number.re, words), im: Fixed::from_f64(number.im, words) }
    }

    /// The number whose parts two decimal numbers are.
    ///
    /// # Errors
    /// As [`decimal`](crate::number::decimal).
    pub fn parse(name: &'static str, (re, im): (&str, &str), words: usize) -> Result<Self> {
        Ok(Self { re: Fixed::parse(name, re, words)?, im: Fixed::parse(name, im, words)? })
    }

    /// The number of words of 64 binary places.
    #[must_use]
    pub const fn words(&self) -> usize {
        self.re.words()
    }

    /// The same number with another number of words.
    #[must_use]
    pub fn with_words(&self, words: usize) -> Self {
        Self { re: self.re.with_words(words), im: self.im.with_words(words) }
    }

    /// Takes the value of `other`.
    #[inline]
    pub fn set(&mut self, other: &Self) {
        self.re.set(&other.re);
        self.im.set(&other.im);
    }

    /// Becomes its square: three squares of real numbers.
    pub fn square(&mut self, scratch: &mut Scratch) {
        let Scratch { a, b, c, .. } = scratch;
        square(self, (a, b, c));
    }

    /// Becomes itself times `factor`: three products of real numbers.
    pub fn multiply(&mut self, factor: &Self, scratch: &mut Scratch) {
        let Scratch { a, b, c, .. } = scratch;
        multiply(self, factor, (a, b, c));
    }

    /// Becomes its power; at least the first one.
    pub fn power(&mut self, exponent: u32, scratch: &mut Scratch) {
        let Scratch { a, b, c, power } = scratch;
        power.set(self);
        for bit in (0..exponent.max(1).ilog2()).rev() {
            square(self, (a, b, c));
            if exponent >> bit & 1 == 1 {
                multiply(self, power, (a, b, c));
            }
        }
    }

    /// The sum with `other`.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        let mut sum = self.clone();
        sum += other;
        sum
    }

    /// The difference from `other`.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        let mut difference = self.clone();
        difference -= other;
        difference
    }

    /// Adds `term`.
    pub fn add_scaled(&mut self, term: Scaled) {
        self.re.add_scaled(term.mantissa().re, term.exponent());
        self.im.add_scaled(term.mantissa().im, term.exponent());
    }

    /// The larger of the magnitudes of both parts.
    #[must_use]
    pub fn max_norm(&self) -> f64 {
        let z = self.to_complex64();
        z.re.abs().max(z.im.abs())
    }

    /// The nearest complex number in float64.
    #[must_use]
    #[inline]
    pub fn to_complex64(&self) -> Complex64 {
        Complex64::new(self.re.to_f64(), self.im.to_f64())
    }

    /// As [`to_complex64`](Self::to_complex64), where that would underflow.
    #[must_use]
    pub fn to_scaled(&self) -> Scaled {
        let [re, im] = [&self.re, &self.im].map(Fixed::to_scaled);
        Scaled::new(Complex64::new(re.0, 0.0), re.1) + Scaled::new(Complex64::new(0.0, im.0), im.1)
    }

    /// Both parts with `digits` decimal places.
    #[must_use]
    pub fn to_decimals(&self, digits: u32) -> (String, String) {
        (self.re.to_decimal(digits), self.im.to_decimal(digits))
    }
}

/// (x + iy)² = (x² - y²) + i ((x + y)² - x² - y²).
fn square(z: &mut FixedComplex, (a, b, c): (&mut Fixed, &mut Fixed, &mut Fixed)) {
    a.set_square(&z.re);
    b.set_square(&z.im);
    z.re += &z.im;
    c.set_square(&z.re);
    z.re.set(a);
    z.re -= b;
    *c -= a;
    *c -= b;
    z.im.set(c);
}

/// (x + iy)(u + iv) = (xu - yv) + i ((x + y)(u + v) - xu - yv).
fn multiply(z: &mut FixedComplex, factor: &FixedComplex, (a, b, c): (&mut Fixed, &mut Fixed, &mut Fixed)) {
    z.im += &z.re;
    a.set(&factor.re);
    *a += &factor.im;
    c.set_product(&z.im, a);
    z.im -= &z.re;
    a.set_product(&z.re, &factor.re);
    b.set_product(&z.im, &factor.im);
    z.re.set(a);
    z.re -= b;
    *c -= a;
    *c -= b;
    z.im.set(c);
}

impl AddAssign<&Self> for FixedComplex {
    #[inline]
    fn add_assign(&mut self, other: &Self) {
        self.re += &other.re;
        self.im += &other.im;
    }
}

impl SubAssign<&Self> for FixedComplex {
    #[inline]
    fn sub_assign(&mut self, other: &Self) {
        self.re -= &other.re;
        self.im -= &other.im;
    }
}
