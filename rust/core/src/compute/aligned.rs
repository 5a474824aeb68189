//! Scratch memory that starts on a cache line.

use std::ops::{Deref, DerefMut};

/// Doubles in a cache line, and lanes in the widest register.
pub const LINE: usize = 8;

/// A zeroed buffer of doubles, aligned to 64 bytes, so that no register straddles two cache lines.
#[derive(Debug)]
pub struct Aligned {
    memory: Vec<f64>,
    start: usize,
    length: usize,
}

impl Aligned {
    pub fn new(length: usize) -> Self {
        let memory = vec![0.0; length + LINE];
        // `align_offset` may decline (`usize::MAX`); alignment is only a matter of speed.
        let start = memory.as_ptr().align_offset(LINE * size_of::<f64>()).min(LINE);
        Self { memory, start, length }
    }
}

impl Deref for Aligned {
    type Target = [f64];

    #[inline(always)]
    fn deref(&self) -> &[f64] {
        &self.memory[self.start..self.start + self.length]
    }
}

impl DerefMut for Aligned {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut [f64] {
        &mut self.memory[self.start..self.start + self.length]
    }
}
