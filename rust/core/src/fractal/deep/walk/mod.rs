//! How samples are followed along a reference.

mod course;
mod extended;
mod lanes;
mod sample;
mod state;

pub use course::{Course, attracted};
pub use extended::Extended;
pub use lanes::Lanes;
pub use sample::{Fate, Sample};
