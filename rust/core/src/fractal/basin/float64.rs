//! The basins of samples that float64 tells apart.

use std::borrow::Cow;

use num_complex::Complex64;

use crate::Cancellation;
use crate::dynamics::{Cycle, Unicritical};
use crate::fractal::Raster;
use crate::fractal::basin::linear::Linear;
use crate::fractal::basin::{Basin, Basins, PATIENCE};
use crate::fractal::plane::Part;

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
    fn fill(&self, part: &Part, counts: &[u32], basins: &mut [Option<Basin>], cancellation: &Cancellation) {
        let pixel = self.raster.pixel();
        for (place, basin) in basins.iter_mut().enumerate() {
            if cancellation.is_cancelled() {
                return;
            }
            if counts[place] >= self.max_iter {
                let found = (self.finder)(self.raster.sample(part.sample(place)));
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
    let scale = gaps.fold(scale, f64::min);
    let bend = scale * cycle.bend(&map);
    let linear = Linear::new(cycle.point, cycle.period, cycle.multiplier, (scale, bend));
    Some(Box::new(move |sample| {
        let (mut z, mut n) = (sample, 0);
        while (z - linear.point).norm() > linear.near {
            if n == max_iter {
                return None;
            }
            (z, n) = (map.step(z), n + 1);
        }
        while (z - linear.point).norm() > linear.close && max_iter - n >= linear.period {
            (0..linear.period).for_each(|_| z = map.step(z));
            n += linear.period;
        }
        Some(linear.basin(n, z - linear.point))
    }))
}
