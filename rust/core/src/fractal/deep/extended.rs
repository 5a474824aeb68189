//! Differences that float64 cannot hold: the same walk, one sample and one step or block after the other.

use num_complex::Complex64;

use crate::Cancellation;
use crate::fractal::Disc;
use crate::fractal::deep::blocks::Blocks;
use crate::fractal::deep::lanes::{Course, attracted};
use crate::fractal::deep::linear::{Linear, size};
use crate::fractal::deep::sample::{Fate, Sample};
use crate::number::Scaled;

/// Steps between two looks at the cancellation.
const PATIENCE: u32 = 1024;
/// How much larger than those that are too small differences must be to go on in float64, as a binary logarithm.
const LARGER: f64 = 100.0;

/// A walk along a reference with exponents of its own.
pub struct Extended<'a> {
    /// The reference and the rest.
    pub course: Course<'a>,
    /// Its blocks.
    pub blocks: &'a Blocks<Linear>,
    /// The side of a pixel.
    pub pixel: Scaled,
}

impl Extended<'_> {
    /// Follows a sample until it stops; returns it with `z_n`. `None`: cancelled.
    pub fn follow(
        &self,
        mut sample: Sample<Scaled>,
        cancellation: &Cancellation,
    ) -> Option<(Sample<Scaled>, Complex64, Fate)> {
        let Course { table, critical, degree, limit, max_iter, small, parameter, proofs, disc, .. } =
            self.course;
        let blocks = self.blocks;
        let large = small.log2() + LARGER;
        let last = table.last() as u64;
        let mut patience = PATIENCE;
        loop {
            patience -= 1;
            if patience == 0 {
                patience = PATIENCE;
                if cancellation.is_cancelled() {
                    return None;
                }
            }
            let mut z = table.points.scaled(sample.m as usize);
            let w = z + sample.d;
            let rounded = w.to_complex64();
            let norm = rounded.norm_sqr();
            let rebased = |sample| (Sample { m: 0, d: w, ..sample }, rounded, Fate::Rebased);
            // The start itself is not tested.
            if sample.n > 0 {
                sample.least = sample.least.min(norm);
                if !(norm <= limit) {
                    return Some((sample, rounded, Fate::Escaped));
                }
                let caught = |Disc { center, radius }| (rounded - center).norm_sqr() <= radius * radius;
                let attracted = parameter && proofs && attracted(sample.growth, sample.n);
                if sample.n >= max_iter || attracted || disc.is_some_and(caught) {
                    return Some((sample, rounded, Fate::Inside));
                }
                if size(w) < size(sample.d) {
                    if !critical {
                        return Some(rebased(sample));
                    }
                    (sample.m, sample.d, z) = (0, w, Scaled::ZERO);
                } else if sample.m >= last {
                    let beyond = !table.points.complete;
                    return Some(if beyond { (sample, rounded, Fate::Beyond) } else { rebased(sample) });
                }
                if size(sample.d) > large {
                    return Some((sample, rounded, Fate::Large));
                }
                let at = blocks.at(sample.m as usize);
                let longest = blocks.longest(at, size(sample.d), max_iter - sample.n);
                if let Some((steps, &Linear { a, b, growth, least, .. })) = longest {
                    sample.d = a * sample.d;
                    sample.derivative = a * sample.derivative;
                    if parameter {
                        sample.d = sample.d + b * sample.dc;
                        sample.derivative = sample.derivative + b * self.pixel;
                    }
                    sample.growth += growth;
                    sample.least = sample.least.min(least);
                    (sample.m, sample.n) = (sample.m + steps, sample.n + steps);
                    continue;
                }
            }
            let (mut power, mut factor, mut slope) = (z, w + z, w);
            for _ in 2..degree {
                power = power * z;
                factor = factor * w + power;
                slope = slope * w;
            }
            let slope = slope * Scaled::from(Complex64::from(f64::from(degree)));
            sample.d = factor * sample.d;
            sample.derivative = slope * sample.derivative;
            if parameter {
                sample.d = sample.d + sample.dc;
                sample.derivative = sample.derivative + self.pixel;
            }
            sample.growth += 2.0 * slope.log2();
            (sample.m, sample.n) = (sample.m + 1, sample.n + 1);
        }
    }
}
