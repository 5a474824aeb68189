//! Discs that orbits enter and never leave: the shortcut for interiors.
//!
//! An attracting cycle attracts the orbit of a critical point (Fatou). Where that orbit settles on a cycle of period
//! p, disc arithmetic proves a disc around a point of the cycle invariant: if p steps, each of them rounded outwards
//! to a disc, lead back into the disc, and all discs on the way lie inside the bailout radius, then no orbit that
//! enters it ever escapes.

use num_complex::Complex64;

use crate::fractal::kernel::Map;
use crate::fractal::plane::Disc;

const MAX_PERIOD: usize = 64;
/// Steps that the critical orbit is given to settle.
const SETTLING: usize = 4096;
/// Steps between two looks at whether it has settled.
const LOOK: usize = 512;
/// The distance of the critical orbit from a cycle that counts as settled, relative to the smallest useful radius.
const SETTLED: f64 = 1e-12;
/// The smallest radius worth testing for.
const MIN_RADIUS: f64 = 1e-3;
/// The image must lie in this share of the disc; the rest is far more than all rounding on the way.
const MARGIN: f64 = 0.999;

/// The largest disc that can be proved invariant under z -> f(z, c), if there is one.
#[must_use]
pub fn invariant_disc<M: Map>(c: Complex64, bailout: f64) -> Option<Disc> {
    M::CRITICAL_POINTS
        .iter()
        .filter_map(|&point| attracting_cycle::<M>(point, c, bailout))
        .flatten()
        .filter_map(|center| disc_around::<M>(center, c, bailout))
        .max_by(|a, b| a.radius.total_cmp(&b.radius))
        .map(|Disc { center, radius }| {
            // Entering is tested in floating point, so the tested disc is a little smaller than the proved one.
            Disc { center, radius: radius * MARGIN }
        })
}

/// The points of the cycle on which the orbit of a critical point settles.
fn attracting_cycle<M: Map>(point: Complex64, c: Complex64, bailout: f64) -> Option<Vec<Complex64>> {
    let mut z = point;
    for _ in 0..SETTLING / LOOK {
        for _ in 0..LOOK {
            z = M::map(z, c);
            // A larger orbit that is still bounded exists only for a bailout that is no use as an escape criterion.
            if !(z.norm_sqr() <= bailout * bailout) {
                return None;
            }
        }
        let cycle = cycle_from::<M>(z, c);
        if cycle.is_some() {
            return cycle;
        }
    }
    None
}

/// The orbit of `start` up to its return, if it soon returns.
fn cycle_from<M: Map>(start: Complex64, c: Complex64) -> Option<Vec<Complex64>> {
    let mut z = start;
    let mut cycle = Vec::new();
    while cycle.len() < MAX_PERIOD {
        cycle.push(z);
        z = M::map(z, c);
        if (z - start).norm() < SETTLED {
            return Some(cycle);
        }
    }
    None
}

/// The largest disc around `center` that disc arithmetic maps into itself in one period of its cycle.
fn disc_around<M: Map>(center: Complex64, c: Complex64, bailout: f64) -> Option<Disc> {
    let mut disc = Disc { center, radius: bailout };
    while disc.radius >= MIN_RADIUS {
        if returns::<M>(disc, c, bailout) {
            return Some(disc);
        }
        disc.radius *= 0.98;
    }
    None
}

fn returns<M: Map>(start: Disc, c: Complex64, bailout: f64) -> bool {
    let mut disc = start;
    for _ in 0..MAX_PERIOD {
        if disc.center.norm() + disc.radius > bailout * MARGIN {
            return false;
        }
        disc = M::image(disc, c);
        if (disc.center - start.center).norm() + disc.radius <= MARGIN * start.radius {
            return true;
        }
    }
    false
}
