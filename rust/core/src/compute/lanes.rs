//! A register of doubles, as a plain array that the compiler keeps in one.

use std::ops::{Add, AddAssign, Div, Mul, Sub};

/// `L` doubles that are computed with side by side: of a kernel the `LANES` of [`Vectorized`](crate::Vectorized).
#[derive(Clone, Copy, Debug)]
pub struct Lanes<const L: usize>(pub [f64; L]);

impl<const L: usize> Lanes<L> {
    /// The same one in all lanes.
    #[inline(always)]
    #[must_use]
    pub const fn splat(value: f64) -> Self {
        Self([value; L])
    }

    /// `self * factor + term`, fused where the instruction set has it.
    #[inline(always)]
    #[must_use]
    pub fn mul_add(self, factor: Self, term: Self) -> Self {
        // The portable set has no such instruction: there `f64::mul_add` would be a library call.
        if L > 2 {
            Self::each(|lane| self.0[lane].mul_add(factor.0[lane], term.0[lane]))
        } else {
            self * factor + term
        }
    }

    /// The larger of each pair; `other`'s where one is NaN.
    #[inline(always)]
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        Self::each(|lane| if self.0[lane] > other.0[lane] { self.0[lane] } else { other.0[lane] })
    }

    /// The bits of both.
    #[inline(always)]
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self::each(|lane| f64::from_bits(self.0[lane].to_bits() | other.0[lane].to_bits()))
    }

    /// The bits moved up by so many places.
    #[inline(always)]
    #[must_use]
    pub fn shifted(self, places: usize) -> Self {
        Self::each(|lane| f64::from_bits(self.0[lane].to_bits() << places))
    }

    /// The sum over the lanes, in a fixed order.
    #[inline(always)]
    #[must_use]
    pub fn sum(self) -> f64 {
        let mut values = self.0;
        let mut half = L / 2;
        while half > 0 {
            for lane in 0..half {
                values[lane] += values[lane + half];
            }
            half /= 2;
        }
        values[0]
    }

    /// The values of this function at the lanes' numbers, from 0 on.
    #[inline(always)]
    pub fn each(value: impl Fn(usize) -> f64) -> Self {
        let mut lanes = [0.0; L];
        for (lane, slot) in lanes.iter_mut().enumerate() {
            *slot = value(lane);
        }
        Self(lanes)
    }
}

macro_rules! operator {
    ($trait:ident, $method:ident, $operator:tt) => {
        impl<const L: usize> $trait for Lanes<L> {
            type Output = Self;

            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                Self::each(|lane| self.0[lane] $operator other.0[lane])
            }
        }
    };
}

operator!(Add, add, +);
operator!(Sub, sub, -);
operator!(Mul, mul, *);
operator!(Div, div, /);

impl<const L: usize> AddAssign for Lanes<L> {
    #[inline(always)]
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}
