//! Models of sequences: rows that follow one another, whose hidden states do, too.
#![allow(clippy::needless_range_loop, reason = "kernels index several arrays of registers at once")]
#![allow(clippy::needless_pass_by_value, reason = "array views are passed by value")]

pub mod hmm;
