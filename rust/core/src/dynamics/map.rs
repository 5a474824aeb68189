//! The map that is iterated.

use num_complex::Complex64;

use crate::{Error, Result};

/// Largest degree.
pub const MAX_DEGREE: u32 = 8;

/// The map z -> z^d + c, of which 0 is the only critical point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unicritical {
    c: Complex64,
    degree: u32,
}

/// The derivatives of an iterate f^n by its starting point z and by the parameter c.
#[derive(Clone, Copy, Debug)]
pub struct Derivatives {
    pub z: Complex64,
    pub c: Complex64,
    pub zz: Complex64,
    pub zc: Complex64,
}

impl Derivatives {
    /// Those of the identity.
    pub const START: Self =
        Self { z: Complex64::ONE, c: Complex64::ZERO, zz: Complex64::ZERO, zc: Complex64::ZERO };
}

impl Unicritical {
    /// The map of this parameter and degree.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `c` unless it is finite, `degree` unless it is from 2 to [`MAX_DEGREE`].
    pub fn new(c: Complex64, degree: u32) -> Result<Self> {
        if !c.is_finite() {
            return Err(Error::invalid("c", "finite", c));
        }
        Ok(Self { c, degree: checked_degree(degree)? })
    }

    /// The parameter.
    #[must_use]
    pub const fn c(&self) -> Complex64 {
        self.c
    }

    /// The degree.
    #[must_use]
    pub const fn degree(&self) -> u32 {
        self.degree
    }

    /// The radius beyond which every orbit grows for ever.
    #[must_use]
    pub fn escape_radius(&self) -> f64 {
        self.c.norm().max(2.0)
    }

    /// z^d + c.
    #[must_use]
    #[inline]
    pub fn step(&self, z: Complex64) -> Complex64 {
        if self.degree == 2 { z * z + self.c } else { z.powu(self.degree) + self.c }
    }

    /// z^(d - 2): the derivatives of the map are d and d (d - 1) times powers of z of which this is a factor.
    #[inline]
    fn power(&self, z: Complex64) -> Complex64 {
        if self.degree == 2 { Complex64::ONE } else { z.powu(self.degree - 2) }
    }

    /// The image of z, and the slope d z^(d - 1) there.
    #[must_use]
    #[inline]
    pub fn step_and_slope(&self, z: Complex64) -> (Complex64, Complex64) {
        let slope = f64::from(self.degree) * (self.power(z) * z);
        (self.step(z), slope)
    }

    /// The largest distance of an image from where the slope alone leads, for points within `spread` of one of this size.
    #[must_use]
    pub(super) fn remainder(&self, size: f64, spread: f64) -> f64 {
        // The binomial sum (|z| + s)^d - |z|^d - d |z|^(d-1) s, without its cancellation.
        let mut binomial = f64::from(self.degree);
        let mut sum = 0.0;
        for k in 2..=self.degree {
            binomial *= f64::from(self.degree + 1 - k) / f64::from(k);
            sum += binomial * size.powi((self.degree - k).cast_signed()) * spread.powi(k.cast_signed());
        }
        sum
    }

    /// The image of z, and the derivatives of the composition, given those up to z.
    #[must_use]
    #[inline]
    pub fn step_and_derivatives(&self, z: Complex64, so_far: Derivatives) -> (Complex64, Derivatives) {
        let degree = f64::from(self.degree);
        let power = self.power(z);
        let (slope, curvature) = (degree * (power * z), degree * (degree - 1.0) * power);
        let derivatives = Derivatives {
            z: slope * so_far.z,
            c: slope * so_far.c + 1.0,
            zz: curvature * so_far.z * so_far.z + slope * so_far.zz,
            zc: curvature * so_far.z * so_far.c + slope * so_far.zc,
        };
        (self.step(z), derivatives)
    }
}

/// (a^d - b^d) / (a - b), for equal numbers the derivative d a^(d - 1).
#[inline]
pub fn quotient(a: Complex64, b: Complex64, degree: u32) -> Complex64 {
    let (mut sum, mut power) = (a + b, a);
    for _ in 2..degree {
        power *= a;
        sum = sum * b + power;
    }
    sum
}

/// `degree`, if it is from 2 to [`MAX_DEGREE`].
pub fn checked_degree(degree: u32) -> Result<u32> {
    if (2..=MAX_DEGREE).contains(&degree) {
        Ok(degree)
    } else {
        Err(Error::invalid("degree", format!("from 2 to {MAX_DEGREE}"), degree))
    }
}
