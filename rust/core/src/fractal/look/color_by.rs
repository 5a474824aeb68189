//! What the colors of a pixel go by.

use crate::{Error, Result, quoted};

/// What the color of a pixel outside goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColorBy {
    /// The escape count; in the article's grey from the first color to the last.
    Count,
    /// The smooth count.
    Smooth,
    /// The rank of the smooth count in the view: as many pixels get each color.
    Histogram,
    /// The distance to the set, in pixels.
    Distance,
    /// The smooth count, darker where the orbit escapes into the lower half plane: the binary decomposition.
    FinalAngle,
    /// How near the orbit comes to 0.
    Trap,
    /// The root, darker where more steps lead there.
    Root,
}

/// What the color of a pixel inside goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interior {
    /// It is a very dark blue.
    Flat,
    /// The period of the attracting cycle.
    Period,
    /// The argument of its multiplier.
    InternalAngle,
    /// The distance to the border, in pixels.
    Distance,
}

impl ColorBy {
    const ALL: [(&'static str, Self); 7] = [
        ("count", Self::Count),
        ("smooth", Self::Smooth),
        ("histogram", Self::Histogram),
        ("distance", Self::Distance),
        ("final_angle", Self::FinalAngle),
        ("trap", Self::Trap),
        ("root", Self::Root),
    ];

    /// The one of this name.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `color_by`.
    pub fn named(name: &str) -> Result<Self> {
        named("color_by", &Self::ALL, name)
    }
}

impl Interior {
    const ALL: [(&'static str, Self); 4] = [
        ("flat", Self::Flat),
        ("period", Self::Period),
        ("internal_angle", Self::InternalAngle),
        ("distance", Self::Distance),
    ];

    /// The one of this name.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `interior`.
    pub fn named(name: &str) -> Result<Self> {
        named("interior", &Self::ALL, name)
    }
}

fn named<T: Copy>(argument: &'static str, all: &[(&str, T)], name: &str) -> Result<T> {
    all.iter().find(|(known, _)| *known == name).map(|&(_, found)| found).ok_or_else(|| {
        let names: Vec<_> = all.iter().map(|(known, _)| format!("\"{known}\"")).collect();
        Error::invalid(argument, format!("one of {}", names.join(", ")), quoted(name))
    })
}
