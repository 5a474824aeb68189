//! Parts of pictures, made smaller or a little larger, and laid on one another: as amounts of light, by area.

use std::ops::Range;

use rayon::prelude::*;

use crate::compute::zeroed;
use crate::image::{Rgb, srgb::TABLES};
use crate::{Context, Error, Result};

/// Rows that a thread makes at a time, of source rows that it looks up once.
const BAND: usize = 16;
/// Bits of a weight, and of an opacity.
const WEIGHT: u32 = 15;
const WHOLE: u32 = 1 << WEIGHT;
/// Most pixels of a source along a side of a pixel, and of a pixel along a side of one of the source.
const MOST: f64 = 64.0;
/// The share of a side over which the edges of upper layers fade.
const FADE: f64 = 1.0 / 32.0;

/// A picture, and where in it the window is that all layers fill.
#[derive(Clone, Copy, Debug)]
pub struct Layer<'a> {
    /// Row-major.
    pub pixels: &'a [Rgb],
    /// Height and width.
    pub shape: (usize, usize),
    /// Left edge, top edge, width and height of the window, in pixels of the picture from its upper left corner.
    pub window: [f64; 4],
}

/// The window of some layers in `(height, width)` pixels, row-major.
///
/// A pixel is the mean light of what of a layer falls within it, or within a square as large as one pixel of the layer
/// if that is larger. The first layer is at the bottom; beyond its edges the pixels there go on. Those above are opaque
/// but at their edges, over which they fade.
///
/// # Errors
/// [`Error::InvalidArgument`] naming `shape` if there are no pixels, or `layers` if there are none, one has not as many
/// pixels as it says or a window whose pixels are more than 64 times as large or as small as those of the layer;
/// [`Error::Cancelled`], [`Error::OutOfMemory`].
pub fn warp(layers: &[Layer<'_>], shape: (usize, usize), context: Context<'_>) -> Result<Vec<Rgb>> {
    let (height, width) = shape;
    if height == 0 || width == 0 {
        return Err(Error::invalid("shape", "at least 1 x 1", format!("{height} x {width}")));
    }
    let sheets: Result<Vec<_>> =
        layers.iter().enumerate().map(|(number, layer)| Sheet::new(layer, shape, number > 0)).collect();
    let sheets = sheets?;
    let Some((bottom, above)) = sheets.split_first() else {
        return Err(Error::invalid("layers", "one or more", "none"));
    };
    let pixels =
        height.checked_mul(width).ok_or(Error::OutOfMemory { what: "the picture", bytes: usize::MAX })?;
    let mut picture: Vec<Rgb> = zeroed(pixels, "the picture")?;
    context.install(|| {
        picture.par_chunks_mut(BAND * width).enumerate().for_each_init(
            Memory::default,
            |memory, (index, out)| {
                if context.check().is_ok() {
                    let rows = index * BAND..index * BAND + out.len() / width;
                    paint(bottom, above, rows, out, memory);
                }
            },
        );
    });
    context.check()?;
    Ok(picture)
}

/// What a thread uses again.
#[derive(Default)]
struct Memory {
    /// Light of a band's rows of the source.
    source: Vec<u16>,
    /// That of a row's columns of the source.
    columns: Vec<u16>,
    /// That of a band.
    band: Vec<[u16; 3]>,
}

/// Colors a band of rows.
fn paint(bottom: &Sheet<'_>, above: &[Sheet<'_>], rows: Range<usize>, out: &mut [Rgb], memory: &mut Memory) {
    let width = bottom.across.targets.len();
    let mut band = std::mem::take(&mut memory.band);
    band.clear();
    band.resize(out.len(), [0; 3]);
    // What the topmost layer hides is not drawn below it.
    let hidden = above.last().map_or((0..0, 0..0), |sheet| (sheet.down.opaque(), sheet.across.opaque()));
    let topmost = above.len();
    for (number, sheet) in std::iter::once(bottom).chain(above).enumerate() {
        let is_hidden = number < topmost && contains(&hidden.0, &rows);
        let parts = if is_hidden { [0..hidden.1.start, hidden.1.end..width] } else { [0..width, 0..0] };
        for columns in parts {
            let columns = columns.start.max(sheet.across.seen.start)..columns.end.min(sheet.across.seen.end);
            let rows_seen = rows.start.max(sheet.down.seen.start)..rows.end.min(sheet.down.seen.end);
            if !columns.is_empty() && !rows_seen.is_empty() {
                sheet.draw(rows_seen, columns, (rows.start, width), &mut band, memory);
            }
        }
    }
    for (pixel, light) in out.iter_mut().zip(&band) {
        *pixel = light.map(|light| TABLES.byte(u32::from(light)));
    }
    memory.band = band;
}

fn contains(whole: &Range<usize>, part: &Range<usize>) -> bool {
    whole.start <= part.start && part.end <= whole.end
}

/// A layer, and how the pixels of the window are made of its own.
struct Sheet<'a> {
    pixels: &'a [Rgb],
    width: usize,
    across: Axis,
    down: Axis,
}

impl<'a> Sheet<'a> {
    fn new(layer: &Layer<'a>, (height, width): (usize, usize), fades: bool) -> Result<Self> {
        let (rows, columns) = layer.shape;
        if layer.pixels.is_empty() || rows.checked_mul(columns) != Some(layer.pixels.len()) {
            let got = format!("{} of {rows} x {columns}", layer.pixels.len());
            return Err(Error::invalid("layers", "pictures of as many pixels as they say", got));
        }
        let [left, top, across, down] = layer.window;
        let fits = |start: f64, length: f64, source: usize, pixels: usize| {
            let scale = length / pixels as f64;
            start.abs() <= MOST * source as f64 && (1.0 / MOST..=MOST).contains(&scale)
        };
        if !fits(left, across, columns, width) || !fits(top, down, rows, height) {
            let expected = format!("windows whose pixels are at most {MOST} times as large or small");
            return Err(Error::invalid(
                "layers",
                expected,
                format!("{:?} of {rows} x {columns}", layer.window),
            ));
        }
        Ok(Self {
            pixels: layer.pixels,
            width: columns,
            across: Axis::new(left, across, columns, width, fades),
            down: Axis::new(top, down, rows, height, fades),
        })
    }

    /// Lays some rows and columns of the window upon a band that begins with the row `first`.
    #[allow(clippy::cast_possible_truncation, reason = "a mean of light is at most the largest")]
    fn draw(
        &self,
        rows: Range<usize>,
        columns: Range<usize>,
        (first, width): (usize, usize),
        band: &mut [[u16; 3]],
        memory: &mut Memory,
    ) {
        let (across, down) = (self.across.sources(&columns), self.down.sources(&rows));
        let pitch = 3 * across.len();
        memory.source.clear();
        for row in down.clone() {
            let pixels = &self.pixels[row * self.width..][across.clone()];
            memory.source.extend(pixels.as_flattened().iter().map(|&byte| TABLES.light(byte) as u16));
        }
        for row in rows {
            let target = &self.down.targets[row];
            memory.columns.resize(pitch, 0);
            let above = &memory.source[(target.first - down.start) * pitch..];
            blend(above, self.down.weights(row), &mut memory.columns);
            let out = &mut band[(row - first) * width..][columns.clone()];
            for (column, pixel) in columns.clone().zip(out) {
                let opacity = self.across.targets[column].opacity.min(target.opacity);
                let source = &memory.columns[3 * (self.across.targets[column].first - across.start)..];
                let mut sums = [WHOLE / 2; 3];
                for (light, &weight) in source.as_chunks::<3>().0.iter().zip(self.across.weights(column)) {
                    sums.iter_mut().zip(light).for_each(|(sum, &light)| *sum += u32::from(light) * weight);
                }
                let above = sums.map(|sum| sum >> WEIGHT);
                *pixel = if opacity == WHOLE {
                    above.map(|light| light as u16)
                } else {
                    let mut below = *pixel;
                    below.iter_mut().zip(above).for_each(|(below, above)| {
                        let mixed = above * opacity + u32::from(*below) * (WHOLE - opacity);
                        *below = ((mixed + WHOLE / 2) >> WEIGHT) as u16;
                    });
                    below
                };
            }
        }
    }
}

/// Adds up rows by their weights.
#[allow(clippy::cast_possible_truncation, reason = "a mean of light is at most the largest")]
fn blend(rows: &[u16], weights: &[u32], out: &mut [u16]) {
    let pitch = out.len();
    match weights {
        [only] if *only == WHOLE => out.copy_from_slice(&rows[..pitch]),
        [one, other] => {
            let rest = rows[pitch..].iter();
            for ((out, &upper), &lower) in out.iter_mut().zip(rows).zip(rest) {
                *out = ((u32::from(upper) * one + u32::from(lower) * other + WHOLE / 2) >> WEIGHT) as u16;
            }
        }
        [one, two, three] => {
            let (second, third) = (rows[pitch..].iter(), rows[2 * pitch..].iter());
            for (((out, &upper), &middle), &lower) in out.iter_mut().zip(rows).zip(second).zip(third) {
                let sum = u32::from(upper) * one + u32::from(middle) * two + u32::from(lower) * three;
                *out = ((sum + WHOLE / 2) >> WEIGHT) as u16;
            }
        }
        _ => {
            for (place, out) in out.iter_mut().enumerate() {
                let lights = rows[place..].iter().step_by(pitch);
                let sum: u32 = lights.zip(weights).map(|(&light, weight)| u32::from(light) * weight).sum();
                *out = ((sum + WHOLE / 2) >> WEIGHT) as u16;
            }
        }
    }
}

/// How the columns, or rows, of the window are made of those of a layer.
struct Axis {
    targets: Vec<Target>,
    weights: Vec<u32>,
    /// The columns of the window where the layer is.
    seen: Range<usize>,
}

/// A column of the window.
struct Target {
    /// The first column of the layer that falls on it.
    first: usize,
    /// Where its weights are.
    weights: Range<usize>,
    /// The opacity of a layer above others, of [`WHOLE`].
    opacity: u32,
}

impl Axis {
    /// Those of `pixels` columns that are `length` columns of a layer's `source` together.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to the layer's columns"
    )]
    fn new(start: f64, length: f64, source: usize, pixels: usize, fades: bool) -> Self {
        let (scale, end) = (length / pixels as f64, source as f64);
        let half = scale.max(1.0) / 2.0;
        let fade = (FADE * length).max(scale);
        let mut weights = Vec::with_capacity(pixels * (2.0 * half + 2.0) as usize);
        let middle = |column: usize| start + scale * (column as f64 + 0.5);
        let targets: Vec<Target> = (0..pixels)
            .map(|column| {
                let middle = middle(column);
                let (low, high) = ((middle - half).clamp(0.0, end), (middle + half).clamp(0.0, end));
                let begin = weights.len();
                let first = (low as usize).min(source - 1);
                let last = (high.ceil() as usize).clamp(first + 1, source);
                // Rounded as a sum, they make a whole.
                let passed = |column: usize| {
                    let part = (column as f64 - (middle - half)) / (2.0 * half);
                    (f64::from(WHOLE) * part.clamp(0.0, 1.0)).round() as u32
                };
                let mut before = 0;
                for column in first + 1..=last {
                    let after = if column == last { WHOLE } else { passed(column) };
                    weights.push(after - before);
                    before = after;
                }
                let inside = (middle.min(end - middle) / fade).clamp(0.0, 1.0);
                let opacity = if fades { (f64::from(WHOLE) * inside).round() as u32 } else { WHOLE };
                Target { first, weights: begin..weights.len(), opacity }
            })
            .collect();
        let seen = span(&targets, |opacity| opacity > 0);
        Self { targets, weights, seen }
    }

    fn weights(&self, column: usize) -> &[u32] {
        &self.weights[self.targets[column].weights.clone()]
    }

    /// The columns of the window where the layer hides what is below.
    fn opaque(&self) -> Range<usize> {
        span(&self.targets, |opacity| opacity == WHOLE)
    }

    /// The columns of the layer that some columns of the window are made of.
    fn sources(&self, columns: &Range<usize>) -> Range<usize> {
        let (first, last) = (&self.targets[columns.start], &self.targets[columns.end - 1]);
        first.first..last.first + last.weights.len()
    }
}

/// From the first to the last of the columns of such an opacity.
fn span(targets: &[Target], is_such: impl Fn(u32) -> bool) -> Range<usize> {
    let first = targets.iter().position(|target| is_such(target.opacity));
    let last = targets.iter().rposition(|target| is_such(target.opacity));
    first.zip(last).map_or(0..0, |(first, last)| first..last + 1)
}
