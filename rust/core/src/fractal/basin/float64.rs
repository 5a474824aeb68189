//! The basins of samples that float64 tells apart.

use std::borrow::Cow;
use std::f64::consts::TAU;
use std::ops::Range;

use num_complex::Complex64;

use crate::Cancellation;
use crate::dynamics::{Cycle, Unicritical};
use crate::fractal::Raster;
use crate::fractal::basin::{Basin, Basins, FLAT, NEAR, PATIENCE};

/// What finds the basin of a sample; distances are lengths in the plane.
pub type Finder = Box<dyn Fn(Complex64) -> Option<Basin> + Send + Sync>;

/// The basins of the samples of a raster.
pub struct Float64<'a> {
    /// What finds them.
    pub finder: Finder,
    /// The samples.
    pub raster: Cow<'a, Raster>,
    /// The count of those that do not escape.
    pub max_iter: u32,
}

impl Basins for Float64<'_> {
    fn fill(
        &self,
        rows: Range<usize>,
        counts: &[u32],
        basins: &mut [Option<Basin>],
        cancellation: &Cancellation,
    ) {
        let (width, pixel) = (self.raster.width(), self.raster.pixel());
        for (place, basin) in basins.iter_mut().enumerate() {
            if cancellation.is_cancelled() {
                return;
            }
            if counts[place] >= self.max_iter {
                let (row, column) = (rows.start + place / width, place % width);
                let found = (self.finder)(Complex64::new(self.raster.xs()[column], self.raster.ys()[row]));
                *basin = found.map(|basin| Basin { distance: basin.distance / pixel, ..basin });
            }
        }
    }
}

/// The basins of parameters c of z -> z^`degree` + c.
pub fn of_parameters(degree: u32, max_iter: u32) -> Finder {
    Box::new(move |c| {
        let map = Unicritical::new(c, degree).ok()?;
        let cycle = Cycle::attracting(&map, max_iter.min(PATIENCE))?;
        Some(Basin {
            period: cycle.period,
            angle: cycle.internal_angle(),
            distance: cycle.conformal_radius(&map),
        })
    })
}

/// The basins of points under z -> z^`degree` + c, if it has an attracting cycle.
pub fn of_points(c: Complex64, degree: u32, max_iter: u32) -> Option<Finder> {
    let map = Unicritical::new(c, degree).ok()?;
    let cycle = Cycle::attracting(&map, max_iter.min(PATIENCE)).filter(|cycle| !cycle.is_indifferent())?;
    let others = &cycle.points(&map)[1..];
    let gaps = others.iter().map(|point| (point - cycle.point).norm());
    // Around the point nearest to 0 the map that returns is about z^d times the slopes at the others.
    let slopes: f64 = others.iter().map(|&point| map.step_and_slope(point).1.norm()).product();
    let scale = slopes.powf(-1.0 / f64::from(degree - 1)).min(1.0);
    let near = NEAR * gaps.fold(scale, f64::min);
    let period = cycle.period;
    Some(Box::new(move |sample| {
        let mut z = sample;
        for n in 0..=max_iter {
            if (z - cycle.point).norm() <= near {
                // Where z -> z^d + c is w -> λ w each p steps, w has turned as often as the steps say.
                let turned = f64::from(n.div_ceil(period)) * cycle.multiplier.arg();
                let angle = ((z - cycle.point).arg() - turned) / TAU;
                let flat = cycle.multiplier.norm() < FLAT || z == cycle.point;
                return Some(Basin {
                    period: 1 + (period - n % period) % period,
                    angle: if flat { f64::NAN } else { angle.rem_euclid(1.0) },
                    distance: f64::NAN,
                });
            }
            z = map.step(z);
        }
        None
    }))
}
