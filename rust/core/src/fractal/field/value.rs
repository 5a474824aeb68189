//! What fields say of orbits.

use std::f64::consts::{LN_2, TAU};

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
        context.run(Writer { field: self, orbits, max_iter, degree: degree.into(), values });
    }
}

/// What writes the values of a field.
struct Writer<'a> {
    field: Field,
    orbits: &'a Orbits,
    max_iter: u32,
    degree: f64,
    values: &'a mut [f64],
}

impl Vectorized for Writer<'_> {
    type Output = ();

    #[inline(always)]
    fn run<const LANES: usize>(self) {
        let Self { field, orbits, max_iter, degree, values } = self;
        match field {
            Field::Smooth => {
                let shrink = Lanes::splat(LN_2 / degree.ln());
                let smooth = |[z]: [Lanes<LANES>; 1], n: Lanes<LANES>| n - log2_alike(logarithm(z)) * shrink;
                side_by_side(values, &orbits.counts, max_iter, [&orbits.z], smooth);
            }
            Field::Distance => {
                let distance = |[z, slope]: [Lanes<LANES>; 2], _| {
                    let ratio = z / slope;
                    Lanes::each(|k| 2.0 * ratio.0[k].sqrt()) * logarithm(z)
                };
                side_by_side(values, &orbits.counts, max_iter, [&orbits.z, &orbits.derivative], distance);
            }
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

/// Writes what `value` makes of the |z|² of some numbers and of n, the step that led outside, a register at a time.
#[inline(always)]
fn side_by_side<const L: usize, const K: usize>(
    values: &mut [f64],
    counts: &[u32],
    max_iter: u32,
    numbers: [&[Complex64]; K],
    value: impl Fn([Lanes<L>; K], Lanes<L>) -> Lanes<L>,
) {
    let block = |counts: &[u32; L], numbers: [&[Complex64; L]; K]| {
        let n = Lanes::each(|k| f64::from(counts[k]) + 1.0);
        let found = value(numbers.map(square), n);
        Lanes::each(|k| if counts[k] < max_iter { found.0[k] } else { f64::NAN })
    };
    let whole = values.len() / L;
    let (blocks, rest) = values.as_chunks_mut::<L>();
    for (index, values) in blocks.iter_mut().enumerate() {
        *values = block(&counts.as_chunks().0[index], numbers.map(|of| &of.as_chunks().0[index])).0;
    }
    let end = whole * L..whole * L + rest.len();
    let numbers = numbers.map(|of| filled(&of[end.clone()], Complex64::ONE));
    let last = block(&filled(&counts[end], 0), numbers.each_ref());
    rest.copy_from_slice(&last.0[..rest.len()]);
}

/// These values, filled up with `value`.
#[inline(always)]
fn filled<T: Copy, const L: usize>(values: &[T], value: T) -> [T; L] {
    let mut filled = [value; L];
    filled[..values.len()].copy_from_slice(values);
    filled
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
