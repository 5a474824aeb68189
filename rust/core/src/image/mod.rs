//! Pictures: colors of numbers, and PNG files.

mod coloring;
mod deflate;
mod encode;
mod histogram;
pub mod paint;
mod png;
mod rgba;
mod srgb;
mod warp;

pub use coloring::{ColorTable, Coloring, MAX_COLORS, Rgb, Scale};
pub use encode::encode_png;
pub use histogram::{Spread, thresholds};
pub use png::{Format, Rows, write_png};
pub use rgba::{Encoding, write_rgba};
pub(crate) use srgb::{FULL, Light, from_linear, to_linear};
pub use warp::{Layer, warp};
