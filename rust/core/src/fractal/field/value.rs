//! What fields say of orbits.

use std::array;
use std::f64::consts::{LN_2, TAU};
use std::ops::Range;

use num_complex::Complex64;

use crate::compute::{Lanes, log2_alike};
use crate::fractal::Field;
use crate::fractal::field::Orbits;
use crate::{Context, Vectorized};

impl Field {
    /// Writes its values for the first samples of some orbits, NaN where it is not defined; lengths are in pixels.
    pub(in crate::fractal) fn write(
        self,
        orbits: &Orbits,
        (max_iter, degree): (u32, u32),
        values: &mut [f64],
        context: Context<'_>,
    ) {
        context.run(Values { field: self, orbits, max_iter, degree: degree.into(), values });
    }
}

/// The values of a field, about to be found.
struct Values<'a> {
    field: Field,
    orbits: &'a Orbits,
    max_iter: u32,
    degree: f64,
    values: &'a mut [f64],
}

impl Vectorized for Values<'_> {
    type Output = ();

    #[inline(always)]
    fn run<const LANES: usize>(self) {
        let Self { field, orbits, max_iter, degree, values } = self;
        match field {
            Field::Smooth => {
                let shrink = Lanes::splat(LN_2 / degree.ln());
                let smooth =
                    |[z, _]: [Lanes<LANES>; 2], n: Lanes<LANES>| n - log2_alike(logarithm(z)) * shrink;
                self::lanes(orbits, max_iter, values, smooth);
            }
            Field::Distance => self::lanes(orbits, max_iter, values, |[z, slope]: [Lanes<LANES>; 2], _| {
                let ratio = z / slope;
                Lanes::each(|k| 2.0 * ratio.0[k].sqrt()) * logarithm(z)
            }),
            Field::Period | Field::InteriorDistance | Field::InternalAngle => {
                for (value, basin) in values.iter_mut().zip(&orbits.basin) {
                    *value = basin.map_or(f64::NAN, |basin| match field {
                        Field::Period => basin.period.into(),
                        Field::InteriorDistance => basin.distance,
                        _ => basin.angle,
                    });
                }
            }
            _ => {
                for (place, value) in values.iter_mut().enumerate() {
                    let escaped = orbits.counts[place] < max_iter;
                    *value = match field {
                        Field::Count => f64::from(orbits.counts[place]),
                        Field::Trap => orbits.trap[place],
                        Field::Root => f64::from(orbits.root[place]),
                        Field::Angle if escaped => turns(orbits.z[place] * orbits.derivative[place].conj()),
                        Field::FinalAngle if escaped => turns(orbits.z[place]),
                        _ => f64::NAN,
                    };
                }
            }
        }
    }
}

/// Writes what `value` makes of |z|² and |dz|² and of the number of the step that led outside, a register at a time.
#[inline(always)]
fn lanes<const L: usize>(
    orbits: &Orbits,
    max_iter: u32,
    values: &mut [f64],
    value: impl Fn([Lanes<L>; 2], Lanes<L>) -> Lanes<L>,
) {
    for (block, values) in values.chunks_mut(L).enumerate() {
        let places = block * L..block * L + values.len();
        let counts: [u32; L] = part(&orbits.counts, &places, 0);
        let found = value(
            [&orbits.z, &orbits.derivative].map(|of| square(&part(of, &places, Complex64::ONE))),
            Lanes::each(|k| f64::from(counts[k]) + 1.0),
        );
        for (k, value) in values.iter_mut().enumerate() {
            *value = if counts[k] < max_iter { found.0[k] } else { f64::NAN };
        }
    }
}

/// Some places of an array, or of one that is not there, filled up with `rest`.
#[inline(always)]
fn part<T: Copy, const L: usize>(array: &[T], places: &Range<usize>, rest: T) -> [T; L] {
    match array.get(places.clone()) {
        Some(found) if found.len() == L => array::from_fn(|k| found[k]),
        Some(found) => array::from_fn(|k| found.get(k).copied().unwrap_or(rest)),
        None => [rest; L],
    }
}

/// |z|², the largest number where it overflows.
#[inline(always)]
fn square<const L: usize>(z: &[Complex64; L]) -> Lanes<L> {
    Lanes::each(|k| {
        let square = z[k].norm_sqr();
        if square <= f64::MAX { square } else { f64::MAX }
    })
}

/// ln |z|, given its square.
#[inline(always)]
fn logarithm<const L: usize>(square: Lanes<L>) -> Lanes<L> {
    log2_alike(square) * Lanes::splat(LN_2 / 2.0)
}

/// The argument in turns, from 0 to 1; NaN for what has none.
fn turns(z: Complex64) -> f64 {
    let turns = z.arg() / TAU;
    if turns < 0.0 { turns + 1.0 } else { turns }
}
