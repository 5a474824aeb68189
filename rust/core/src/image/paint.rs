//! Colors of pixels that yield several numbers, by tables of integers: the page has the same (`draw/recolor.js`), to the
//! bit.

use crate::image::{Rgb, srgb::TABLES};

/// The factor of light that leaves it as it is; factors are at most twice as large.
pub const ONE: u16 = 1 << 14;

/// How a number finds its place in a palette.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Once: (clamped number - low) / (high - low) of the way from the first color to the last, truncated.
    Range {
        /// The number that has the first color.
        low: u32,
        /// The number that has the last color.
        high: u32,
    },
    /// Over and over, by the upper bits of number * step + offset modulo 2^32.
    Cycle {
        /// Smaller numbers count as this one.
        low: u32,
        /// Larger numbers count as this one.
        high: u32,
        /// The way to the next number's place, 2^32 a turn.
        step: u32,
        /// The place of 0.
        offset: u32,
    },
    /// Over and over, by the number of thresholds that are reached instead.
    Rank {
        /// Ascending.
        thresholds: Vec<u32>,
        /// The way to the next rank's place, 2^32 a turn.
        step: u32,
        /// The place of rank 0.
        offset: u32,
    },
}

impl Scale {
    /// The place of a number among so many; `further` moves those of cycles on.
    #[inline]
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 <= share <= 1")]
    fn place(&self, number: u32, further: u32, places: usize) -> usize {
        let upper = |phase: u32| ((u64::from(phase) * places as u64) >> 32) as usize;
        match self {
            Self::Range { low, high } => {
                let share = f64::from(number.clamp(*low, *high) - low) / f64::from(high - low);
                (share * (places - 1) as f64) as usize
            }
            Self::Cycle { low, high, step, offset } => {
                let turned = number.clamp(*low, *high).wrapping_mul(*step);
                upper(turned.wrapping_add(*offset).wrapping_add(further))
            }
            Self::Rank { thresholds, step, offset } => {
                let rank = thresholds.partition_point(|threshold| *threshold <= number) as u32;
                upper(rank.wrapping_mul(*step).wrapping_add(*offset))
            }
        }
    }
}

/// The colors of a channel's numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layer {
    /// At least one color.
    pub palette: Vec<Rgb>,
    /// How numbers find theirs.
    pub scale: Scale,
}

impl Layer {
    #[inline]
    fn color(&self, number: u32) -> Rgb {
        self.palette[self.scale.place(number, 0, self.palette.len())]
    }
}

/// Means of a palette's colors, for where they change so fast that many of them fall on one pixel: what a pixel would
/// show if it were sampled without end, at the price of one sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Averages {
    /// By a channel's number, the last for all larger ones: the mean is over 2^level places of the palette.
    levels: Vec<u8>,
    /// Those of each level.
    palettes: Vec<Vec<Rgb>>,
}

impl Averages {
    /// Those of a palette that goes round, by so many levels: larger ones mean all of it.
    #[must_use]
    pub fn new(palette: &[Rgb], mut levels: Vec<u8>) -> Self {
        let top = palette.len().next_power_of_two().trailing_zeros();
        let palettes = (0..=top).map(|level| means(palette, 1 << level)).collect();
        let top = u8::try_from(top).unwrap_or(u8::MAX);
        for level in &mut levels {
            *level = top.min(*level);
        }
        Self { levels, palettes }
    }
}

/// The mean light around each place of a palette that goes round, over so many places.
#[allow(clippy::cast_possible_truncation, reason = "a palette has at most 2^16 colors, there and back 2^17")]
fn means(palette: &[Rgb], size: usize) -> Vec<Rgb> {
    if size == 1 {
        return palette.to_vec();
    }
    let places = palette.len();
    let width = size.min(places);
    let (before, after) = (width / 2, width - width / 2);
    let light = |place: usize| palette[place % places].map(|byte| TABLES.light(byte));
    let mut sums = [0_u64; 3];
    for place in places - before..places + after {
        sums.iter_mut().zip(light(place)).for_each(|(sum, light)| *sum += u64::from(light));
    }
    let (width, half) = (width as u64, width as u64 / 2);
    (0..places)
        .map(|place| {
            let color = sums.map(|sum| TABLES.byte(((sum + half) / width) as u32));
            for (sum, (entering, leaving)) in
                sums.iter_mut().zip(light(place + after).into_iter().zip(light(places + place - before)))
            {
                *sum = *sum + u64::from(entering) - u64::from(leaving);
            }
            color
        })
        .collect()
}

/// Colors with more or less light.
#[must_use]
pub fn shaded(color: Rgb, factor: u16) -> Rgb {
    color.map(|byte| TABLES.byte(TABLES.light(byte) * u32::from(factor) / u32::from(ONE)))
}

/// How the numbers of a pixel make its color: that of the first channel times the shades; where its number is 0, that
/// of the interior; where that is 0, too, the ground.
///
/// The channels are in this order: the layer's, that of its fractions if they count, that of the averages if there are
/// any, one for each of the shades, the interior's if there is one.
#[derive(Clone, Debug, PartialEq)]
pub struct Paint {
    /// The colors of the first channel.
    pub layer: Layer,
    /// The way to the place of the next fraction of a number, 2^32 a turn; None if they do not count.
    pub fine: Option<f64>,
    /// Its colors where they change fast.
    pub averages: Option<Averages>,
    /// Factors of light by numbers, in parts of [`ONE`], the last for all larger ones.
    pub shades: Vec<Vec<u16>>,
    /// The colors of the interior.
    pub interior: Option<Layer>,
    /// The color where nothing has a number.
    pub ground: Rgb,
}

impl Paint {
    /// Whether all colors are greys.
    #[must_use]
    pub fn is_grey(&self) -> bool {
        let colors = self.interior.iter().chain([&self.layer]).flat_map(|layer| &layer.palette);
        colors.chain([&self.ground]).all(|[red, green, blue]| red == green && green == blue)
    }

    /// Writes the colors of some pixels.
    ///
    /// # Panics
    /// If there are fewer channels than it has parts, or fewer numbers than pixels.
    pub fn paint(&self, channels: &[impl AsRef<[u32]>], pixels: &mut [Rgb]) {
        let (length, mut place) = (pixels.len(), 0);
        let mut next = || {
            place += 1;
            &channels[place - 1].as_ref()[..length]
        };
        let values = next();
        let fractions = self.fine.map(|step| (step, next()));
        let Layer { palette, scale } = &self.layer;
        let place = |index: usize| {
            let further = fractions.map_or(0, |(step, fractions)| turned(fractions[index], step));
            scale.place(values[index], further, palette.len())
        };
        match &self.averages {
            None => pixels.iter_mut().enumerate().for_each(|(index, pixel)| *pixel = palette[place(index)]),
            Some(Averages { levels, palettes }) => {
                let last = levels.len() - 1;
                for ((index, pixel), &number) in pixels.iter_mut().enumerate().zip(next()) {
                    let level = levels[last.min(number as usize)];
                    *pixel = palettes[usize::from(level)][place(index)];
                }
            }
        }
        for factors in &self.shades {
            let last = factors.len() - 1;
            for (pixel, &number) in pixels.iter_mut().zip(next()) {
                let factor = factors[last.min(number as usize)];
                if factor != ONE {
                    *pixel = shaded(*pixel, factor);
                }
            }
        }
        let interior = self.interior.as_ref().map(|layer| (layer, next()));
        for (place, pixel) in pixels.iter_mut().enumerate().filter(|(place, _)| values[*place] == 0) {
            *pixel = match interior {
                Some((layer, numbers)) if numbers[place] > 0 => layer.color(numbers[place]),
                _ => self.ground,
            };
        }
    }
}

/// How far a fraction, from 1 on, turns a palette, 2^32 a turn.
#[inline]
#[must_use]
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole turns do not count")]
pub fn turned(fraction: u32, step: f64) -> u32 {
    (f64::from(fraction.saturating_sub(1)) * step) as u64 as u32
}

/// Makes rows of `width` pixels of `by` times as many rows and columns of them, averaged as amounts of light.
#[allow(clippy::cast_possible_truncation, reason = "a few samples a pixel")]
pub fn average(pixels: &[Rgb], width: usize, by: usize, out: &mut [Rgb]) {
    let count = (by * by) as u32;
    for (rows, out) in pixels.chunks_exact(by * by * width).zip(out.chunks_exact_mut(width)) {
        for (column, pixel) in out.iter_mut().enumerate() {
            let mut sums = [count / 2; 3];
            for row in rows.chunks_exact(by * width) {
                for color in &row[column * by..][..by] {
                    sums.iter_mut().zip(color).for_each(|(sum, &byte)| *sum += TABLES.light(byte));
                }
            }
            *pixel = sums.map(|sum| TABLES.byte(sum / count));
        }
    }
}
