//! The maps that are iterated, one a file.

mod julia;

pub use julia::{Julia, MAX_ITER};
