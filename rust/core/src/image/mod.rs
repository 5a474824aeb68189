//! From escape counts to pictures: colors, PNG, base64.

mod base64;
mod coloring;
mod encode;
mod png;
mod rgba;
mod srgb;

pub use base64::base64;
pub use coloring::{Coloring, MAX_COLORS, Rgb, Scale};
pub use encode::encode_png;
pub use png::{Rows, write_png};
pub use rgba::{Encoding, write_rgba};
pub(crate) use srgb::{FULL, Light, from_linear, to_linear};
