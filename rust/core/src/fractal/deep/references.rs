//! The references of a frame, shared with the frames nearby and kept for those that come.

use std::sync::Arc;

use num_complex::Complex64;

use crate::Context;
use crate::fractal::deep::iteration::Iteration;
use crate::fractal::deep::reference_orbit::ReferenceOrbit;
use crate::fractal::deep::table::{Reference, Setting};
use crate::fractal::{Escape, Frame, Point};
use crate::number::{Fixed, FixedComplex, Scaled};

/// Binary digits of a reference beyond those that pixels and constants have.
const GUARD: f64 = 96.0;

/// The orbits along which samples of a frame are followed.
pub struct References {
    /// The one on which they begin.
    pub start: Arc<Reference>,
    /// That of the critical point, where it is another.
    pub critical: Option<Arc<Reference>>,
}

impl References {
    /// Those of a frame; nothing is computed yet.
    pub fn new(iteration: &Iteration, escape: Escape, frame: &Frame, context: Context<'_>) -> Self {
        let words = words(iteration, frame);
        let anchor = frame.anchor();
        let reference = |start: Option<&Point>, c: &Point, dc| {
            Self::shared(iteration.degree, (start, c), words, (escape.bailout(), dc), context)
        };
        let Some(c) = &iteration.c else {
            let dc = Scaled::new(Complex64::ONE, anchor.log2_reach);
            return Self { start: reference(None, &anchor.point, dc), critical: None };
        };
        Self {
            start: reference(Some(&anchor.point), c, Scaled::ZERO),
            critical: Some(reference(None, c, Scaled::ZERO)),
        }
    }

    /// The orbit of `start`, or else of 0, to as many words.
    fn shared(
        degree: u32,
        (start, c): (Option<&Point>, &Point),
        words: usize,
        (bailout, dc): (f64, Scaled),
        context: Context<'_>,
    ) -> Arc<Reference> {
        let cache = context.executor.cache();
        let key = format!("orbit of {start:?} under z^{degree} + {c:?} in {words} words");
        let orbit =
            cache.get_or_make(key.clone(), || ReferenceOrbit::new(degree, start.cloned(), c.clone(), words));
        let key = format!("{key}, escaping from {bailout:e}, for constants within 2^{}", dc.log2());
        cache.get_or_make(key, || Reference::new(orbit, Setting { degree, bailout, dc }))
    }
}

/// A point in fixed-point numbers.
pub fn fixed(point: &Point, words: usize) -> FixedComplex {
    FixedComplex { re: Fixed::from_decimal(point.re(), words), im: Fixed::from_decimal(point.im(), words) }
}

/// Words of 64 binary places that the orbits of a frame need.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small positive number")]
pub fn words(iteration: &Iteration, frame: &Frame) -> usize {
    let places = |c: &Point| c.re().fractional_digit_count().max(c.im().fractional_digit_count());
    let digits = iteration.c.as_ref().map_or(0, places) as f64 * 10.0_f64.log2();
    let bits = digits.max(-frame.log2_pixel()).max(0.0) + GUARD;
    (bits / 64.0).ceil() as usize
}
