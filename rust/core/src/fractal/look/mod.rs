//! What of a pixel is colored, and how.

mod color_by;
mod colormap;
mod shade;
mod stretch;

use std::f64::consts::LN_2;

use crate::fractal::look::shade::{fading, halves, lights};
use crate::fractal::look::stretch::{COARSEST, FRACTIONS, SMOOTH, Stretch, UNIT};
use crate::fractal::{Field, Sight};
use crate::image::Rgb;
use crate::image::paint::{Averages, Layer, ONE, Paint, Scale, shaded, turned};
use crate::{Error, Result};

pub use color_by::{ColorBy, Interior};
pub use colormap::Colormap;
pub use stretch::Seen;

/// Smallest and largest density of colors.
pub const DENSITIES: (f64, f64) = (1.0 / 64.0, 64.0);

/// The number of the smooth count that has the first color.
const FIRST: u32 = 16 * 256;
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
/// Light of the interior's colors.
const DIM: u16 = ONE / 2;
/// A very dark blue.
const GROUND: Rgb = [7, 6, 14];

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

    /// Follow this sight instead of that of the picture: several pictures then have the same colors.
    #[must_use]
    pub fn among(self, sight: &Sight) -> Self {
        Self { seen: Some(Seen::of(sight)), ..self }
    }

    /// Whether it goes by what a picture shows.
    #[must_use]
    pub fn follows(&self) -> bool {
        self.color_by == ColorBy::Histogram || self.is_stretched()
    }

    /// What colors follow, unless a view has to find its own.
    #[must_use]
    pub const fn seen(&self) -> Option<&Seen> {
        self.seen.as_ref()
    }

    /// Whether it goes by how far the smooth counts spread in a view.
    fn is_stretched(&self) -> bool {
        matches!(self.color_by, ColorBy::Smooth | ColorBy::FinalAngle)
    }

    /// The fields that it goes by, and its tables for the numbers of these in this order: of orbits of at most `max_iter`
    /// steps of a formula of this [pace](crate::fractal::Formula::pace), in a view that shows what was `seen`. Of what is
    /// not `available` only the first is used.
    #[must_use]
    pub fn paint(&self, available: &[Field], max_iter: u32, pace: f64, seen: Seen) -> (Vec<Field>, Paint) {
        let wheel = self.colormap.wheel();
        let stretch = Stretch::of(pace, seen.spread);
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
            shades.push(halves());
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

    fn interior_layer(&self) -> Option<(Field, Layer)> {
        let dark = self.colormap.dark();
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
