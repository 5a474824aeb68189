//! The basins of attracting cycles, in which orbits stay that do not escape.

use std::f64::consts::TAU;

use num_complex::Complex64;

use crate::dynamics::{Cycle, Unicritical};

/// Most steps that an attracting cycle is looked for.
const PATIENCE: u32 = 1 << 16;
/// The distance from the cycle within which the map is nearly linear, relative to the gaps of the cycle, at most 1.
const NEAR: f64 = 1e-3;
/// A multiplier less than this turns nothing: the map is no rotation near the cycle.
const FLAT: f64 = 1e-9;

/// The basin of an attracting cycle that a sample lies in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Basin {
    /// The period of the cycle; in a Julia set, where all have the same, the point of the cycle that the sample is led
    /// to, counted from 1, the one nearest to 0 first.
    pub period: u32,
    /// In turns: the argument of the cycle's multiplier; in a Julia set, that of the sample where the map is linear.
    pub angle: f64,
    /// The conformal radius of the component of the set: the distance to its border is between a quarter of it and all of
    /// it. NaN in a Julia set.
    pub distance: f64,
}

/// What finds the basin of a sample.
pub type Basins = Box<dyn Fn(Complex64) -> Option<Basin> + Send + Sync>;

/// The basins of parameters c of z -> z^`degree` + c.
pub fn of_parameters(degree: u32, max_iter: u32) -> Basins {
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
pub fn of_points(c: Complex64, degree: u32, max_iter: u32) -> Option<Basins> {
    let map = Unicritical::new(c, degree).ok()?;
    let cycle = Cycle::attracting(&map, max_iter.min(PATIENCE)).filter(|cycle| !cycle.is_indifferent())?;
    let points = cycle.points(&map);
    let gaps = points[1..].iter().map(|point| (point - cycle.point).norm());
    let near = NEAR * gaps.fold(1.0, f64::min);
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
