//! Pictures of fractals by any of their fields, computed, colored and averaged strip by strip.

use std::io::Write;
use std::mem::swap;
use std::ops::Range;

use crate::compute::zeroed;
use crate::fractal::field::listed;
use crate::fractal::fields::Survey;
use crate::fractal::plane::{BAND, Part, RUN, bands_for, check_streamed, share_out};
use crate::fractal::{Escape, Family, Field, Look, Place, Seen, Sight};
use crate::image::paint::{Paint, average};
use crate::image::{Format, Rgb, Rows, write_png};
use crate::{Context, Error, Result};

/// Pixels that are computed while those before are encoded.
const STRIP: usize = 1 << 17;

/// A picture that is to be computed.
#[derive(Clone, Copy, Debug)]
pub struct Painting<'a> {
    /// The formula.
    pub formula: &'a Family,
    /// The criterion of escape; fields other than counts have a larger bailout radius.
    pub escape: Escape,
    /// The samples, those of a pixel in a square.
    pub place: Place<'a>,
    /// What of them is colored, and how.
    pub look: &'a Look,
    /// Samples along a side of a pixel, whose light is averaged: 1, 2 or 4.
    pub antialias: usize,
}

impl Painting<'_> {
    /// The colored picture, row-major.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `antialias` unless it is 1, 2 or 4 and divides the sides of the place,
    /// `color_by` if the formula lacks the field that colors go by, or `shape` if there are too many samples;
    /// [`Error::Cancelled`], [`Error::OutOfMemory`].
    pub fn pixels(&self, context: Context<'_>) -> Result<Vec<Rgb>> {
        self.strip(0..self.shape()?.0, context)
    }

    /// Some rows of the colored picture.
    ///
    /// # Errors
    /// As [`pixels`](Self::pixels); [`Error::InvalidArgument`] naming `rows` unless they are some of the picture's.
    pub fn strip(&self, rows: Range<usize>, context: Context<'_>) -> Result<Vec<Rgb>> {
        let (height, width) = self.shape()?;
        self.place.pixels()?;
        if rows.is_empty() || rows.end > height {
            return Err(Error::invalid("rows", format!("some of 0..{height}"), format!("{rows:?}")));
        }
        let (fields, paint) = self.paint(context)?;
        let survey = Survey::new(self.formula, self.escape, self.place, &fields, context)?;
        let mut picture: Vec<Rgb> = zeroed(rows.len() * width, "the picture")?;
        let pixels = rows.len() * width;
        let context =
            if rows == (0..height) { survey.prepare(pixels, context) } else { context.rest(pixels, false) };
        context.install(|| self.rows(&survey, &paint, rows, &mut picture, context));
        context.check()?;
        Ok(picture)
    }

    /// Writes the picture as a PNG. Memory does not grow with its height: two strips of it are kept, one that is
    /// computed and one that is encoded meanwhile.
    ///
    /// # Errors
    /// As [`pixels`](Self::pixels), and [`Error::Encoding`].
    pub fn write_png<W: Write + Send>(&self, sink: W, context: Context<'_>) -> Result<()> {
        let (height, width) = self.shape()?;
        let (fields, paint) = self.paint(context)?;
        let survey = Survey::new(self.formula, self.escape, self.place, &fields, context)?;
        let least = bands_for(context.executor.threads(), self.place.width()) * BAND / self.antialias;
        let rows = (STRIP / width).max(least).min(height);
        let mut next: Vec<Rgb> = zeroed(rows * width, "a strip of the picture")?;
        let mut done: Vec<Rgb> = zeroed(rows * width, "a strip of the picture")?;
        let mut waiting = 0;
        let context = survey.prepare(height * width, context);
        let format = if paint.is_grey() { Format::Grey } else { Format::Rgb };
        let write = |picture: &mut Rows<'_, W>, pixels: &[Rgb]| {
            pixels.chunks(width).try_for_each(|row| {
                context.check()?;
                match format {
                    Format::Grey => picture.write(&row.iter().map(|color| color[0]).collect::<Vec<u8>>()),
                    _ => picture.write(row.as_flattened()),
                }
            })
        };
        write_png(sink, width, height, format, |picture| {
            for top in (0..height).step_by(rows) {
                let bottom = height.min(top + rows);
                let strip = &mut next[..(bottom - top) * width];
                let compute = || self.rows(&survey, &paint, top..bottom, strip, context);
                let (written, ()) =
                    context.install(|| rayon::join(|| write(picture, &done[..waiting]), compute));
                written?;
                context.check()?;
                waiting = (bottom - top) * width;
                swap(&mut next, &mut done);
            }
            write(picture, &done[..waiting])
        })
    }

    /// Height and width in pixels.
    fn shape(&self) -> Result<(usize, usize)> {
        let (height, width) = (self.place.height(), self.place.width());
        let by = self.antialias;
        if !matches!(by, 1 | 2 | 4) {
            return Err(Error::invalid("antialias", "1, 2 or 4", by));
        }
        if !height.is_multiple_of(by) || !width.is_multiple_of(by) {
            return Err(Error::invalid("antialias", format!("a divisor of {height} x {width} samples"), by));
        }
        check_streamed("shape", height / by, width / by)?;
        Ok((height / by, width / by))
    }

    fn paint(&self, context: Context<'_>) -> Result<(Vec<Field>, Paint)> {
        let (available, max_iter) = (self.formula.fields(), self.escape.max_iter());
        let field = self.look.fields(available)[0];
        if !available.contains(&field) {
            let expected = format!("what {} has: {}", self.formula.kind(), listed(available));
            return Err(Error::invalid("color_by", expected, listed(&[field])));
        }
        let seen = match self.look.seen() {
            Some(given) => given.clone(),
            None => self.seen(context)?,
        };
        Ok(self.look.paint(available, max_iter, self.formula.pace(), seen))
    }

    /// What colors have to know of the place.
    fn seen(&self, context: Context<'_>) -> Result<Seen> {
        if !self.look.follows() {
            return Ok(Seen::default());
        }
        Ok(Seen::of(&Sight::of(self.formula, self.escape, self.place, context)?))
    }

    /// Colors some rows of pixels.
    fn rows(
        &self,
        survey: &Survey<'_>,
        paint: &Paint,
        rows: Range<usize>,
        pixels: &mut [Rgb],
        context: Context<'_>,
    ) {
        let (by, across) = (self.antialias, self.place.width());
        let fields = survey.fields().len();
        let most = BAND * across.min(RUN);
        let memory = || (vec![vec![0; most]; fields], vec![[0; 3]; most]);
        let work =
            |(channels, samples): &mut (Vec<Vec<u32>>, Vec<Rgb>), part: &Part, out: &mut [&mut [Rgb]]| {
                let (width, part) = (part.columns.len(), part.finer(by));
                let samples = &mut samples[..part.samples()];
                let mut values: Vec<&mut [u32]> =
                    channels.iter_mut().map(|channel| &mut channel[..part.samples()]).collect();
                survey.part(&part, &mut values, context);
                if by == 1 {
                    paint.paint(&values, &mut *out[0]);
                } else {
                    paint.paint(&values, samples);
                    average(samples, width, by, &mut *out[0]);
                }
            };
        share_out((rows, across / by), (BAND / by, RUN / by), vec![pixels], context, memory, work);
    }
}
