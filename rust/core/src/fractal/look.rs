//! What of a pixel is colored, and how.

use std::f64::consts::{LN_2, TAU};

use crate::fractal::Field;
use crate::image::paint::{Averages, Layer, ONE, Paint, Scale, shaded, turned};
use crate::image::{Rgb, Spread, thresholds};
use crate::{Error, Result, quoted};

/// Smallest and largest density of colors.
pub const DENSITIES: (f64, f64) = (1.0 / 64.0, 64.0);

/// Smooth counts of a turn of the palette, and numbers of one.
const SMOOTH: f64 = 64.0;
const UNIT: f64 = 256.0;
/// The number of the smooth count that has the first color.
const FIRST: u32 = 16 * 256;
/// Where a view's smooth counts spread over less of a turn than `NARROW`, colors change faster, the more the less, until
/// they spread over `WIDE`.
const NARROW: f64 = 3.0 / 32.0;
const WIDE: f64 = 1.0 / 4.0;
/// How many times as fast at most: as the steps between numbers allow without fractions, and with them.
const COARSEST: f64 = 16.0;
const FINEST: f64 = 268_435_456.0;
/// Fractions of a number.
const FRACTIONS: f64 = 16_777_216.0;
/// The number of an orbit trap from which on there is the first color: the orbit stays beyond 2.
const BEYOND: u32 = 1 + 17 * 64;
/// A turn of the palette in integers: 2^32.
const TURN: f64 = 4_294_967_296.0;
/// Numbers of a turn of an angle.
const ANGLES: u32 = 252;
/// All numbers, from the least to the largest.
const ALL: (u32, u32) = (0, u32::MAX);
/// Numbers of an octave of distances, that of one pixel, and the largest.
const OCTAVE: u32 = 32;
const ONE_PIXEL: u32 = 1 + 8 * OCTAVE;
const LARGEST: u32 = 1023;
/// The golden section of a turn of 2^32: the colors of numbers in a row are far apart.
const GOLDEN: u32 = 2_654_435_769;
/// Where the light comes from, in turns, and how far it is above the plane, in units of its part in the plane.
const AZIMUTH: f64 = 3.0 / 8.0;
const HEIGHT: f64 = 1.5;
/// Light of what faces the light.
const BRIGHTEST: f64 = 1.25;
/// Light of the lower half plane in a binary decomposition.
const LOWER: f64 = 0.55;
/// Steps in which a root's color loses half of its light, and those after which it stays.
const FADING: u32 = 12;
const FADED: u32 = 48;
/// Light of the interior's colors.
const DIM: u16 = ONE / 2;
/// A very dark blue.
const GROUND: Rgb = [7, 6, 14];

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

/// The colors of one passage through a colormap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colormap {
    colors: Vec<Rgb>,
    cyclic: bool,
}

impl Colormap {
    /// These colors; if they are cyclic the first follows the last.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `colormap` unless there are 2 to [`MAX_COLORS`](crate::image::MAX_COLORS).
    pub fn new(colors: Vec<Rgb>, cyclic: bool) -> Result<Self> {
        let most = crate::image::MAX_COLORS;
        if !(2..=most).contains(&colors.len()) {
            return Err(Error::invalid("colormap", format!("2 to {most} colors"), colors.len()));
        }
        Ok(Self { colors, cyclic })
    }

    /// The colors of a whole turn: there and back, unless it ends where it begins.
    fn wheel(&self) -> Vec<Rgb> {
        let back = if self.cyclic { &[] } else { &self.colors[..] };
        self.colors.iter().chain(back.iter().rev()).copied().collect()
    }

    /// The dark part, which stays what it is with less light: a dark yellow would be olive.
    fn dark(&self) -> &[Rgb] {
        let light = |color: &Rgb| color.iter().map(|&byte| u32::from(byte)).sum::<u32>();
        let (len, part) = (self.colors.len(), (3 * self.colors.len()).div_ceil(5));
        match (self.cyclic, light(&self.colors[0]) <= light(&self.colors[len - 1])) {
            (true, _) => &self.colors,
            (false, true) => &self.colors[..part],
            (false, false) => &self.colors[len - part..],
        }
    }

    /// The colors of numbers that are few: without those at the ends, which are nearly black and nearly white.
    fn middle(&self) -> &[Rgb] {
        let cut = if self.cyclic { 0 } else { self.colors.len() / 5 };
        &self.colors[cut..self.colors.len() - cut / 2]
    }

    /// Whether it is the article's ramp of greys.
    fn is_grey(&self) -> bool {
        let greys = self.colors.iter().zip(0..=u8::MAX);
        !self.cyclic && self.colors.len() == 256 && greys.into_iter().all(|(color, grey)| *color == [grey; 3])
    }
}

/// What a view shows, if its colors follow that.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Seen {
    /// Of its smooth counts, for [`ColorBy::Histogram`].
    pub thresholds: Vec<u32>,
    /// Of its smooth counts: colors change faster where these hardly do.
    pub spread: Option<Spread>,
}

/// How fast colors change with smooth counts, and about which one.
struct Stretch {
    times: f64,
    /// The number whose color stays, and its fraction; without it the first one's does.
    middle: Option<(u32, u32)>,
}

/// What of a pixel is colored, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    colormap: Colormap,
    color_by: ColorBy,
    density: f64,
    offset: f64,
    light: f64,
    interior: Interior,
    seen: Option<Seen>,
}

impl Look {
    /// The smooth counts in these colors.
    #[must_use]
    pub const fn new(colormap: Colormap) -> Self {
        Self {
            colormap,
            color_by: ColorBy::Smooth,
            density: 1.0,
            offset: 0.0,
            light: 0.0,
            interior: Interior::Flat,
            seen: None,
        }
    }

    /// Something else in these colors.
    #[must_use]
    pub fn color_by(self, color_by: ColorBy) -> Self {
        Self { color_by, ..self }
    }

    /// Another interior.
    #[must_use]
    pub fn interior(self, interior: Interior) -> Self {
        Self { interior, ..self }
    }

    /// Colors that change so many times as fast as usual.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `density` unless it is within [`DENSITIES`].
    pub fn density(self, density: f64) -> Result<Self> {
        let (least, most) = DENSITIES;
        if !(least..=most).contains(&density) {
            return Err(Error::invalid("density", format!("from {least} to {most}"), density));
        }
        Ok(Self { density, ..self })
    }

    /// Colors that are turned, by turns of the palette; whole ones change nothing.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `offset` unless it is finite.
    pub fn offset(self, offset: f64) -> Result<Self> {
        if !offset.is_finite() {
            return Err(Error::invalid("offset", "finite", offset));
        }
        Ok(Self { offset, ..self })
    }

    /// Light from the upper left of this strength, as if Green's function were a height.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `light` unless it is from 0 to 1.
    pub fn light(self, light: f64) -> Result<Self> {
        if !(0.0..=1.0).contains(&light) {
            return Err(Error::invalid("light", "from 0 to 1", light));
        }
        Ok(Self { light, ..self })
    }

    /// Follow these smooth counts, as levels, instead of those of the view: several pictures then have the same colors.
    #[must_use]
    pub fn among(self, levels: &[u32]) -> Self {
        let seen = Seen { thresholds: thresholds(levels), spread: Spread::of(levels, None) };
        Self { seen: Some(seen), ..self }
    }

    /// Whether it goes by ranks.
    #[must_use]
    pub fn is_ranked(&self) -> bool {
        self.color_by == ColorBy::Histogram
    }

    /// What colors follow, unless a view has to find its own.
    #[must_use]
    pub const fn seen(&self) -> Option<&Seen> {
        self.seen.as_ref()
    }

    /// Whether it goes by how far the smooth counts spread in a view.
    #[must_use]
    pub fn is_stretched(&self) -> bool {
        matches!(self.color_by, ColorBy::Smooth | ColorBy::FinalAngle)
    }

    /// The fields that it goes by, and its tables for the numbers of these in this order: of orbits of at most `max_iter`
    /// steps of a formula of this [pace](crate::fractal::Formula::pace), in a view that shows what was `seen`. Of what is
    /// not `available` only the first is used.
    #[must_use]
    pub fn paint(&self, available: &[Field], max_iter: u32, pace: f64, seen: Seen) -> (Vec<Field>, Paint) {
        let wheel = self.colormap.wheel();
        let stretch = Self::stretch(pace, seen.spread);
        let (field, layer, ground) = if self.is_range() {
            let palette = self.colormap.colors.clone();
            let ground = palette[palette.len() - 1];
            (Field::Count, Layer { palette, scale: Scale::Range { low: 1, high: max_iter + 1 } }, ground)
        } else {
            let (field, scale) = self.scale(pace, &stretch, seen.thresholds);
            let few = self.color_by == ColorBy::Root;
            let palette = if few { self.colormap.middle().to_vec() } else { wheel.clone() };
            (field, Layer { palette, scale }, GROUND)
        };
        let mut fields = vec![field];
        let mut needs = |field| {
            let is_available = available.contains(&field);
            fields.extend(is_available.then_some(field));
            is_available
        };
        let is_fine = self.is_stretched() && stretch.times > COARSEST && needs(Field::Fraction);
        let fine = is_fine.then(|| self.smooth_turns(pace, stretch.times) * TURN / FRACTIONS);
        let blurs = self.is_stretched() && needs(Field::Distance);
        let averages = blurs.then(|| {
            let places = self.density * stretch.times / SMOOTH * wheel.len() as f64;
            Averages::new(&wheel, levels(places))
        });
        let mut shades = Vec::new();
        if self.light > 0.0 && self.color_by != ColorBy::Root && needs(Field::Angle) {
            shades.push(lights(self.light));
        }
        if self.color_by == ColorBy::FinalAngle && needs(Field::FinalAngle) {
            shades.push(factors(|turn| if turn < 0.5 { 1.0 } else { LOWER }));
        }
        if self.color_by == ColorBy::Root && needs(Field::Smooth) {
            shades.push(fading());
        }
        let interior = if self.is_range() { None } else { self.interior_layer() };
        let interior = interior.filter(|(field, _)| needs(*field)).map(|(_, layer)| layer);
        (fields, Paint { layer, fine, averages, shades, interior, ground })
    }

    /// The fields that it goes by, of those available.
    #[must_use]
    pub fn fields(&self, available: &[Field]) -> Vec<Field> {
        self.paint(available, 1, 1.0, Seen::default()).0
    }

    /// The field of the colors, and how they go by it.
    fn scale(&self, pace: f64, stretch: &Stretch, thresholds: Vec<u32>) -> (Field, Scale) {
        let density = self.density;
        match self.color_by {
            ColorBy::Count => (Field::Count, self.cycle(ALL, 1, density * pace / 128.0)),
            ColorBy::Distance => {
                let quarter = ONE_PIXEL - 2 * OCTAVE;
                let each = density / 16.0 / f64::from(OCTAVE);
                (Field::Distance, self.cycle((quarter, u32::MAX), quarter, each))
            }
            ColorBy::Trap => (Field::Trap, self.cycle((0, BEYOND), BEYOND, density / 8.0 / 64.0)),
            ColorBy::Root => (Field::Root, self.golden()),
            ColorBy::Histogram => {
                let passage = if self.colormap.cyclic { density } else { density / 2.0 };
                let step = turns(passage / (thresholds.len() + 1) as f64);
                (Field::Smooth, Scale::Rank { thresholds, step, offset: turns(self.offset) })
            }
            ColorBy::Smooth | ColorBy::FinalAngle => (Field::Smooth, self.smooth_cycle(pace, stretch)),
        }
    }

    /// Turns of the palette in a number of smooth counts.
    fn smooth_turns(&self, pace: f64, times: f64) -> f64 {
        self.density * times * pace / SMOOTH / UNIT
    }

    fn smooth_cycle(&self, pace: f64, stretch: &Stretch) -> Scale {
        let usual = self.smooth_turns(pace, 1.0);
        let Some((middle, fraction)) = stretch.middle else {
            return self.cycle(ALL, FIRST, usual);
        };
        let fast = self.smooth_turns(pace, stretch.times);
        let kept = turns(self.offset).wrapping_add(middle.wrapping_sub(FIRST).wrapping_mul(turns(usual)));
        let further = if stretch.times > COARSEST { turned(fraction, fast * TURN / FRACTIONS) } else { 0 };
        let step = turns(fast);
        let offset = kept.wrapping_sub(middle.wrapping_mul(step)).wrapping_sub(further);
        Scale::Cycle { low: 0, high: u32::MAX, step, offset }
    }

    /// How much faster colors change in a view whose smooth counts spread so far.
    fn stretch(pace: f64, spread: Option<Spread>) -> Stretch {
        let Some(Spread { middle, range, is_fine }) = spread else {
            return Stretch { times: 1.0, middle: None };
        };
        let least = if is_fine { 1.0 / FRACTIONS } else { 1.0 };
        let passed = range.max(least) * pace / SMOOTH / UNIT;
        let narrow = NARROW / passed;
        let times = (narrow * narrow.sqrt()).min(WIDE / passed);
        let times = times.min(if is_fine { FINEST } else { COARSEST });
        if times > 1.0 {
            Stretch { times, middle: Some(middle) }
        } else {
            Stretch { times: 1.0, middle: None }
        }
    }

    fn interior_layer(&self) -> Option<(Field, Layer)> {
        let dark = Colormap { colors: self.colormap.dark().to_vec(), cyclic: self.colormap.cyclic };
        let dim = |colors: &[Rgb]| colors.iter().map(|&color| shaded(color, DIM)).collect();
        let (field, palette, scale) = match self.interior {
            Interior::Flat => return None,
            Interior::Period => (Field::Period, dim(dark.middle()), self.golden()),
            Interior::InternalAngle => {
                (Field::InternalAngle, dim(&dark.wheel()), self.cycle(ALL, 1, 1.0 / f64::from(ANGLES)))
            }
            Interior::Distance => {
                let scale = Scale::Range { low: ONE_PIXEL, high: ONE_PIXEL + 8 * OCTAVE };
                (Field::InteriorDistance, dim(&dark.colors), scale)
            }
        };
        Some((field, Layer { palette, scale }))
    }

    /// Colors of whole numbers that are few.
    fn golden(&self) -> Scale {
        let offset = turns(self.offset).wrapping_sub(GOLDEN);
        Scale::Cycle { low: 0, high: u32::MAX, step: GOLDEN, offset }
    }

    /// A cycle of the numbers between two that begins at one, by so many turns for each.
    fn cycle(&self, (low, high): (u32, u32), first: u32, each: f64) -> Scale {
        let step = turns(each);
        let offset = turns(self.offset).wrapping_sub(first.wrapping_mul(step));
        Scale::Cycle { low, high, step, offset }
    }

    /// Whether it has the article's colors.
    fn is_range(&self) -> bool {
        self.color_by == ColorBy::Count && self.colormap.is_grey()
    }
}

/// A part of a turn in integers, 2^32 a turn; whole turns do not count.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 <= part <= 1, and 1 is 0")]
fn turns(part: f64) -> u32 {
    ((part - part.floor()) * TURN).round() as u64 as u32
}

/// How many places of a palette pass within a pixel, as powers of two, by the number of the distance.
///
/// What is as far as numbers tell is farther: nothing there passes within a pixel.
///
/// The change of a smooth count of degree 2 in a pixel is |z'| / (|z| ln |z| ln 2) = 2 / (distance ln 2).
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 <= level < 32")]
fn levels(places: f64) -> Vec<u8> {
    let passed = (2.0 / LN_2 * places).log2();
    let level = |number| (passed - (f64::from(number) - f64::from(ONE_PIXEL)) / f64::from(OCTAVE)).round();
    let levels = (1..LARGEST).map(|number| level(number).clamp(0.0, 31.0) as u8);
    std::iter::once(0).chain(levels).chain([0]).collect()
}

/// Factors of light of the directions of a slope.
fn lights(strength: f64) -> Vec<u16> {
    factors(|turn| {
        let lambert = ((TAU * (turn - AZIMUTH)).cos() + HEIGHT) / (1.0 + HEIGHT);
        1.0 - strength + strength * BRIGHTEST * lambert
    })
}

/// Factors of light of smooth counts, less for more steps.
fn fading() -> Vec<u16> {
    let (unit, first) = (256, 16 * 256);
    let steps = (0..=first + FADED * unit).map(|number: u32| f64::from(number.saturating_sub(first)));
    steps.map(|step| parts(2.0_f64.powf(-step / f64::from(unit * FADING)))).collect()
}

/// Factors of light of a turn's parts, taken in their middles; where there is no angle, [`ONE`].
fn factors(factor: impl Fn(f64) -> f64) -> Vec<u16> {
    let turns = (0..ANGLES).map(|number| (f64::from(number) + 0.5) / f64::from(ANGLES));
    std::iter::once(ONE).chain(turns.map(|turn| parts(factor(turn)))).collect()
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most twice as much light")]
fn parts(factor: f64) -> u16 {
    (f64::from(ONE) * factor).round() as u16
}
