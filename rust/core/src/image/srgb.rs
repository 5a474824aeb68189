//! The transfer function of sRGB (IEC 61966-2-1): colors as amounts of light, in which they mix as lamps do.

use std::sync::LazyLock;

use super::Rgb;

/// Red, green and blue times opacity, and opacity, from 0 to [`FULL`].
pub type Light = [u32; 4];

/// The largest amount of light.
pub const FULL: u32 = 4095;

/// Amounts of light from 0 to 1.
pub fn to_linear(color: Rgb) -> [f64; 3] {
    color.map(|byte| light_of(f64::from(byte)))
}

/// The amount of light of a byte, from 0 to 1; fractions of a byte have some, too.
fn light_of(byte: f64) -> f64 {
    let value = byte / 255.0;
    if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
}

/// The byte of an amount of light from 0 to 1.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the result is from 0 to 255")]
pub fn from_linear(light: f64) -> u8 {
    let light = light.clamp(0.0, 1.0);
    let value = if light <= 0.003_130_8 { 12.92 * light } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 };
    (255.0 * value).round() as u8
}

/// Tables between bytes and amounts of light from 0 to [`u16::MAX`]: the page has the same (`draw/light.js`).
pub struct Tables {
    light: [u16; 256],
    bytes: Vec<u8>,
}

/// The tables, made when they are first needed.
pub static TABLES: LazyLock<Tables> = LazyLock::new(Tables::new);

impl Tables {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 <= light <= 1")]
    fn new() -> Self {
        let full = f64::from(u16::MAX);
        let mut light = [0; 256];
        let mut bytes = vec![0; 1 << 16];
        for (byte, slot) in (0..=u8::MAX).zip(&mut light) {
            *slot = (full * light_of(f64::from(byte))).round() as u16;
            if byte > 0 {
                bytes[(full * light_of(f64::from(byte) - 0.5)).ceil() as usize..].fill(byte);
            }
        }
        Self { light, bytes }
    }

    /// The amount of light of a byte.
    #[inline]
    pub fn light(&self, byte: u8) -> u32 {
        u32::from(self.light[usize::from(byte)])
    }

    /// The byte of an amount of light, of the largest one for all above.
    #[inline]
    pub fn byte(&self, light: u32) -> u8 {
        self.bytes[(light as usize).min(self.bytes.len() - 1)]
    }
}
