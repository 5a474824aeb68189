//! The instruction set that the kernels use, chosen once at run time.
//!
//! This is the only module with `unsafe` code: calling a function that was compiled for more
//! instructions than the crate's baseline is unsafe, because the processor may lack them. A [`Simd`]
//! can be made only after the processor was asked, so holding one is the proof that the call is sound.
#![allow(unsafe_code)]

use std::fmt;

use crate::{Error, Result};

/// An instruction set that this processor has.
///
/// Escape counts have the same bits on all of them; the last bits of a mixture's statistics may differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Simd(Level);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Level {
    #[cfg(target_arch = "x86_64")]
    Avx512,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    Portable,
}

/// Code to be compiled once for each instruction set.
///
/// Mark `run` and all that it calls `#[inline(always)]`: only what is inlined is compiled for the set.
pub trait Vectorized {
    /// The type that [`run`](Self::run) returns.
    type Output;

    /// The kernel, for registers of `LANES` doubles.
    fn run<const LANES: usize>(self) -> Self::Output;
}

impl Simd {
    /// The widest set that this processor has.
    #[must_use]
    pub fn detect() -> Self {
        Self::available()[0]
    }

    /// All sets that this processor has, widest first; the last is always the portable one.
    #[must_use]
    pub fn available() -> Vec<Self> {
        let mut sets = Vec::with_capacity(3);
        #[cfg(target_arch = "x86_64")]
        {
            let avx2 = is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma");
            if avx2
                && is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512dq")
                && is_x86_feature_detected!("avx512vl")
            {
                sets.push(Self(Level::Avx512));
            }
            if avx2 {
                sets.push(Self(Level::Avx2));
            }
        }
        sets.push(Self(Level::Portable));
        sets
    }

    /// The set of this name: `"avx512"`, `"avx2"` or `"portable"`.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] for any other name and for a set that this processor lacks.
    pub fn named(name: &str) -> Result<Self> {
        let available = Self::available();
        available.iter().copied().find(|set| set.name() == name).ok_or_else(|| {
            let names: Vec<_> = available.iter().map(|set| set.name()).collect();
            let expected = format!("one of this processor's {}", names.join(", "));
            Error::invalid("simd", expected, format!("{name:.40}"))
        })
    }

    /// `"avx512"`, `"avx2"` or `"portable"`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self.0 {
            #[cfg(target_arch = "x86_64")]
            Level::Avx512 => "avx512",
            #[cfg(target_arch = "x86_64")]
            Level::Avx2 => "avx2",
            Level::Portable => "portable",
        }
    }

    /// The number of doubles in a register.
    #[must_use]
    pub const fn lanes(self) -> usize {
        match self.0 {
            #[cfg(target_arch = "x86_64")]
            Level::Avx512 => 8,
            #[cfg(target_arch = "x86_64")]
            Level::Avx2 => 4,
            Level::Portable => 2,
        }
    }

    /// Runs a kernel compiled for this set.
    #[inline]
    pub fn run<V: Vectorized>(self, kernel: V) -> V::Output {
        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = "avx512f,avx512dq,avx512vl,avx2,fma")]
        fn avx512<V: Vectorized>(kernel: V) -> V::Output {
            kernel.run::<8>()
        }
        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = "avx2,fma")]
        fn avx2<V: Vectorized>(kernel: V) -> V::Output {
            kernel.run::<4>()
        }
        match self.0 {
            // SAFETY: a `Simd` of this level exists only where `available` detected its features.
            #[cfg(target_arch = "x86_64")]
            Level::Avx512 => unsafe { avx512(kernel) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Level::Avx2 => unsafe { avx2(kernel) },
            Level::Portable => kernel.run::<2>(),
        }
    }
}

/// Asks the memory for values that will be read soon; nothing depends on it but speed.
#[inline(always)]
pub fn prefetch(values: &[f64]) {
    #[cfg(target_arch = "x86_64")]
    for line in values.chunks(8) {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: a hint that can neither fault nor change anything, of the baseline's instructions.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(line.as_ptr().cast()) };
    }
}

impl fmt::Display for Simd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
