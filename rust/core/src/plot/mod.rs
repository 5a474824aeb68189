//! Pictures of data: all samples in the colors of a model, the density of a mixture, figures with axes and text.
#![allow(clippy::inline_always, reason = "kernels are compiled for an instruction set by being inlined")]
#![allow(clippy::needless_range_loop, reason = "kernels index several arrays of registers at once")]
#![allow(clippy::needless_pass_by_value, reason = "array views are passed by value")]

mod canvas;
mod density;
mod figure;
mod mark;
mod outline;
mod samples;
mod shading;
mod text;
mod tone;

pub use canvas::{Canvas, Rgba};
pub use density::{DensityStyle, draw_density};
pub use figure::{Align, Figure};
pub use mark::Mark;
pub use outline::{Frame, Place};
pub use samples::draw_samples;
pub use shading::Shading;
pub use text::text_width;
