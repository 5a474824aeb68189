//! Fields: the numbers that a pixel yields.

mod orbits;
mod value;
mod wire;

use crate::fractal::Escape;
use crate::{Error, Result, quoted};

pub(super) use orbits::Orbits;
pub(super) use value::Kept;
pub use wire::write_levels;

/// The bailout radius of all fields but counts: so large that what they say does not depend on it.
pub const SMOOTH_BAILOUT: f64 = 1e3;

/// A number that a pixel yields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// Steps inside the bailout radius.
    Count,
    /// The smooth count ν = `n - log_d(ln |z_n|)` of the first `z_n` outside: `d^-ν` is Green's function.
    Smooth,
    /// What rounding leaves of 256 ν, plus 1/2: with it the smooth count is fine enough for views in which it hardly changes.
    Fraction,
    /// The estimate 2 |z| ln |z| / |dz| of the distance to the set; the distance is between a quarter of it and it.
    Distance,
    /// The direction in which Green's function grows, in turns.
    Angle,
    /// The argument of the first z outside, in turns.
    FinalAngle,
    /// The least |z| of the orbit, the start left out.
    Trap,
    /// The period of the attracting cycle that takes the orbit in; in a Julia set the point of the cycle, counted from 1.
    Period,
    /// The estimate of the distance to the border of the set from within; the distance is between a quarter of it and it.
    InteriorDistance,
    /// In turns, the argument of the multiplier of the attracting cycle; in a Julia set that of the sample, seen from the
    /// cycle where the map is linear.
    InternalAngle,
    /// The root to which the orbit goes, counted from 1.
    Root,
}

impl Field {
    /// All there are.
    pub const ALL: [Self; 11] = [
        Self::Count,
        Self::Smooth,
        Self::Fraction,
        Self::Distance,
        Self::Angle,
        Self::FinalAngle,
        Self::Trap,
        Self::Period,
        Self::InteriorDistance,
        Self::InternalAngle,
        Self::Root,
    ];

    /// Those of samples that do not escape.
    pub(super) const INTERIOR: [Self; 3] = [Self::Period, Self::InteriorDistance, Self::InternalAngle];

    /// Its name on the wire, in Python and on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Smooth => "smooth",
            Self::Fraction => "fraction",
            Self::Distance => "distance",
            Self::Angle => "angle",
            Self::FinalAngle => "final_angle",
            Self::Trap => "trap",
            Self::Period => "period",
            Self::InteriorDistance => "interior_distance",
            Self::InternalAngle => "internal_angle",
            Self::Root => "root",
        }
    }

    /// The field of this name.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `fields`.
    pub fn named(name: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|field| field.name() == name)
            .ok_or_else(|| Error::invalid("fields", format!("made of {}", listed(&Self::ALL)), quoted(name)))
    }

    /// Whether it is a whole number, for which NaN is 0.
    #[must_use]
    pub const fn is_whole(self) -> bool {
        matches!(self, Self::Count | Self::Period | Self::Root)
    }

    /// The escape that it needs, where counts have this one.
    pub(super) fn escape(self, escape: Escape) -> Escape {
        if self == Self::Count { escape } else { escape.beyond(SMOOTH_BAILOUT) }
    }
}

/// Some fields by name, as they stand in a message.
pub(super) fn listed(fields: &[Field]) -> String {
    fields.iter().map(|field| format!("{:?}", field.name())).collect::<Vec<_>>().join(", ")
}
