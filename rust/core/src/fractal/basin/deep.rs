//! The basins of samples at any depth.

use std::f64::consts::TAU;

use num_complex::Complex64;

use crate::fractal::basin::cycle::Cycle;
use crate::fractal::basin::linear::Linear;
use crate::fractal::basin::walk::{Map, Number};
use crate::fractal::basin::{Basin, Basins, PATIENCE};
use crate::fractal::deep::{Iteration, OrbitPoints, orbit, words};
use crate::fractal::plane::Part;
use crate::fractal::{Frame, Point};
use crate::number::Scaled;
use crate::{Cancellation, Context, Result};

/// Pixels smaller than 2^this, and differences, are for numbers with exponents of their own.
const SMALL: i32 = -1000;
/// Differences that are so many binary places smaller than a point are mapped as by the slope there.
const LINEAR: f64 = 60.0;

/// The basins of the samples of a frame.
pub struct Deep {
    frame: Frame,
    max_iter: u32,
    kind: Kind,
}

enum Kind {
    /// Samples are constants, near that of this critical orbit.
    Parameters { degree: u32, critical: OrbitPoints },
    /// Samples are points, which one cycle attracts.
    Dynamical(Dynamical),
}

/// The plane of one map that has an attracting cycle.
struct Dynamical {
    degree: u32,
    critical: OrbitPoints,
    /// The orbit of the anchor.
    start: OrbitPoints,
    /// Around the cycle's point nearest to 0.
    linear: Linear,
    /// Steps that all samples take together, and what offsets of one pixel have become by then.
    together: (u32, Scaled),
}

impl Deep {
    /// Those of a frame, if there are any.
    ///
    /// # Errors
    /// [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn new(
        iteration: &Iteration,
        max_iter: u32,
        frame: &Frame,
        context: Context<'_>,
    ) -> Result<Option<Self>> {
        let steps = max_iter.min(PATIENCE);
        let words = words(iteration, frame);
        let points = |start: Option<&Point>, c: &Point| -> Result<OrbitPoints> {
            let mut points = OrbitPoints::default();
            let orbit = orbit(iteration.degree, (start, c), words, context);
            orbit.extend(&mut points, steps as usize + 2, context.cancellation)?;
            Ok(points)
        };
        let (degree, anchor) = (iteration.degree, &frame.anchor().point);
        let kind = match &iteration.c {
            None => Kind::Parameters { degree, critical: points(None, anchor)? },
            Some(c) => {
                let critical = points(None, c)?;
                let map = Map { critical: &critical, degree, dc: Scaled::ZERO };
                let found = map.cycle(steps, Scaled::ONE, context.cancellation);
                context.check()?;
                let Some(cycle) = found.filter(|cycle| !cycle.is_indifferent()) else { return Ok(None) };
                let linear = linear(&map, &cycle);
                let start = points(Some(anchor), c)?;
                Kind::Dynamical(Dynamical::new(degree, (critical, start), linear, frame))
            }
        };
        Ok(Some(Self { frame: frame.clone(), max_iter, kind }))
    }

    /// Calls `find` for each sample that does not escape, with its place and its offset from the anchor in pixels.
    fn each(
        &self,
        part: &Part,
        counts: &[u32],
        cancellation: &Cancellation,
        mut find: impl FnMut(usize, Complex64),
    ) {
        for (place, &count) in counts[..part.samples()].iter().enumerate() {
            if cancellation.is_cancelled() {
                return;
            }
            if count >= self.max_iter {
                let (row, column) = part.sample(place);
                find(place, self.frame.offset(row, column));
            }
        }
    }

    /// The basins of constants: that of a neighbor tells where to look first.
    fn parameters<T: Number>(
        &self,
        (degree, critical): (u32, &OrbitPoints),
        (part, counts): (&Part, &[u32]),
        basins: &mut [Option<Basin>],
        cancellation: &Cancellation,
    ) {
        let width = part.columns.len();
        let (m, e) = self.frame.pixel();
        let pixel = T::scaled(Complex64::from(m), f64::from(e));
        let mut known: Vec<Option<(Complex64, Cycle<T>)>> = vec![None; width];
        self.each(part, counts, cancellation, |place, offset| {
            let map = Map { critical, degree, dc: pixel * T::from(offset) };
            let column = place % width;
            let neighbors = [column.checked_sub(1).and_then(|left| known[left]), known[column]];
            let hinted = neighbors.into_iter().flatten().find_map(|(at, cycle)| {
                let start = cycle.point + cycle.drift * T::from(offset - at);
                map.cycle_near(cycle.period, start, pixel, cancellation)
            });
            let steps = self.max_iter.min(PATIENCE);
            let found = hinted.or_else(|| map.cycle(steps, pixel, cancellation));
            basins[place] = found.map(|cycle| Basin {
                period: cycle.period,
                angle: (cycle.multiplier.arg() / TAU).rem_euclid(1.0),
                distance: cycle.radius,
            });
            known[column] = found.map(|cycle| (offset, cycle));
        });
    }
}

impl Basins for Deep {
    fn fill(&self, part: &Part, counts: &[u32], basins: &mut [Option<Basin>], cancellation: &Cancellation) {
        match &self.kind {
            Kind::Parameters { degree, critical } if self.frame.pixel().1 > SMALL => {
                self.parameters::<Complex64>((*degree, critical), (part, counts), basins, cancellation);
            }
            Kind::Parameters { degree, critical } => {
                self.parameters::<Scaled>((*degree, critical), (part, counts), basins, cancellation);
            }
            Kind::Dynamical(plane) => self.each(part, counts, cancellation, |place, offset| {
                basins[place] = plane.basin(offset, self.max_iter, cancellation);
            }),
        }
    }
}

/// Where around a cycle's point the map that returns is about linear, and no other point is.
fn linear(map: &Map<'_, Scaled>, cycle: &Cycle<Scaled>) -> Linear {
    let mut walk = map.walk(cycle.point);
    let mut least = cycle.log2_scale;
    for _ in 1..cycle.period {
        walk = map.step(&walk);
        least = least.min((walk.z - cycle.point).log2());
    }
    let bend = (Scaled::power_of_two(least) * cycle.bend).to_complex64();
    Linear::new(cycle.point.to_complex64(), cycle.period, cycle.multiplier, (least.exp2(), bend))
}

impl Dynamical {
    fn new(
        degree: u32,
        (critical, start): (OrbitPoints, OrbitPoints),
        linear: Linear,
        frame: &Frame,
    ) -> Self {
        let (m, e) = frame.pixel();
        let mut slope = Scaled::new(Complex64::from(m), e);
        let map = Map { critical: &critical, degree, dc: Scaled::ZERO };
        let reach = frame.offset(0, 0).norm().max(frame.offset(frame.height() - 1, frame.width() - 1).norm());
        let log2_reach = reach.max(1.0).log2() + 1.0;
        let mut n = 0;
        while n + 1 < start.z.len() {
            let z = start.scaled(n);
            let is_linear = slope.log2() + log2_reach < z.log2() - LINEAR;
            if !is_linear || (start.z[n] - linear.point).norm() <= 2.0 * linear.near {
                break;
            }
            slope = map.slope(z) * slope;
            n += 1;
        }
        #[allow(clippy::cast_possible_truncation, reason = "an index of an orbit")]
        let together = (n as u32, slope);
        Self { degree, critical, start, linear, together }
    }

    fn basin(&self, offset: Complex64, max_iter: u32, cancellation: &Cancellation) -> Option<Basin> {
        let (n, slope) = self.together;
        let d = slope * offset.into();
        if d.exponent() > SMALL {
            self.follow(n, d.to_complex64(), max_iter, cancellation)
        } else {
            self.follow(n, d, max_iter, cancellation)
        }
    }

    /// The basin of the sample that differs by `d` from the anchor's orbit after so many steps.
    fn follow<T: Number>(
        &self,
        steps: u32,
        d: T,
        max_iter: u32,
        cancellation: &Cancellation,
    ) -> Option<Basin> {
        let map = Map { critical: &self.critical, degree: self.degree, dc: T::from(0.0) };
        let mut walk = map.walk_along(&self.start, steps as usize, d);
        let (linear, mut n) = (&self.linear, steps);
        let mut arrived: Option<(u32, Complex64)> = None;
        loop {
            let w = walk.z.rounded() - linear.point;
            let returned = arrived.map_or(w.norm() <= linear.near, |(before, _)| n - before == linear.period);
            if returned {
                arrived = Some((n, w));
            }
            if returned && w.norm() <= linear.close || n == max_iter {
                return arrived.map(|(n, w)| linear.basin(n, w));
            }
            if n % PATIENCE == 0 && cancellation.is_cancelled() {
                return None;
            }
            (walk, n) = (map.step(&walk), n + 1);
        }
    }
}
