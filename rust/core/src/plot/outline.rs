//! Closed outlines: of lines with a width, and cut to a frame.

use std::ops::Range;

/// A place in pixels: across from the left, down from the top.
pub type Place = [f64; 2];

/// The corner of a line sticks out by so many times half its width at most: one that is sharper is cut off.
const MITER: f64 = 4.0;

/// A rectangle of pixels beyond which nothing is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// The first place across.
    pub left: f64,
    /// The last place across.
    pub right: f64,
    /// The first place down.
    pub top: f64,
    /// The last place down.
    pub bottom: f64,
}

impl Frame {
    /// What both hold.
    pub(super) fn within(self, other: Self) -> Self {
        Self {
            left: self.left.max(other.left),
            right: self.right.min(other.right),
            top: self.top.max(other.top),
            bottom: self.bottom.min(other.bottom),
        }
    }

    /// The smallest that holds all of these; None if there are none.
    pub(super) fn around<'a>(places: impl Iterator<Item = &'a Place>) -> Option<Self> {
        places.fold(None, |frame: Option<Self>, &[x, y]| {
            let Self { left, right, top, bottom } =
                frame.unwrap_or(Self { left: x, right: x, top: y, bottom: y });
            Some(Self { left: left.min(x), right: right.max(x), top: top.min(y), bottom: bottom.max(y) })
        })
    }

    /// The columns and the rows of pixels that it touches; it lies within a picture.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within a picture")]
    pub(super) fn pixels(self) -> (Range<usize>, Range<usize>) {
        let range = |from: f64, to: f64| from.floor() as usize..to.ceil() as usize;
        (range(self.left, self.right), range(self.top, self.bottom))
    }

    /// The part of a closed outline that lies within (Sutherland and Hodgman 1974).
    pub(super) fn cut(self, outline: &[Place]) -> Vec<Place> {
        let edges =
            [(0, 1.0, self.left), (0, -1.0, -self.right), (1, 1.0, self.top), (1, -1.0, -self.bottom)];
        edges.iter().fold(outline.to_vec(), |rest, &(axis, sign, bound)| {
            let depth = |place: Place| sign * place[axis] - bound;
            let mut kept = Vec::with_capacity(rest.len() + 4);
            for (index, &to) in rest.iter().enumerate() {
                let from = rest[(index + rest.len() - 1) % rest.len()];
                let (before, after) = (depth(from), depth(to));
                if (before < 0.0) != (after < 0.0) {
                    let share = before / (before - after);
                    let mut crossing: Place =
                        std::array::from_fn(|axis| (to[axis] - from[axis]).mul_add(share, from[axis]));
                    crossing[axis] = sign * bound;
                    kept.push(crossing);
                }
                if after >= 0.0 {
                    kept.push(to);
                }
            }
            kept
        })
    }
}

/// The outlines of a line with a width: of a closed one the outer and the inner.
pub(super) fn stroke(line: &[Place], width: f64, closed: bool) -> Vec<Vec<Place>> {
    let mut line = line.to_vec();
    line.dedup();
    if closed && line.len() > 1 && line.first() == line.last() {
        line.pop();
    }
    if line.len() < 2 {
        return Vec::new();
    }
    let count = line.len();
    let side = |sign: f64| -> Vec<Place> {
        (0..count)
            .flat_map(|index| {
                let before =
                    (index > 0 || closed).then(|| normal(line[(index + count - 1) % count], line[index]));
                let after =
                    (index + 1 < count || closed).then(|| normal(line[index], line[(index + 1) % count]));
                let away = sign * width / 2.0;
                let [across, down] = line[index];
                let corner = corner(before, after).into_iter().flatten();
                corner.map(move |[x, y]| [away.mul_add(x, across), away.mul_add(y, down)])
            })
            .collect()
    };
    let (left, mut right) = (side(1.0), side(-1.0));
    right.reverse();
    if closed { vec![left, right] } else { vec![[left, right].concat()] }
}

/// The unit normal of a piece of a line.
fn normal(from: Place, to: Place) -> Place {
    let (across, down) = (to[0] - from[0], to[1] - from[1]);
    let length = across.hypot(down);
    [-down / length, across / length]
}

/// From a line's middle to the corner of its edges, in halves of its width; to both ends of one that is cut off.
fn corner(before: Option<Place>, after: Option<Place>) -> [Option<Place>; 2] {
    let (Some(one), Some(other)) = (before, after) else { return [before, after] };
    let sum = [one[0] + other[0], one[1] + other[1]];
    // The square of the sum is twice the cosine, plus two: the corner is at the sum over the half of that.
    let half = one[0].mul_add(sum[0], one[1] * sum[1]);
    if half * MITER * MITER < 2.0 { [before, after] } else { [Some([sum[0] / half, sum[1] / half]), None] }
}
