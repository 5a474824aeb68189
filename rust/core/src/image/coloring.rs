//! The coloring of escape counts.

use crate::image::Format;
use crate::{Error, Result};

/// Red, green, blue.
pub type Rgb = [u8; 3];

/// Most colors of a palette.
pub const MAX_COLORS: usize = 1 << 16;

/// Counts whose places in the palette are looked up; those of larger ones are computed.
const TABLE: u32 = 1 << 12;

/// The scale by which counts find their place in the palette.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Once from `min_iter` to `max_iter`: (clamped count - `min_iter`) / (`max_iter` - `min_iter`) of the way from
    /// the first color to the last, truncated. With a grey ramp these are the article's pixels.
    Range {
        /// Counts up to this one get the first color.
        min_iter: u32,
    },
    /// One color a count, over and over; the last color is kept for points that never escape. The color of a
    /// count then does not depend on `max_iter`.
    Cycle,
}

/// A palette, and the scale by which counts find their color in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coloring {
    palette: Vec<Rgb>,
    scale: Scale,
}

impl Coloring {
    /// These colors, on this scale.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `palette` unless it has 2 to [`MAX_COLORS`] colors.
    pub fn new(palette: Vec<Rgb>, scale: Scale) -> Result<Self> {
        if !(2..=MAX_COLORS).contains(&palette.len()) {
            return Err(Error::invalid("palette", format!("2 to {MAX_COLORS} colors"), palette.len()));
        }
        Ok(Self { palette, scale })
    }

    /// The colors.
    #[must_use]
    pub fn palette(&self) -> &[Rgb] {
        &self.palette
    }

    /// The scale by which counts find their color.
    #[must_use]
    pub const fn scale(&self) -> Scale {
        self.scale
    }

    /// The format of a file's pixels: greyscale or indexed where 256 colors do, RGB otherwise.
    #[must_use]
    pub fn format(&self) -> Format<'_> {
        let greys = self.palette.iter().zip(0..=u8::MAX);
        match self.palette.len() {
            256 if greys.into_iter().all(|(color, grey)| *color == [grey; 3]) => Format::Grey,
            ..=256 => Format::Indexed(&self.palette),
            _ => Format::Rgb,
        }
    }

    /// The colors of counts of at most `max_iter`.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `min_iter` unless it is less than `max_iter`.
    pub fn table(&self, max_iter: u32) -> Result<ColorTable<'_>> {
        if let Scale::Range { min_iter } = self.scale
            && min_iter >= max_iter
        {
            return Err(Error::invalid("min_iter", format!("less than max_iter = {max_iter}"), min_iter));
        }
        let mut table = ColorTable { coloring: self, max_iter, places: Vec::new() };
        #[allow(clippy::cast_possible_truncation, reason = "there are at most 2^16 colors")]
        let places = (0..=max_iter.min(TABLE)).map(|count| table.place(count) as u16).collect();
        table.places = places;
        Ok(table)
    }
}

/// The colors of all counts of a picture.
#[derive(Clone, Debug)]
pub struct ColorTable<'a> {
    coloring: &'a Coloring,
    max_iter: u32,
    /// The places in the palette of the first counts.
    places: Vec<u16>,
}

impl ColorTable<'_> {
    /// The place in the palette of a count.
    #[inline]
    #[must_use]
    pub fn index(&self, count: u32) -> usize {
        match self.places.get(count as usize) {
            Some(&place) => usize::from(place),
            None => self.place(count),
        }
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 <= share <= 1")]
    fn place(&self, count: u32) -> usize {
        let last = self.coloring.palette.len() - 1;
        match self.coloring.scale {
            Scale::Range { min_iter } => {
                let span = f64::from(self.max_iter - min_iter);
                let share = f64::from(count.clamp(min_iter, self.max_iter) - min_iter) / span;
                (share * last as f64) as usize
            }
            Scale::Cycle if count >= self.max_iter => last,
            Scale::Cycle => count as usize % last,
        }
    }

    /// The format of a file's pixels.
    #[must_use]
    pub fn format(&self) -> Format<'_> {
        self.coloring.format()
    }

    /// Writes the pixels of some counts, [`samples`](Format::samples) bytes each.
    pub fn paint(&self, counts: &[u32], samples: &mut [u8]) {
        if self.coloring.palette.len() > 256 {
            return self.paint_rgb(counts, samples);
        }
        for (sample, &count) in samples.iter_mut().zip(counts) {
            #[allow(clippy::cast_possible_truncation, reason = "there are at most 256 colors")]
            let index = self.index(count) as u8;
            *sample = index;
        }
    }

    /// Writes the colors of some counts, 3 bytes each.
    pub fn paint_rgb(&self, counts: &[u32], samples: &mut [u8]) {
        for (pixel, &count) in samples.as_chunks_mut().0.iter_mut().zip(counts) {
            *pixel = self.coloring.palette[self.index(count)];
        }
    }

    /// The largest count whose color is that of 0.
    pub(crate) fn min_iter(&self) -> u32 {
        match self.coloring.scale {
            Scale::Range { min_iter } => min_iter,
            Scale::Cycle => 0,
        }
    }
}
