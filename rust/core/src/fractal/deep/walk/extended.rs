//! Differences that float64 cannot hold: the same walk, one sample and one step or block after the other.

use num_complex::Complex64;

use crate::Cancellation;
use crate::fractal::Disc;
use crate::fractal::deep::blocks::{Blocks, Linear};
use crate::fractal::deep::size::rough_size;
use crate::fractal::deep::walk::course::{Course, attracted};
use crate::fractal::deep::walk::sample::{Fate, Sample};
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
        let Course {
            table, critical, degree, limit, max_iter, small, parameter, proofs, disc, pixel, ..
        } = self.course;
        let (differentiated, proofs) = (pixel.is_some(), parameter && proofs);
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
            // The start itself is not tested.
            if sample.n > 0 {
                sample.least = sample.least.min(norm);
                if !(norm <= limit) {
                    return Some((sample, rounded, Fate::Escaped));
                }
                let caught = |Disc { center, radius }| (rounded - center).norm_sqr() <= radius * radius;
                let attracted = proofs && attracted(sample.growth, sample.n);
                if sample.n >= max_iter || attracted || disc.is_some_and(caught) {
                    return Some((sample, rounded, Fate::Inside));
                }
                if rough_size(w) < rough_size(sample.d) || sample.m >= last && table.points.complete {
                    if !critical {
                        return Some((Sample { m: 0, d: w, ..sample }, rounded, Fate::Rebased));
                    }
                    (sample.m, sample.d, z) = (0, w, Scaled::ZERO);
                } else if sample.m >= last {
                    return Some((sample, rounded, Fate::Beyond));
                }
                let size = rough_size(sample.d);
                if size > large {
                    return Some((sample, rounded, Fate::Large));
                }
                let at = blocks.at(sample.m as usize);
                let longest = blocks.longest(at, size, max_iter - sample.n);
                if let Some((steps, &Linear { a, b, growth, least, .. })) = longest {
                    sample.d = a * sample.d;
                    if parameter {
                        sample.d = sample.d + b * sample.dc;
                    }
                    if differentiated {
                        sample.derivative = a * sample.derivative;
                        if parameter {
                            sample.derivative = sample.derivative + b * self.pixel;
                        }
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
            sample.d = factor * sample.d;
            if parameter {
                sample.d = sample.d + sample.dc;
            }
            if differentiated {
                sample.derivative = slope * Scaled::from(f64::from(degree)) * sample.derivative;
                if parameter {
                    sample.derivative = sample.derivative + self.pixel;
                }
            }
            if proofs {
                let square = f64::from(degree * degree) * slope.mantissa().norm_sqr();
                sample.growth += square.log2() + 2.0 * f64::from(slope.exponent());
            }
            (sample.m, sample.n) = (sample.m + 1, sample.n + 1);
        }
    }
}
