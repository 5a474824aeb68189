//! Pictures that a symmetry takes to themselves: of the samples that it exchanges, one orbit is followed.

mod memory;
mod quarter;
mod symmetric;

use bigdecimal::Zero;
use num_complex::Complex64;

use crate::fractal::{Frame, Place, Raster};

pub use quarter::Quarter;
pub use symmetric::Symmetric;

/// What takes orbits to orbits, bit for bit, if it takes the first sample to the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Symmetry {
    /// z -> -z, after which the next points are the same.
    HalfTurn,
    /// z -> conj(z).
    Conjugation,
    /// z -> -conj(z), after which the next points are conjugate.
    Reflection,
    /// z -> iz, after which the next points are the same; whoever has it has the half turn, too.
    QuarterTurn,
}

impl Symmetry {
    /// Whether it takes these samples to themselves.
    #[must_use]
    pub fn keeps(self, place: Place<'_>) -> bool {
        if self == Self::QuarterTurn {
            return Self::HalfTurn.keeps(place) && is_square(place);
        }
        match place {
            Place::Raster(raster) => self.keeps_raster(raster),
            Place::Frame(frame) => self.keeps_frame(frame),
        }
    }

    fn keeps_raster(self, raster: &Raster) -> bool {
        let (real, imaginary) = raster.is_even();
        self.needs(real, imaginary)
    }

    fn keeps_frame(self, frame: &Frame) -> bool {
        let (center, anchor) = (frame.center(), frame.anchor());
        let real = center.re().is_zero() && anchor.point.re().is_zero() && anchor.shift.re == 0.0;
        let imaginary = center.im().is_zero() && anchor.point.im().is_zero() && anchor.shift.im == 0.0;
        self.needs(real, imaginary)
    }

    /// Whether there is what it needs: opposite real, and imaginary, parts.
    const fn needs(self, real: bool, imaginary: bool) -> bool {
        match self {
            Self::HalfTurn | Self::QuarterTurn => real && imaginary,
            Self::Conjugation => imaginary,
            Self::Reflection => real,
        }
    }

    /// Where it takes the end of an orbit, and its derivative.
    fn image(self, (z, derivative): (Complex64, Complex64)) -> (Complex64, Complex64) {
        // What is 0 is +0: c, which has been added, is.
        let conjugate = |z: Complex64| Complex64::new(z.re, 0.0 - z.im);
        match self {
            Self::HalfTurn => (z, Complex64::ZERO - derivative),
            Self::Conjugation => (conjugate(z), conjugate(derivative)),
            Self::Reflection => (conjugate(z), Complex64::new(0.0 - derivative.re, derivative.im)),
            Self::QuarterTurn => (z, Complex64::new(derivative.im, 0.0 - derivative.re)),
        }
    }
}

/// Whether there are as many rows as columns, whose imaginary parts are opposite to the real ones to the last bit.
fn is_square(place: Place<'_>) -> bool {
    let diagonal = |index| match place {
        Place::Raster(raster) => raster.sample((index, index)),
        Place::Frame(frame) => frame.offset(index, index),
    };
    place.height() == place.width() && (0..place.height()).map(diagonal).all(|z| z.re == -z.im)
}
