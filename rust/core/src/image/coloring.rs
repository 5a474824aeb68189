//! Which color an escape count gets.

use crate::{Error, Result};

/// Red, green, blue.
pub type Rgb = [u8; 3];

/// Most colors of a palette.
pub const MAX_COLORS: usize = 1 << 16;

/// Counts whose places in the palette are looked up; those of larger ones are computed.
const TABLE: u32 = 1 << 12;

/// How counts are laid over the palette.
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

/// A palette and how counts are laid over it.
#[derive(Clone, Debug)]
pub struct Coloring {
    palette: Vec<Rgb>,
    scale: Scale,
    max_iter: u32,
    /// The places in the palette of the first counts.
    table: Vec<u16>,
}

impl Coloring {
    /// Colors for counts of at most `max_iter`.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `palette` unless it has 2 to [`MAX_COLORS`] colors; naming `min_iter`
    /// unless it is less than `max_iter`.
    pub fn new(palette: Vec<Rgb>, scale: Scale, max_iter: u32) -> Result<Self> {
        if !(2..=MAX_COLORS).contains(&palette.len()) {
            return Err(Error::invalid("palette", format!("2 to {MAX_COLORS} colors"), palette.len()));
        }
        if let Scale::Range { min_iter } = scale
            && min_iter >= max_iter
        {
            return Err(Error::invalid("min_iter", format!("less than max_iter = {max_iter}"), min_iter));
        }
        let mut coloring = Self { palette, scale, max_iter, table: Vec::new() };
        #[allow(clippy::cast_possible_truncation, reason = "there are at most 2^16 colors")]
        let table = (0..=max_iter.min(TABLE)).map(|count| coloring.place(count) as u16).collect();
        coloring.table = table;
        Ok(coloring)
    }

    /// The colors.
    #[must_use]
    pub fn palette(&self) -> &[Rgb] {
        &self.palette
    }

    /// Whether the palette is the grey ramp 0, 1, ..., 255, so that an index is a luminance.
    #[must_use]
    pub fn is_grey(&self) -> bool {
        self.palette.len() == 256
            && self.palette.iter().zip(0..=u8::MAX).all(|(color, grey)| *color == [grey; 3])
    }

    /// The place in the palette of a count.
    #[inline]
    #[must_use]
    pub fn index(&self, count: u32) -> usize {
        match self.table.get(count as usize) {
            Some(&place) => usize::from(place),
            None => self.place(count),
        }
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 <= share <= 1")]
    fn place(&self, count: u32) -> usize {
        let last = self.palette.len() - 1;
        match self.scale {
            Scale::Range { min_iter } => {
                let span = f64::from(self.max_iter - min_iter);
                let share = f64::from(count.clamp(min_iter, self.max_iter) - min_iter) / span;
                (share * last as f64) as usize
            }
            Scale::Cycle if count >= self.max_iter => last,
            Scale::Cycle => count as usize % last,
        }
    }

    /// Bytes that a pixel takes in a file: 1 for a place in the palette, 3 for a color where a byte is too small.
    #[must_use]
    pub fn samples(&self) -> usize {
        if self.palette.len() <= 256 { 1 } else { 3 }
    }

    /// Writes the pixels of some counts, [`samples`](Self::samples) bytes each.
    pub fn paint(&self, counts: &[u32], samples: &mut [u8]) {
        if self.samples() == 3 {
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
            *pixel = self.palette[self.index(count)];
        }
    }

    /// The largest count whose color is that of 0.
    pub(crate) fn min_iter(&self) -> u32 {
        match self.scale {
            Scale::Range { min_iter } => min_iter,
            Scale::Cycle => 0,
        }
    }
}
