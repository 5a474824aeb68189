//! A picture that is drawn piece by piece: areas, lines, dots, text, other pictures.

use std::io::Cursor;
use std::ops::Range;

use ab_glyph_rasterizer::{Rasterizer, point};

use super::canvas::{MAX_PIXELS, Rgba};
use super::mark::Mark;
use super::outline::{Frame, Place, stroke};
use super::text::{outlines, text_width};
use crate::compute::zeroed;
use crate::{Cancellation, Error, Result};

/// Most pixels that are filled between two looks at a cancellation, in rows of their own.
const BAND: usize = 1 << 20;

/// Where a line of text lies beside its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// It begins there.
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

/// A picture that grows by what is drawn upon it; edges are soft. Places are in pixels from its top left corner.
#[derive(Clone, Debug)]
pub struct Figure {
    width: usize,
    height: usize,
    pixels: Vec<Rgba>,
}

impl Figure {
    /// A picture of `(height, width)` pixels of one color.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] unless there are 1 to 2^24 pixels; [`Error::OutOfMemory`].
    pub fn new((height, width): (usize, usize), ground: Rgba) -> Result<Self> {
        let count = height.saturating_mul(width);
        if !(1..=MAX_PIXELS).contains(&count) {
            let expected = format!("of 1 to {MAX_PIXELS} pixels");
            return Err(Error::invalid("shape", expected, format!("{height} x {width}")));
        }
        let mut pixels = zeroed(count, "the picture")?;
        pixels.fill(ground);
        Ok(Self { width, height, pixels })
    }

    /// Height and width.
    #[must_use]
    pub const fn shape(&self) -> (usize, usize) {
        (self.height, self.width)
    }

    /// All pixels, row by row.
    #[must_use]
    pub fn pixels(&self) -> &[Rgba] {
        &self.pixels
    }

    /// All of it.
    #[must_use]
    pub fn frame(&self) -> Frame {
        Frame { left: 0.0, right: self.width as f64, top: 0.0, bottom: self.height as f64 }
    }

    /// Fills what closed outlines hold.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] on a place that is not finite; [`Error::Cancelled`].
    pub fn fill(
        &mut self,
        outlines: &[Vec<Place>],
        color: Rgba,
        frame: Frame,
        cancellation: &Cancellation,
    ) -> Result<()> {
        check("outline", outlines.iter().flatten())?;
        self.paint(outlines, color, frame, cancellation)
    }

    /// Draws a line through places, `width` pixels wide.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] on a place or a width that is not finite; [`Error::Cancelled`].
    pub fn line(
        &mut self,
        places: &[Place],
        width: f64,
        closed: bool,
        color: Rgba,
        frame: Frame,
        cancellation: &Cancellation,
    ) -> Result<()> {
        check("line", places.iter().chain(&[[width; 2]]))?;
        self.paint(&stroke(places, width, closed), color, frame, cancellation)
    }

    /// Draws a mark at each place, each in its color and as large as a disc of `radius`; one mark is that of all places.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] on a place or a radius that is not finite, or if there are not as many colors
    /// or marks;
    /// [`Error::Cancelled`].
    pub fn dots(
        &mut self,
        places: &[Place],
        colors: &[Rgba],
        radius: f64,
        marks: &[Mark],
        frame: Frame,
        cancellation: &Cancellation,
    ) -> Result<()> {
        check("dots", places.iter().chain(&[[radius; 2]]))?;
        if colors.len() != places.len() {
            return Err(Error::invalid("colors", format!("{} colors", places.len()), colors.len()));
        }
        if marks.len() != 1 && marks.len() != places.len() {
            return Err(Error::invalid("marks", format!("{} marks", places.len()), marks.len()));
        }
        let frame = frame.within(self.frame());
        for ((&[x, y], &color), mark) in places.iter().zip(colors).zip(marks.iter().cycle()) {
            cancellation.check()?;
            let reach = mark.reach(radius);
            let around = Frame { left: x - reach, right: x + reach, top: y - reach, bottom: y + reach };
            let (columns, rows) = around.within(frame).pixels();
            for row in rows {
                for column in columns.clone() {
                    let depth = mark.depth(column as f64 + 0.5 - x, row as f64 + 0.5 - y, radius);
                    self.blend(row, column, color, (depth + 0.5).clamp(0.0, 1.0));
                }
            }
        }
        Ok(())
    }

    /// Writes a line of text on the baseline at a place; `size` is the height of its em square.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] on a place or a size that is not finite.
    pub fn text(&mut self, text: &str, at: Place, size: f64, align: Align, color: Rgba) -> Result<()> {
        check("text", &[at, [size; 2]])?;
        let before = match align {
            Align::Start => 0.0,
            Align::Middle => text_width(text, size) / 2.0,
            Align::End => text_width(text, size),
        };
        let outlines = outlines(text, [at[0] - before, at[1]], size);
        self.paint(&outlines, color, self.frame(), &Cancellation::new())
    }

    /// Lays a picture over this one, a PNG file of RGB or RGBA pixels, with its top left pixel at a row and a column.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] if it is not one; [`Error::Cancelled`].
    pub fn lay(
        &mut self,
        png: &[u8],
        (top, left): (usize, usize),
        cancellation: &Cancellation,
    ) -> Result<()> {
        let refused =
            |reason: &dyn std::fmt::Display| Error::invalid("png", "a PNG of RGB or RGBA pixels", reason);
        let mut decoder = png::Decoder::new(Cursor::new(png));
        decoder.set_transformations(png::Transformations::ALPHA);
        let mut reader = decoder.read_info().map_err(|error| refused(&error))?;
        let (color, depth) = reader.output_color_type();
        if (color, depth) != (png::ColorType::Rgba, png::BitDepth::Eight) {
            return Err(refused(&format!("{color:?}")));
        }
        for row in top.. {
            cancellation.check()?;
            let Some(line) = reader.next_row().map_err(|error| refused(&error))? else { break };
            for (column, &color) in line.data().as_chunks().0.iter().enumerate() {
                if row < self.height && left + column < self.width {
                    self.blend(row, left + column, color, 1.0);
                }
            }
        }
        Ok(())
    }

    /// Fills outlines whose places are finite, band by band.
    fn paint(
        &mut self,
        outlines: &[Vec<Place>],
        color: Rgba,
        frame: Frame,
        cancellation: &Cancellation,
    ) -> Result<()> {
        let frame = frame.within(self.frame());
        let cut: Vec<Vec<Place>> = outlines.iter().map(|outline| frame.cut(outline)).collect();
        let Some(bounds) = Frame::around(cut.iter().flatten()) else { return Ok(()) };
        let bounds = bounds.within(self.frame());
        let (columns, rows) = bounds.pixels();
        let height = (BAND / columns.len().max(1)).max(1);
        for top in rows.clone().step_by(height) {
            cancellation.check()?;
            let bottom = rows.end.min(top + height);
            let band = bounds.within(Frame { top: top as f64, bottom: bottom as f64, ..bounds });
            let parts: Vec<Vec<Place>> = cut.iter().map(|outline| band.cut(outline)).collect();
            self.paint_band(&parts, color, &columns, &(top..bottom));
        }
        Ok(())
    }

    /// Fills outlines that lie within these columns and rows.
    fn paint_band(
        &mut self,
        outlines: &[Vec<Place>],
        color: Rgba,
        columns: &Range<usize>,
        rows: &Range<usize>,
    ) {
        let mut raster = Rasterizer::new(columns.len() + 1, rows.len() + 1);
        #[allow(clippy::cast_possible_truncation, reason = "places in a picture are small")]
        let near = |place: Place| {
            point((place[0] - columns.start as f64) as f32, (place[1] - rows.start as f64) as f32)
        };
        for outline in outlines {
            for (index, &place) in outline.iter().enumerate() {
                raster.draw_line(near(place), near(outline[(index + 1) % outline.len()]));
            }
        }
        let across = columns.len() + 1;
        raster.for_each_pixel(|place, share| {
            if share > 0.0 {
                let (row, column) = (rows.start + place / across, columns.start + place % across);
                if rows.contains(&row) && columns.contains(&column) {
                    self.blend(row, column, color, f64::from(share));
                }
            }
        });
    }

    /// Lays a share of a color over a pixel.
    fn blend(&mut self, row: usize, column: usize, color: Rgba, share: f64) {
        let over = share.min(1.0) * f64::from(color[3]) / 255.0;
        if over <= 0.0 {
            return;
        }
        let pixel = &mut self.pixels[row * self.width + column];
        if over >= 1.0 {
            *pixel = color;
            return;
        }
        let under = f64::from(pixel[3]) / 255.0 * (1.0 - over);
        let opacity = over + under;
        for channel in 0..3 {
            let light = over.mul_add(f64::from(color[channel]), under * f64::from(pixel[channel])) / opacity;
            pixel[channel] = byte(light);
        }
        pixel[3] = byte(255.0 * opacity);
    }
}

/// The nearest integer; `round` is a call where processors without an instruction for it are supported.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 255")]
fn byte(value: f64) -> u8 {
    (value + 0.5) as u8
}

fn check<'a>(name: &'static str, places: impl IntoIterator<Item = &'a Place>) -> Result<()> {
    match places.into_iter().flatten().find(|value| !value.is_finite()) {
        Some(value) => Err(Error::invalid(name, "finite", value)),
        None => Ok(()),
    }
}
