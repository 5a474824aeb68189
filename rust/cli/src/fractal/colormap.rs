//! Palettes from the names of colormaps.

use clap::ValueEnum;
use colorous::Gradient;
use iterscope::image::Rgb;

/// Color of points that never escape where colors repeat: a very dark blue.
const INTERIOR: Rgb = [7, 6, 14];

/// A colormap.
#[derive(Clone, Copy, ValueEnum)]
pub enum Colormap {
    /// The article's: 256 greys from black to white.
    Grey,
    Viridis,
    Magma,
    Inferno,
    Plasma,
    Cividis,
    Turbo,
    Cubehelix,
    /// Cyclic.
    Rainbow,
    /// Cyclic.
    Sinebow,
}

impl Colormap {
    /// 256 colors from the first to the last.
    pub fn passage(self) -> Vec<Rgb> {
        (0..=u8::MAX).map(|k| self.at(f64::from(k) / 255.0)).collect()
    }

    /// This many colors to be repeated without a seam: there and back, or once around; then [`INTERIOR`].
    pub fn cycle(self, colors: u32) -> Vec<Rgb> {
        let shares = (0..colors).map(|k| f64::from(k) / f64::from(colors));
        let share = |share: f64| if self.is_cyclic() { share } else { 1.0 - (1.0 - 2.0 * share).abs() };
        shares.map(|along| self.at(share(along))).chain([INTERIOR]).collect()
    }

    /// Whether the first color follows the last.
    pub const fn is_cyclic(self) -> bool {
        matches!(self, Self::Rainbow | Self::Sinebow)
    }

    /// Its name on the command line.
    pub fn name(self) -> String {
        self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
    }

    /// The color at a share of the way.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 <= share <= 1")]
    fn at(self, share: f64) -> Rgb {
        match self.gradient() {
            Some(gradient) => gradient.eval_continuous(share).into_array(),
            None => [(255.0 * share).round() as u8; 3],
        }
    }

    fn gradient(self) -> Option<Gradient> {
        match self {
            Self::Grey => None,
            Self::Viridis => Some(colorous::VIRIDIS),
            Self::Magma => Some(colorous::MAGMA),
            Self::Inferno => Some(colorous::INFERNO),
            Self::Plasma => Some(colorous::PLASMA),
            Self::Cividis => Some(colorous::CIVIDIS),
            Self::Turbo => Some(colorous::TURBO),
            Self::Cubehelix => Some(colorous::CUBEHELIX),
            Self::Rainbow => Some(colorous::RAINBOW),
            Self::Sinebow => Some(colorous::SINEBOW),
        }
    }
}
