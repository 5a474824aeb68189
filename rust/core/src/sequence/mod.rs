//! Models of sequences: rows that follow one another, whose hidden states do, too.
#![allow(clippy::inline_always, reason = "kernels are compiled for an instruction set by being inlined")]
#![allow(clippy::needless_pass_by_value, reason = "array views are passed by value")]
#![allow(clippy::needless_range_loop, reason = "kernels index several arrays of registers at once")]

pub mod hmm;
pub mod kalman;
