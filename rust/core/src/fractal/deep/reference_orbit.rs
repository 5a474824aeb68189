//! Reference orbits: computed once with many digits and kept in float64, as long as somebody needs them.

use std::sync::{Mutex, MutexGuard, PoisonError};

use num_complex::Complex64;

use crate::compute::Keep;
use crate::fractal::Point;
use crate::fractal::deep::references::fixed;
use crate::number::{FixedComplex, Scaled, Scratch};
use crate::{Cancellation, Result};

/// Products of words between two looks at the cancellation: a fraction of a millisecond.
const PATIENCE: usize = 1 << 16;
/// Magnitudes below this one are kept with an exponent of their own, too.
const TINY: f64 = 1e-280;
/// Points of this magnitude are near the critical point.
const NEAR: f64 = 1e-10;
/// An orbit that leaves this radius ends, or an earlier one, where its next point would be too large for the digits.
const LARGEST: f64 = 1e9;

/// The orbit of a point under z -> z^d + c: `Z_0`, `Z_1`, ...
pub struct ReferenceOrbit {
    degree: u32,
    start: Option<Point>,
    c: Point,
    words: usize,
    orbit: Mutex<Orbit>,
}

struct Orbit {
    last: FixedComplex,
    c: FixedComplex,
    scratch: Scratch,
    points: Points,
}

/// Points of an orbit in float64.
#[derive(Clone, Default)]
pub struct Points {
    /// `Z_0`, `Z_1`, ...
    pub z: Vec<Complex64>,
    /// Those that are too small for float64, by their indices in ascending order.
    pub tiny: Vec<(usize, Scaled)>,
    /// Whether there are no more.
    pub complete: bool,
}

impl Points {
    /// `Z_m`, however small.
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
    /// The orbit of `start`, or else of 0, to `words` words or more.
    pub fn new(degree: u32, start: Option<Point>, c: Point, words: usize) -> Self {
        let mut orbit = Orbit::new(start.as_ref(), &c, words);
        orbit.points.push(&orbit.last, f64::INFINITY);
        Self { degree, start, c, words, orbit: Mutex::new(orbit) }
    }

    /// Goes on until there are `length` points, if there are so many, and appends those that `points` lacks.
    ///
    /// # Errors
    /// [`Error::Cancelled`](crate::Error::Cancelled); what there is stays.
    pub fn extend(&self, points: &mut Points, length: usize, cancellation: &Cancellation) -> Result<()> {
        let mut orbit = self.lock();
        let largest = LARGEST.min((f64::from(60 / self.degree)).exp2());
        while orbit.points.z.len() < length && !orbit.points.complete {
            self.step(&mut orbit, cancellation)?;
            let words = self.words_beyond(&orbit.last);
            if words > orbit.last.words() {
                *orbit = self.again(&orbit, words, cancellation)?;
            }
            let Orbit { last, points, .. } = &mut *orbit;
            points.push(last, largest);
        }
        let known = &orbit.points;
        let until = known.z.len().min(length);
        points.z.extend_from_slice(&known.z[points.z.len().min(until)..until]);
        let from = points.tiny.len();
        points.tiny.extend(known.tiny[from..].iter().filter(|(index, _)| *index < until));
        points.complete = known.complete && until == known.z.len();
        Ok(())
    }

    fn step(&self, orbit: &mut Orbit, cancellation: &Cancellation) -> Result<()> {
        let Orbit { last, c, scratch, points } = orbit;
        let patience = (PATIENCE / (last.words() * last.words()).max(1)).max(1);
        if points.z.len().is_multiple_of(patience) {
            cancellation.check()?;
        }
        if self.degree == 2 {
            last.square(scratch);
        } else {
            last.power(self.degree, scratch);
        }
        *last += c;
        Ok(())
    }

    /// Words that the orbit needs beyond this point. Where it comes near the critical point, its power is as near to c
    /// as samples around it are: they are told apart only by more digits.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small positive number")]
    fn words_beyond(&self, z: &FixedComplex) -> usize {
        if self.start.is_none() || z.max_norm() > NEAR {
            return self.words;
        }
        let most = 64.0 * self.words as f64;
        let bits = (-z.to_scaled().log2()).min(most) * f64::from(self.degree - 1);
        self.words + (bits / 64.0).ceil() as usize
    }

    /// The same orbit, as far as it is known and a step more, to more words.
    fn again(&self, orbit: &Orbit, words: usize, cancellation: &Cancellation) -> Result<Orbit> {
        let mut next = Orbit::new(self.start.as_ref(), &self.c, words);
        for _ in 0..orbit.points.z.len() {
            self.step(&mut next, cancellation)?;
        }
        next.points = orbit.points.clone();
        Ok(next)
    }

    fn lock(&self) -> MutexGuard<'_, Orbit> {
        // An interrupted step leaves a wrong point, but no step can panic.
        self.orbit.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Orbit {
    fn new(start: Option<&Point>, c: &Point, words: usize) -> Self {
        let last = start.map_or_else(|| FixedComplex::zero(words), |start| fixed(start, words));
        Self { last, c: fixed(c, words), scratch: Scratch::new(words), points: Points::default() }
    }
}

impl Keep for ReferenceOrbit {
    fn bytes(&self) -> usize {
        // Whoever asks shall not wait for an orbit that is being computed.
        self.orbit.try_lock().map_or(0, |orbit| orbit.points.z.capacity() * size_of::<Complex64>())
    }
}
