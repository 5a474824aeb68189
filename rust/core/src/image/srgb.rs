//! The transfer function of sRGB (IEC 61966-2-1): colors as amounts of light, in which they mix as lamps do.

use super::Rgb;

/// Red, green and blue times opacity, and opacity, from 0 to [`FULL`].
pub type Light = [u32; 4];

/// The largest amount of light.
pub const FULL: u32 = 4095;

/// Amounts of light from 0 to 1.
pub fn to_linear(color: Rgb) -> [f64; 3] {
    color.map(|byte| {
        let value = f64::from(byte) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    })
}

/// The byte of an amount of light from 0 to 1.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the result is from 0 to 255")]
pub fn from_linear(light: f64) -> u8 {
    let light = light.clamp(0.0, 1.0);
    let value = if light <= 0.003_130_8 { 12.92 * light } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 };
    (255.0 * value).round() as u8
}
