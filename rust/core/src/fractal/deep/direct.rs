//! Direct iteration with as many digits as it takes: slow, and the measure of the fast way.

use num_complex::Complex64;

use crate::fractal::Escape;
use crate::fractal::deep::iteration::Iteration;
use crate::number::{FixedComplex, Scaled, Scratch};
use crate::{Cancellation, Result};

/// Steps between two looks at the cancellation.
const PATIENCE: u32 = 256;

/// What became of an orbit: steps inside, the last point, dz / d(sample) times the side of a pixel, and the least |z|.
pub type End = (u32, Complex64, Complex64, f64);

/// How orbits are followed.
pub struct Orbit<'a> {
    /// The degree and the constant.
    pub iteration: &'a Iteration,
    /// When they have escaped.
    pub escape: Escape,
    /// The side of a pixel.
    pub pixel: Scaled,
}

impl Orbit<'_> {
    /// Follows the orbit of a sample, whose constant is `c` or the sample itself.
    ///
    /// # Errors
    /// [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn follow(
        &self,
        sample: FixedComplex,
        c: Option<&FixedComplex>,
        cancellation: &Cancellation,
    ) -> Result<End> {
        let Self { iteration: Iteration { degree, .. }, escape, pixel } = *self;
        let words = sample.words();
        let mut scratch = Scratch::new(words);
        let (mut z, mut derivative, growth, c) = match c {
            Some(c) => (sample, pixel, Scaled::ZERO, c.clone()),
            None => (FixedComplex::zero(words), Scaled::ZERO, pixel, sample),
        };
        let factor = Scaled::from(Complex64::from(f64::from(*degree)));
        let (mut count, mut end, mut least) = (0, z.to_complex64(), f64::INFINITY);
        for step in 0..=escape.max_iter() {
            if step % PATIENCE == 0 {
                cancellation.check()?;
            }
            count = step;
            let point = z.to_scaled();
            derivative = (2..*degree).fold(factor * point, |slope, _| slope * point) * derivative + growth;
            z.power(*degree, &mut scratch);
            z += &c;
            end = z.to_complex64();
            least = least.min(end.norm());
            if !(end.norm_sqr() <= escape.bailout() * escape.bailout()) {
                break;
            }
        }
        Ok((count, end, derivative.to_complex64(), least))
    }
}
