//! The colors of one passage through a colormap.

use crate::image::{MAX_COLORS, Rgb};
use crate::{Error, Result};

/// The colors of one passage through a colormap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colormap {
    pub(super) colors: Vec<Rgb>,
    pub(super) cyclic: bool,
}

impl Colormap {
    /// These colors; if they are cyclic the first follows the last.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `colormap` unless there are 2 to [`MAX_COLORS`].
    pub fn new(colors: Vec<Rgb>, cyclic: bool) -> Result<Self> {
        if !(2..=MAX_COLORS).contains(&colors.len()) {
            return Err(Error::invalid("colormap", format!("2 to {MAX_COLORS} colors"), colors.len()));
        }
        Ok(Self { colors, cyclic })
    }

    /// The colors of a whole turn: there and back, unless it ends where it begins.
    pub(super) fn wheel(&self) -> Vec<Rgb> {
        let back = if self.cyclic { &[] } else { &self.colors[..] };
        self.colors.iter().chain(back.iter().rev()).copied().collect()
    }

    /// The dark part, which stays what it is with less light: a dark yellow would be olive.
    pub(super) fn dark(&self) -> Self {
        let light = |color: &Rgb| color.iter().map(|&byte| u32::from(byte)).sum::<u32>();
        let (len, part) = (self.colors.len(), (3 * self.colors.len()).div_ceil(5));
        let dark = match (self.cyclic, light(&self.colors[0]) <= light(&self.colors[len - 1])) {
            (true, _) => &self.colors,
            (false, true) => &self.colors[..part],
            (false, false) => &self.colors[len - part..],
        };
        Self { colors: dark.to_vec(), cyclic: self.cyclic }
    }

    /// The colors of numbers that are few: without those at the ends, which are nearly black and nearly white.
    pub(super) fn middle(&self) -> &[Rgb] {
        let cut = if self.cyclic { 0 } else { self.colors.len() / 5 };
        &self.colors[cut..self.colors.len() - cut / 2]
    }

    /// Whether it is the article's ramp of greys.
    pub(super) fn is_grey(&self) -> bool {
        let greys = self.colors.iter().zip(0..=u8::MAX);
        !self.cyclic && self.colors.len() == 256 && greys.into_iter().all(|(color, grey)| *color == [grey; 3])
    }
}
