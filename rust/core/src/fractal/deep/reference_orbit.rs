//! Reference orbits: computed once with many digits and kept in float64, as long as somebody needs them.
//!
//! An error at a point of the orbit is as good as a change of where the orbit began (or of its constant): the error, divided
//! by the derivative of the point. So the digits of an orbit become fewer as its derivative grows, and more where it comes near
//! the critical point; all errors together are at most their number times 2^-96 of a pixel, or of the last digit of c.

use std::sync::{Mutex, MutexGuard, PoisonError};

use num_complex::Complex64;

use crate::compute::Keep;
use crate::fractal::Point;
use crate::fractal::deep::digits::{GUARD, fixed};
use crate::fractal::deep::size::size;
use crate::number::{FixedComplex, Scaled, Scratch};
use crate::{Cancellation, Result};

/// Products of words between two looks at the cancellation: a fraction of a millisecond.
const PATIENCE: usize = 1 << 16;
/// Magnitudes below this one are kept with an exponent of their own, too.
const TINY: f64 = 1e-280;
/// An orbit that leaves this radius ends, or an earlier one, where its next point would be too large for the digits.
const LARGEST: f64 = 1e9;
/// Points among which a return is looked for first.
const SEARCH: usize = 1024;
/// Fewest words.
const FEWEST: usize = GUARD.div_ceil(64) as usize;

/// The orbit of a point under z -> z^d + c, d at least 2: `Z_0`, `Z_1`, ..., computed as far as somebody needed it.
pub struct ReferenceOrbit {
    degree: u32,
    start: Option<Point>,
    c: Point,
    words: usize,
    orbit: Mutex<Orbit>,
}

struct Orbit {
    /// Its newest point, to as many digits as are needed.
    last: FixedComplex,
    rounded: Scaled,
    /// The derivative of that by the start, or else by c.
    slope: Scaled,
    /// The constant to all digits, and to as many as the newest point has.
    whole: FixedComplex,
    c: FixedComplex,
    scratch: Scratch,
    points: OrbitPoints,
    /// Points by their indices, and log2 of how far the start, or else c, must move so that they are 0: each for which it is
    /// less than half of what it is for those before.
    returns: Vec<(usize, f64)>,
}

/// Points of an orbit in float64.
#[derive(Default)]
pub struct OrbitPoints {
    /// `Z_0`, `Z_1`, ...
    pub z: Vec<Complex64>,
    /// Those that are too small for float64, by their indices in ascending order.
    pub tiny: Vec<(usize, Scaled)>,
    /// Whether there are no more.
    pub complete: bool,
    /// Whether the last one is so near 0 that the orbit may go on from its start.
    pub returned: bool,
}

impl OrbitPoints {
    /// `Z_m`, however small.
    #[must_use]
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

    fn push(&mut self, z: &FixedComplex, scaled: Scaled, largest: f64) {
        let rounded = z.to_complex64();
        let size = rounded.re.abs().max(rounded.im.abs());
        if size < TINY {
            self.tiny.push((self.z.len(), scaled));
        }
        self.z.push(rounded);
        self.complete = size > largest;
    }
}

impl ReferenceOrbit {
    /// The orbit of `start`, or else of 0, so exact as `words` words of 64 binary places are of where it begins.
    #[must_use]
    pub fn new(degree: u32, start: Option<Point>, c: Point, words: usize) -> Self {
        let (whole, slope) = (fixed(&c, words), if start.is_some() { Scaled::ONE } else { Scaled::ZERO });
        let last = start.as_ref().map_or_else(|| FixedComplex::zero(words), |start| fixed(start, words));
        let (rounded, scratch) = (last.to_scaled(), Scratch::new(words));
        let mut points = OrbitPoints::default();
        points.push(&last, rounded, f64::INFINITY);
        let orbit =
            Orbit { last, rounded, slope, c: whole.clone(), whole, scratch, points, returns: Vec::new() };
        Self { degree, start, c, words, orbit: Mutex::new(orbit) }
    }

    /// Goes on until there are `length` points, if there are so many, and appends those that `points` lacks.
    ///
    /// # Errors
    /// [`Error::Cancelled`](crate::Error::Cancelled); what there is stays.
    pub fn extend(&self, points: &mut OrbitPoints, length: usize, cancellation: &Cancellation) -> Result<()> {
        let mut orbit = self.lock();
        self.advance(&mut orbit, length, cancellation)?;
        let known = &orbit.points;
        let until = known.z.len().min(length);
        points.z.extend_from_slice(&known.z[points.z.len().min(until)..until]);
        let from = points.tiny.len();
        points.tiny.extend(known.tiny[from..].iter().filter(|(index, _)| *index < until));
        points.complete = known.complete && until == known.z.len();
        Ok(())
    }

    /// The index of the first point that is 0 for an orbit that begins nearer than 2^`reach`, or has its constant so near.
    ///
    /// Of samples as far away as that, some differ as much from such a point as it does from 0, so that an orbit for them may
    /// end with it. It is looked for as long as the orbit comes back nearer and nearer, among `most` points.
    ///
    /// # Errors
    /// As [`extend`](Self::extend).
    pub fn find_return(&self, reach: f64, most: usize, cancellation: &Cancellation) -> Result<Option<usize>> {
        let mut orbit = self.lock();
        let mut length = SEARCH;
        loop {
            while orbit.points.z.len() < length
                && !orbit.points.complete
                && orbit.first_return(reach).is_none()
            {
                let next = orbit.points.z.len() + 1;
                self.advance(&mut orbit, next, cancellation)?;
            }
            // Others may have gone on farther: that must change nothing.
            if let Some(index) = orbit.first_return(reach).filter(|index| *index < length) {
                return Ok(Some(index));
            }
            if orbit.points.z.len() < length || length >= most || orbit.last_return(length) < length / 2 {
                return Ok(None);
            }
            length *= 2;
        }
    }

    /// Goes on until there are `length` points, if there are so many.
    fn advance(&self, orbit: &mut Orbit, length: usize, cancellation: &Cancellation) -> Result<()> {
        let largest = LARGEST.min((f64::from(60 / self.degree)).exp2());
        while orbit.points.z.len() < length && !orbit.points.complete {
            self.step(orbit, cancellation)?;
            orbit.push(largest);
        }
        Ok(())
    }

    fn step(&self, orbit: &mut Orbit, cancellation: &Cancellation) -> Result<()> {
        let words = orbit.last.words();
        let patience = (PATIENCE / (words * words)).max(1);
        if orbit.points.z.len().is_multiple_of(patience) {
            cancellation.check()?;
        }
        orbit.slope = self.slope(orbit.rounded, orbit.slope);
        let needed = self.words_for(orbit.slope);
        if needed > words {
            if needed > orbit.whole.words() {
                orbit.whole = fixed(&self.c, needed);
            }
            orbit.take(needed);
        }
        if self.degree == 2 {
            orbit.last.square(&mut orbit.scratch);
        } else {
            orbit.last.power(self.degree, &mut orbit.scratch);
        }
        orbit.last += &orbit.c;
        if needed < words {
            orbit.take(needed);
        }
        Ok(())
    }

    /// The derivative of the next point. Where the orbit of a start comes so near the critical point that samples around it
    /// are farther away, the derivative is theirs.
    fn slope(&self, z: Scaled, slope: Scaled) -> Scaled {
        let spread =
            slope.shifted(GUARD.cast_signed() - 64 * i32::try_from(self.words).unwrap_or(i32::MAX / 64));
        let z = if self.start.is_some() && size(z) < size(spread) { spread } else { z };
        let power = (2..self.degree).fold(z, |power, _| power * z);
        let grown = power * Scaled::from(f64::from(self.degree)) * slope;
        if self.start.is_none() { grown + Scaled::ONE } else { grown }
    }

    /// Words that a point of this derivative takes.
    #[allow(clippy::cast_sign_loss, reason = "a small positive number")]
    fn words_for(&self, slope: Scaled) -> usize {
        let most = if self.start.is_some() { self.words * self.degree as usize } else { self.words };
        let spare = slope.exponent().div_euclid(64) as isize;
        self.words.saturating_add_signed(spare.saturating_neg()).clamp(FEWEST.min(self.words), most)
    }

    fn lock(&self) -> MutexGuard<'_, Orbit> {
        // An interrupted step leaves a wrong point, but no step can panic.
        self.orbit.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Orbit {
    /// The first return for which the start, or else c, need not move as far as 2^`reach`.
    fn first_return(&self, reach: f64) -> Option<usize> {
        let first = self.returns.partition_point(|(_, distance)| *distance >= reach);
        self.returns.get(first).map(|(index, _)| *index)
    }

    /// The last return among so many points.
    fn last_return(&self, length: usize) -> usize {
        let among = self.returns.partition_point(|(index, _)| *index < length);
        self.returns[..among].last().map_or(0, |(index, _)| *index)
    }

    /// Takes the newest point in.
    fn push(&mut self, largest: f64) {
        self.rounded = self.last.to_scaled();
        self.points.push(&self.last, self.rounded, largest);
        let nearest = self.returns.last().map_or(f64::INFINITY, |(_, distance)| *distance);
        // The exponents tell most of them apart.
        let bound = f64::from(self.rounded.exponent()) - f64::from(self.slope.exponent()) - 2.0;
        if bound < nearest - 1.0 || self.rounded == Scaled::ZERO {
            let distance = size(self.rounded) - size(self.slope);
            if distance < nearest - 1.0 {
                self.returns.push((self.points.z.len() - 1, distance));
            }
        }
    }

    /// Goes on with as many words.
    fn take(&mut self, words: usize) {
        self.last = self.last.with_words(words);
        self.c = self.whole.with_words(words);
        self.scratch = Scratch::new(words);
    }
}

impl Keep for ReferenceOrbit {
    fn bytes(&self) -> usize {
        // Whoever asks shall not wait for an orbit that is being computed.
        self.orbit.try_lock().map_or(0, |orbit| orbit.points.z.capacity() * size_of::<Complex64>())
    }
}
