//! How fast colors change with the smooth counts of a view.

use crate::fractal::Sight;
use crate::image::{Spread, thresholds};

/// Smooth counts of a turn of the palette, and numbers of one.
pub const SMOOTH: f64 = 64.0;
pub const UNIT: f64 = 256.0;
/// Fractions of a number.
pub const FRACTIONS: f64 = 16_777_216.0;
/// How many times as fast at most: as the steps between numbers allow without fractions, and with them.
pub const COARSEST: f64 = 16.0;
const FINEST: f64 = 268_435_456.0;
/// Where a view's smooth counts spread over less of a turn than `NARROW`, colors change faster, the more the less, until
/// they spread over `WIDE`.
const NARROW: f64 = 3.0 / 32.0;
const WIDE: f64 = 1.0 / 4.0;

/// What a view shows, if its colors follow that.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Seen {
    /// Of its smooth counts, for [`ColorBy::Histogram`](crate::fractal::ColorBy::Histogram).
    pub thresholds: Vec<u32>,
    /// Of its smooth counts: colors change faster where these hardly do.
    pub spread: Option<Spread>,
}

impl Seen {
    /// Of a picture.
    #[must_use]
    pub fn of(sight: &Sight) -> Self {
        let (smooth, fractions) = sight.levels();
        Self { thresholds: thresholds(smooth), spread: Spread::of(smooth, fractions) }
    }
}

/// How fast colors change with smooth counts, and about which one.
pub struct Stretch {
    pub times: f64,
    /// The number whose color stays, and its fraction; without it the first one's does.
    pub middle: Option<(u32, u32)>,
}

impl Stretch {
    /// How much faster colors change in a view whose smooth counts spread so far.
    pub fn of(pace: f64, spread: Option<Spread>) -> Self {
        let Some(Spread { middle, range, is_fine }) = spread else {
            return Self { times: 1.0, middle: None };
        };
        let least = if is_fine { 1.0 / FRACTIONS } else { 1.0 };
        let passed = range.max(least) * pace / SMOOTH / UNIT;
        let narrow = NARROW / passed;
        let times = (narrow * narrow.sqrt()).min(WIDE / passed);
        let times = times.min(if is_fine { FINEST } else { COARSEST });
        if times > 1.0 { Self { times, middle: Some(middle) } } else { Self { times: 1.0, middle: None } }
    }
}
