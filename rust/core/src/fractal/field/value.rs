//! What fields say of orbits.

use std::f64::consts::{LN_2, TAU};

use num_complex::Complex64;

use crate::compute::{Lanes, log2_alike};
use crate::fractal::Field;
use crate::fractal::field::{Orbits, wire};
use crate::{Context, Vectorized};

/// What is kept of the values of a field: themselves, or the integers by which they travel.
pub trait Kept: Copy + Default + Send {
    /// That of some values side by side.
    ///
    /// To be marked `#[inline(always)]`.
    fn of<const L: usize>(field: Field, values: Lanes<L>, max_iter: u32) -> [Self; L];

    /// That of a count.
    ///
    /// To be marked `#[inline(always)]`.
    fn of_count(count: u32, max_iter: u32) -> Self;
}

impl Kept for f64 {
    #[inline(always)]
    fn of<const L: usize>(_field: Field, values: Lanes<L>, _max_iter: u32) -> [Self; L] {
        values.0
    }

    #[inline(always)]
    fn of_count(count: u32, _max_iter: u32) -> Self {
        count.into()
    }
}

impl Kept for u32 {
    #[inline(always)]
    fn of<const L: usize>(field: Field, values: Lanes<L>, max_iter: u32) -> [Self; L] {
        field.levels(values, max_iter)
    }

    #[inline(always)]
    fn of_count(count: u32, max_iter: u32) -> Self {
        wire::count_level(count, max_iter)
    }
}

impl Field {
    /// Writes its values for the first samples of some orbits, NaN where it is not defined, or their integers; lengths
    /// are in pixels.
    pub(in crate::fractal) fn write<T: Kept>(
        self,
        orbits: &Orbits,
        (max_iter, degree): (u32, u32),
        values: &mut [T],
        context: Context<'_>,
    ) {
        let shrink = LN_2 / f64::from(degree).ln();
        context.run(Writer { field: self, orbits, max_iter, shrink, values });
    }
}

/// What writes the values of a field.
struct Writer<'a, T> {
    field: Field,
    orbits: &'a Orbits,
    max_iter: u32,
    /// What a smooth count goes down by where log2 of ln |z| goes up by one.
    shrink: f64,
    values: &'a mut [T],
}

impl<T: Kept> Vectorized for Writer<'_, T> {
    type Output = ();

    #[inline(always)]
    fn run<const LANES: usize>(self) {
        let Self { field, orbits, max_iter, shrink, values } = self;
        if field == Field::Count {
            for (value, &count) in values.iter_mut().zip(&orbits.counts) {
                *value = T::of_count(count, max_iter);
            }
            return;
        }
        for (block, values) in values.chunks_mut(LANES).enumerate() {
            let first = block * LANES;
            let found = match field {
                Field::Smooth => smooth::<LANES>(orbits, first, max_iter, shrink),
                Field::Fraction => fraction(smooth::<LANES>(orbits, first, max_iter, shrink)),
                Field::Distance => distance::<LANES>(orbits, first, max_iter),
                _ => {
                    let last = first + values.len() - 1;
                    Lanes::each(|k| one(field, orbits, last.min(first + k), max_iter))
                }
            };
            let kept = T::of::<LANES>(field, found, max_iter);
            if let Ok(values) = <&mut [T; LANES]>::try_from(&mut *values) {
                *values = kept;
            } else {
                values.copy_from_slice(&kept[..values.len()]);
            }
        }
    }
}

/// The smooth counts from the first orbit on, side by side.
#[inline(always)]
fn smooth<const L: usize>(orbits: &Orbits, first: usize, max_iter: u32, shrink: f64) -> Lanes<L> {
    let counts = chunk::<_, L>(&orbits.counts, first, 0);
    let z = square(&chunk::<_, L>(&orbits.z, first, Complex64::ONE));
    let n = Lanes::each(|k| f64::from(counts[k]) + 1.0);
    escaped(&counts, max_iter, n - log2_alike(logarithm(z)) * Lanes::splat(shrink))
}

/// What rounding leaves of smooth counts in the integers by which they travel, plus 1/2.
#[inline(always)]
fn fraction<const L: usize>(values: Lanes<L>) -> Lanes<L> {
    Lanes::each(|k| {
        let place = wire::smooth_place(values.0[k]);
        place - place.round_ties_even() + 0.5
    })
}

/// The distances from the first orbit on, side by side.
#[inline(always)]
fn distance<const L: usize>(orbits: &Orbits, first: usize, max_iter: u32) -> Lanes<L> {
    let counts = chunk::<_, L>(&orbits.counts, first, 0);
    let z = square(&chunk::<_, L>(&orbits.z, first, Complex64::ONE));
    let slope = square(&chunk::<_, L>(&orbits.derivative, first, Complex64::ONE));
    let ratio = z / slope;
    escaped(&counts, max_iter, Lanes::each(|k| 2.0 * ratio.0[k].sqrt()) * logarithm(z))
}

/// These values, NaN where the orbit does not escape.
#[inline(always)]
fn escaped<const L: usize>(counts: &[u32; L], max_iter: u32, values: Lanes<L>) -> Lanes<L> {
    Lanes::each(|k| if counts[k] < max_iter { values.0[k] } else { f64::NAN })
}

/// The value of one orbit, for the fields that are not computed side by side.
#[inline(always)]
fn one(field: Field, orbits: &Orbits, place: usize, max_iter: u32) -> f64 {
    let escaped = orbits.counts[place] < max_iter;
    let basin = || orbits.basin[place];
    match field {
        Field::Trap => orbits.trap[place],
        Field::Root => f64::from(orbits.root[place]),
        Field::Angle if escaped => turns(orbits.z[place] * orbits.derivative[place].conj()),
        Field::FinalAngle if escaped => turns(orbits.z[place]),
        Field::Period => basin().map_or(f64::NAN, |basin| basin.period.into()),
        Field::InteriorDistance => basin().map_or(f64::NAN, |basin| basin.distance),
        Field::InternalAngle => basin().map_or(f64::NAN, |basin| basin.angle),
        _ => f64::NAN,
    }
}

/// The values of a part from the first on, filled up with `value`.
#[inline(always)]
fn chunk<T: Copy, const L: usize>(part: &[T], first: usize, value: T) -> [T; L] {
    let part = &part[first..];
    if let Some(whole) = part.first_chunk() {
        return *whole;
    }
    let mut filled = [value; L];
    filled[..part.len()].copy_from_slice(part);
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
