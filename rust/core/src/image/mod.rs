//! From escape counts to pictures: colours, PNG, base64.

mod base64;
mod colouring;
mod encode;
mod paint;
mod png;
mod rgba;

pub use base64::base64;
pub use colouring::{Colouring, MAX_COLOURS, Rgb, Scale};
pub use encode::encode_png;
pub use paint::{paint, paint_png, paint_png_watched};
pub use png::{Rows, write_png};
pub use rgba::{Economy, write_rgba};
