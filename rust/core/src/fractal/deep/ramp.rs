//! The first steps, which all samples of a frame have in common.

use num_complex::Complex64;

use crate::fractal::Disc;
use crate::fractal::deep::blocks::linear;
use crate::fractal::deep::size::size;
use crate::fractal::deep::table::{Reference, Table};
use crate::fractal::deep::walk::attracted;
use crate::number::Scaled;
use crate::{Cancellation, Result};

/// Steps between two looks at the cancellation.
const PATIENCE: u64 = 4096;

/// As long as the differences of all samples from the reference are small, each is the same multiple of its offset.
#[derive(Clone, Copy, Debug)]
pub struct Ramp {
    /// Steps, which are also the index of the reference's point.
    pub n: u64,
    /// `d_n` of a sample an offset of 1 pixel away; times the side of a pixel, this is also `dz_n / d(sample)`.
    pub slope: Scaled,
    /// log2 |`dz_n / dz_1`|².
    pub growth: f64,
    /// The least |`z_k`|² for k from 1 to n - 1.
    pub least: f64,
}

/// What the ramp of a frame depends on.
#[derive(Clone, Copy)]
pub struct Terrain {
    /// The degree of the map.
    pub degree: u32,
    /// Whether samples are constants of the map.
    pub parameter: bool,
    /// The side of a pixel.
    pub pixel: Scaled,
    /// The largest offset of a sample, in pixels.
    pub reach: f64,
    /// Most steps.
    pub max_iter: u64,
    /// Whether orbits that are attracted to a cycle need not go all their steps.
    pub proofs: bool,
    /// A disc that no orbit leaves for good.
    pub disc: Option<Disc>,
}

impl Ramp {
    /// Climbs as far as all samples go together.
    ///
    /// # Errors
    /// [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn climb(terrain: Terrain, reference: &Reference, cancellation: &Cancellation) -> Result<Self> {
        let Terrain { degree, parameter, pixel, reach, max_iter, proofs, disc } = terrain;
        let factor = f64::from(degree);
        let log2_reach = reach.max(1.0).log2() + 1.0;
        let mut ramp = Self { n: u64::from(parameter), slope: pixel, growth: 0.0, least: f64::INFINITY };
        let mut table: std::sync::Arc<Table> = reference.table(1, cancellation)?;
        while ramp.n < max_iter {
            if ramp.n.is_multiple_of(PATIENCE) {
                cancellation.check()?;
            }
            let m = ramp.n as usize;
            if m >= table.last() {
                if table.points.complete {
                    break;
                }
                table = reference.table(m + 1, cancellation)?;
            }
            let caught = |Disc { center, radius }| (table.points.z[m] - center).norm_sqr() <= radius * radius;
            if parameter && proofs && attracted(ramp.growth, ramp.n) || disc.is_some_and(caught) {
                // All samples end here.
                break;
            }
            let z = table.points.scaled(m);
            if !(size(ramp.slope) + log2_reach < linear(z, degree)) {
                break;
            }
            let power = (2..degree).fold(z, |power, _| power * z);
            let a = power * Scaled::from(Complex64::from(factor));
            ramp.slope = a * ramp.slope;
            if parameter {
                ramp.slope = ramp.slope + pixel;
                ramp.growth += 2.0 * a.log2();
            }
            if m > 0 {
                ramp.least = ramp.least.min(table.points.z[m].norm_sqr());
            }
            ramp.n += 1;
        }
        Ok(ramp)
    }
}
