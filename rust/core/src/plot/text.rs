//! Lines of text in the face that is compiled in: Inter, for Latin, Greek and Cyrillic.

use ttf_parser::{Face, GlyphId, OutlineBuilder};

use super::outline::Place;

/// Inter by Rasmus Andersson, under the SIL Open Font License; see `font/OFL.txt`.
static FONT: &[u8] = include_bytes!("font/inter.ttf");

/// Straight pieces that a curve is drawn with.
const PIECES: u32 = 8;

/// The width of a line of text in pixels; `size` is the height of its em square.
#[must_use]
pub fn text_width(text: &str, size: f64) -> f64 {
    let Some(face) = face() else { return 0.0 };
    let units: f64 = text.chars().map(|character| advance(&face, glyph(&face, character))).sum();
    units * size / f64::from(face.units_per_em())
}

/// The outlines of a line of text whose baseline begins at `start`.
pub(super) fn outlines(text: &str, start: Place, size: f64) -> Vec<Vec<Place>> {
    let Some(face) = face() else { return Vec::new() };
    let scale = size / f64::from(face.units_per_em());
    let mut pen = Pen { start, scale, outlines: Vec::new() };
    for character in text.chars() {
        let glyph = glyph(&face, character);
        face.outline_glyph(glyph, &mut pen);
        pen.start[0] += advance(&face, glyph) * scale;
    }
    pen.outlines
}

/// The face; that it can be read is tested.
fn face() -> Option<Face<'static>> {
    Face::parse(FONT, 0).ok()
}

/// The shape of a character; an empty box stands for those that the face lacks.
fn glyph(face: &Face<'_>, character: char) -> GlyphId {
    let shown = if character.is_whitespace() || character.is_control() { ' ' } else { character };
    face.glyph_index(shown).unwrap_or_default()
}

fn advance(face: &Face<'_>, glyph: GlyphId) -> f64 {
    f64::from(face.glyph_hor_advance(glyph).unwrap_or(0))
}

/// Gathers outlines, in pixels.
struct Pen {
    start: Place,
    scale: f64,
    outlines: Vec<Vec<Place>>,
}

impl Pen {
    fn place(&self, x: f32, y: f32) -> Place {
        [f64::from(x).mul_add(self.scale, self.start[0]), f64::from(y).mul_add(-self.scale, self.start[1])]
    }

    fn add(&mut self, place: Place) {
        if let Some(outline) = self.outlines.last_mut() {
            outline.push(place);
        }
    }

    /// Adds a curve as straight pieces (de Casteljau).
    fn curve<const N: usize>(&mut self, controls: [Place; N]) {
        let Some(&start) = self.outlines.last().and_then(|outline| outline.last()) else { return };
        for piece in 1..=PIECES {
            let share = f64::from(piece) / f64::from(PIECES);
            let mut rest = [[start].as_slice(), &controls].concat();
            while rest.len() > 1 {
                rest = rest
                    .windows(2)
                    .map(|pair| {
                        std::array::from_fn(|axis| {
                            (pair[1][axis] - pair[0][axis]).mul_add(share, pair[0][axis])
                        })
                    })
                    .collect();
            }
            self.add(rest[0]);
        }
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        let place = self.place(x, y);
        self.outlines.push(vec![place]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let place = self.place(x, y);
        self.add(place);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let controls = [self.place(x1, y1), self.place(x, y)];
        self.curve(controls);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let controls = [self.place(x1, y1), self.place(x2, y2), self.place(x, y)];
        self.curve(controls);
    }

    fn close(&mut self) {}
}
