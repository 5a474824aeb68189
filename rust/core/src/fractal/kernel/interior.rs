//! Discs that orbits enter and never leave: the shortcut for interiors.
//!
//! An attracting cycle attracts the critical orbit 0, c, c² + c, ... (Fatou). Where that orbit settles on a
//! cycle of period p, disc arithmetic proves a disc around a point of the cycle invariant: z -> z² + c maps
//! the disc D(a, r) into D(a² + c, 2|a|r + r²), so if p such steps lead back into D(a, r), and all discs on the
//! way lie inside the bailout radius, then no orbit that enters D(a, r) ever escapes.

use num_complex::Complex64;

const MAX_PERIOD: usize = 64;
/// Steps that the critical orbit is given to settle.
const SETTLING: usize = 4096;
/// How near a cycle the critical orbit has to come, relative to the smallest radius worth having.
const SETTLED: f64 = 1e-12;
/// The smallest radius worth testing for.
const MIN_RADIUS: f64 = 1e-3;
/// The image must lie in this share of the disc; the rest is far more than all rounding on the way.
const MARGIN: f64 = 0.999;

/// A closed disc of the plane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Disc {
    /// Its center.
    pub center: Complex64,
    /// Its radius.
    pub radius: f64,
}

/// The largest disc that can be proved invariant, if there is one.
pub(crate) fn find(c: Complex64, bailout: f64) -> Option<Disc> {
    attracting_cycle(c, bailout)?
        .iter()
        .filter_map(|&center| invariant_disc(center, c, bailout))
        .max_by(|a, b| a.radius.total_cmp(&b.radius))
        .map(|Disc { center, radius }| {
            // Entering is tested in floating point, so the tested disc is a little smaller than the proved one.
            Disc { center, radius: radius * MARGIN }
        })
}

/// The points of the cycle on which the critical orbit settles.
fn attracting_cycle(c: Complex64, bailout: f64) -> Option<Vec<Complex64>> {
    let mut z = Complex64::ZERO;
    for _ in 0..SETTLING {
        z = z * z + c;
        // A larger orbit that is still bounded exists only for a bailout that is no use as an escape criterion.
        if !(z.norm_sqr() <= bailout * bailout) {
            return None;
        }
    }
    let start = z;
    let mut cycle = Vec::new();
    while cycle.len() < MAX_PERIOD {
        cycle.push(z);
        z = z * z + c;
        if (z - start).norm() < SETTLED {
            return Some(cycle);
        }
    }
    None
}

/// The largest disc around `center` that disc arithmetic maps into itself in one period of its cycle.
fn invariant_disc(center: Complex64, c: Complex64, bailout: f64) -> Option<Disc> {
    let mut radius = bailout;
    while radius >= MIN_RADIUS {
        if returns(center, radius, c, bailout) {
            return Some(Disc { center, radius });
        }
        radius *= 0.98;
    }
    None
}

fn returns(center: Complex64, radius: f64, c: Complex64, bailout: f64) -> bool {
    let (mut a, mut r) = (center, radius);
    for _ in 0..MAX_PERIOD {
        if a.norm() + r > bailout * MARGIN {
            return false;
        }
        r *= 2.0 * a.norm() + r;
        a = a * a + c;
        if (a - center).norm() + r <= MARGIN * radius {
            return true;
        }
    }
    false
}
