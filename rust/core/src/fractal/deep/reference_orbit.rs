//! Reference orbits: computed once with many digits and kept in float64, as long as somebody needs them.

use std::sync::{Mutex, MutexGuard, PoisonError};

use num_complex::Complex64;

use crate::compute::Keep;
use crate::number::{FixedComplex, Scaled, Scratch};
use crate::{Cancellation, Result};

/// Products of words between two looks at the cancellation: a fraction of a millisecond.
const PATIENCE: usize = 1 << 16;
/// Magnitudes below this one are kept with an exponent of their own, too.
const TINY: f64 = 1e-280;
/// An orbit that leaves this radius ends, or an earlier one, where its next point would be too large for the digits.
const LARGEST: f64 = 1e9;

/// The orbit of a point under z -> z^d + c: Z_0, Z_1, ...
pub struct ReferenceOrbit {
    degree: u32,
    c: FixedComplex,
    orbit: Mutex<Orbit>,
}

struct Orbit {
    last: FixedComplex,
    scratch: Scratch,
    points: Points,
}

/// Points of an orbit in float64.
#[derive(Clone, Default)]
pub struct Points {
    /// Z_0, Z_1, ...
    pub z: Vec<Complex64>,
    /// Those that are too small for float64, by their indices in ascending order.
    pub tiny: Vec<(usize, Scaled)>,
    /// Whether there are no more.
    pub complete: bool,
}

impl Points {
    /// Z_m, however small.
    pub fn scaled(&self, m: usize) -> Scaled {
        let z = self.z[m];
        if z.re.abs().max(z.im.abs()) < TINY
            && let Ok(at) = self.tiny.binary_search_by_key(&m, |(index, _)| *index)
        {
            return self.tiny[at].1;
        }
        z.into()
    }

    /// Forgets all but the first ones: there are no more.
    pub fn truncate(&mut self, length: usize) {
        self.z.truncate(length);
        self.tiny.retain(|(index, _)| *index < length);
        self.complete = true;
    }

    fn push(&mut self, z: &FixedComplex, largest: f64) {
        let rounded = z.to_complex64();
        let size = rounded.re.abs().max(rounded.im.abs());
        if size < TINY {
            self.tiny.push((self.z.len(), z.to_scaled()));
        }
        self.z.push(rounded);
        self.complete = size > largest;
    }
}

impl ReferenceOrbit {
    /// The orbit of `start`.
    pub fn new(degree: u32, start: FixedComplex, c: FixedComplex) -> Self {
        let mut points = Points::default();
        points.push(&start, f64::INFINITY);
        let scratch = Scratch::new(start.words());
        Self { degree, c, orbit: Mutex::new(Orbit { last: start, scratch, points }) }
    }

    /// Goes on until there are `length` points, if there are so many, and appends those that `points` lacks.
    ///
    /// # Errors
    /// [`Error::Cancelled`](crate::Error::Cancelled); what there is stays.
    pub fn extend(&self, points: &mut Points, length: usize, cancellation: &Cancellation) -> Result<()> {
        let mut orbit = self.lock();
        let Orbit { last, scratch, points: known } = &mut *orbit;
        let largest = LARGEST.min((f64::from(60 / self.degree)).exp2());
        let patience = (PATIENCE / (last.words() * last.words()).max(1)).max(1);
        while known.z.len() < length && !known.complete {
            if known.z.len().is_multiple_of(patience) {
                cancellation.check()?;
            }
            if self.degree == 2 {
                last.square(scratch);
            } else {
                last.power(self.degree, scratch);
            }
            *last += &self.c;
            known.push(last, largest);
        }
        let until = known.z.len().min(length);
        points.z.extend_from_slice(&known.z[points.z.len().min(until)..until]);
        let from = points.tiny.len();
        points.tiny.extend(known.tiny[from..].iter().filter(|(index, _)| *index < until));
        points.complete = known.complete && until == known.z.len();
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, Orbit> {
        // An interrupted step leaves a wrong point, but no step can panic.
        self.orbit.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Keep for ReferenceOrbit {
    fn bytes(&self) -> usize {
        // Whoever asks shall not wait for an orbit that is being computed.
        self.orbit.try_lock().map_or(0, |orbit| orbit.points.z.capacity() * size_of::<Complex64>())
    }
}
