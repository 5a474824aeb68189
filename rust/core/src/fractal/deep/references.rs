//! The references of a frame, shared with the frames nearby and kept for those that come.

use std::sync::Arc;

use num_complex::Complex64;

use crate::Context;
use crate::fractal::deep::digits::words;
use crate::fractal::deep::iteration::Iteration;
use crate::fractal::deep::reference_orbit::ReferenceOrbit;
use crate::fractal::deep::table::{Reference, Setting};
use crate::fractal::{Escape, Frame, Point};
use crate::number::Scaled;

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
        let reference = |start: Option<&Point>, c: &Point, dc, reach| {
            let setting = Setting { degree: iteration.degree, bailout: escape.bailout(), dc, reach };
            Self::shared((start, c), words, setting, context)
        };
        let reach = anchor.log2_reach;
        let Some(c) = &iteration.c else {
            let dc = Scaled::new(Complex64::ONE, reach);
            return Self { start: reference(None, &anchor.point, dc, reach.into()), critical: None };
        };
        Self {
            start: reference(Some(&anchor.point), c, Scaled::ZERO, reach.into()),
            critical: Some(reference(None, c, Scaled::ZERO, f64::NEG_INFINITY)),
        }
    }

    /// The orbit of `start`, or else of 0, to as many words.
    fn shared(
        (start, c): (Option<&Point>, &Point),
        words: usize,
        setting: Setting,
        context: Context<'_>,
    ) -> Arc<Reference> {
        let Setting { degree, bailout, dc, reach } = setting;
        let orbit = orbit(degree, (start, c), words, context);
        let (name, dc) = (name(degree, (start, c), words), dc.log2());
        let key = format!(
            "{name}, escaping from {bailout:e}, for samples within 2^{reach}, constants within 2^{dc}"
        );
        context.executor.cache().get_or_make(key, || Reference::new(orbit, setting))
    }
}

/// The orbit of `start`, or else of 0, under z -> z^d + c to as many words; nothing is computed yet.
pub fn orbit(
    degree: u32,
    (start, c): (Option<&Point>, &Point),
    words: usize,
    context: Context<'_>,
) -> Arc<ReferenceOrbit> {
    let make = || ReferenceOrbit::new(degree, start.cloned(), c.clone(), words);
    context.executor.cache().get_or_make(name(degree, (start, c), words), make)
}

/// The key under which an orbit is kept.
fn name(degree: u32, (start, c): (Option<&Point>, &Point), words: usize) -> String {
    format!("orbit of {start:?} under z^{degree} + {c:?} in {words} words")
}
