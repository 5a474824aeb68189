//! What of a pixel is colored, and how.

use std::f64::consts::{LN_2, TAU};

use crate::fractal::Field;
use crate::image::paint::{Averages, Layer, ONE, Paint, Scale, shaded};
use crate::image::{Rgb, thresholds};
use crate::{Error, Result, quoted};

/// Smallest and largest density of colors.
pub const DENSITIES: (f64, f64) = (1.0 / 64.0, 64.0);

/// Smooth counts of a turn of the palette.
const SMOOTH: f64 = 64.0;
/// Numbers of a turn of an angle.
const ANGLES: u32 = 252;
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
const DIM: u16 = ONE / 4;
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

/// What of a pixel is colored, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    colormap: Colormap,
    color_by: ColorBy,
    density: f64,
    offset: f64,
    light: f64,
    interior: Interior,
    thresholds: Option<Vec<u32>>,
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
            thresholds: None,
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

    /// Ranks among these smooth counts, as levels, instead of those of the view: several pictures then have the same
    /// colors.
    #[must_use]
    pub fn among(self, levels: &[u32]) -> Self {
        Self { thresholds: Some(thresholds(levels)), ..self }
    }

    /// Whether it goes by ranks.
    #[must_use]
    pub fn is_ranked(&self) -> bool {
        self.color_by == ColorBy::Histogram
    }

    /// The thresholds of ranks, unless a view has to find its own.
    #[must_use]
    pub fn thresholds(&self) -> Option<&[u32]> {
        self.thresholds.as_deref()
    }

    /// The fields that it goes by, and its tables for the numbers of these in this order: of orbits of at most `max_iter`
    /// steps, and for the thresholds of a view's smooth counts. Of what is not `available` only the first is used.
    #[must_use]
    pub fn paint(&self, available: &[Field], max_iter: u32, thresholds: Vec<u32>) -> (Vec<Field>, Paint) {
        let wheel = self.colormap.wheel();
        let (field, layer, ground) = if self.is_range() {
            let palette = self.colormap.colors.clone();
            let ground = palette[palette.len() - 1];
            (Field::Count, Layer { palette, scale: Scale::Range { low: 1, high: max_iter + 1 } }, ground)
        } else {
            let (field, scale) = self.scale(thresholds);
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
        let blurs = matches!(self.color_by, ColorBy::Smooth | ColorBy::FinalAngle) && needs(Field::Distance);
        let averages =
            blurs.then(|| Averages::new(&wheel, levels(self.density / SMOOTH * wheel.len() as f64)));
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
        let interior = if self.is_range() { None } else { self.interior_layer(&wheel) };
        let interior = interior.filter(|(field, _)| needs(*field)).map(|(_, layer)| layer);
        (fields, Paint { layer, averages, shades, interior, ground })
    }

    /// The fields that it goes by, of those available.
    #[must_use]
    pub fn fields(&self, available: &[Field]) -> Vec<Field> {
        self.paint(available, 1, Vec::new()).0
    }

    /// The field of the colors, and how they go by it.
    fn scale(&self, thresholds: Vec<u32>) -> (Field, Scale) {
        let density = self.density;
        match self.color_by {
            ColorBy::Count => (Field::Count, self.cycle(0, 1, density / 128.0)),
            ColorBy::Distance => {
                let quarter = ONE_PIXEL - 2 * OCTAVE;
                (Field::Distance, self.cycle(quarter, quarter, density / 16.0 / f64::from(OCTAVE)))
            }
            ColorBy::Trap => (Field::Trap, self.cycle(0, 1 + 16 * 64, density / 8.0 / 64.0)),
            ColorBy::Root => (Field::Root, self.golden()),
            ColorBy::Histogram => {
                let passage = if self.colormap.cyclic { density } else { density / 2.0 };
                let step = turns(passage / (thresholds.len() + 1) as f64);
                (Field::Smooth, Scale::Rank { thresholds, step, offset: turns(self.offset) })
            }
            ColorBy::Smooth | ColorBy::FinalAngle => {
                (Field::Smooth, self.cycle(0, 16 * 256, density / SMOOTH / 256.0))
            }
        }
    }

    fn interior_layer(&self, wheel: &[Rgb]) -> Option<(Field, Layer)> {
        let dim = |colors: &[Rgb]| colors.iter().map(|&color| shaded(color, DIM)).collect();
        let (field, palette, scale) = match self.interior {
            Interior::Flat => return None,
            Interior::Period => (Field::Period, dim(self.colormap.middle()), self.golden()),
            Interior::InternalAngle => {
                (Field::InternalAngle, dim(wheel), self.cycle(0, 1, 1.0 / f64::from(ANGLES)))
            }
            Interior::Distance => {
                let scale = Scale::Range { low: ONE_PIXEL, high: ONE_PIXEL + 8 * OCTAVE };
                (Field::InteriorDistance, dim(&self.colormap.colors), scale)
            }
        };
        Some((field, Layer { palette, scale }))
    }

    /// Colors of whole numbers that are few.
    fn golden(&self) -> Scale {
        Scale::Cycle { low: 0, step: GOLDEN, offset: turns(self.offset).wrapping_sub(GOLDEN) }
    }

    /// A cycle that begins at a number, by so many turns for each.
    fn cycle(&self, low: u32, first: u32, each: f64) -> Scale {
        let step = turns(each);
        let offset = turns(self.offset).wrapping_sub(first.wrapping_mul(step));
        Scale::Cycle { low, step, offset }
    }

    /// Whether it has the article's colors.
    fn is_range(&self) -> bool {
        self.color_by == ColorBy::Count && self.colormap.is_grey()
    }
}

/// A part of a turn in integers, 2^32 a turn; whole turns do not count.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 <= part <= 1, and 1 is 0")]
fn turns(part: f64) -> u32 {
    ((part - part.floor()) * 2.0_f64.powi(32)).round() as u64 as u32
}

/// How many places of a palette pass within a pixel, as powers of two, by the number of the distance.
///
/// The change of a smooth count of degree 2 in a pixel is |z'| / (|z| ln |z| ln 2) = 2 / (distance ln 2).
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 <= level < 32")]
fn levels(places: f64) -> Vec<u8> {
    let passed = (2.0 / LN_2 * places).log2();
    let level = |number| (passed - (f64::from(number) - f64::from(ONE_PIXEL)) / f64::from(OCTAVE)).round();
    let levels = (1..=LARGEST).map(|number| level(number).clamp(0.0, 31.0) as u8);
    std::iter::once(0).chain(levels).collect()
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
