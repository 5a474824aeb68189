//! The samples that are followed side by side.

use num_complex::Complex64;

use crate::fractal::deep::table::{Node, Table};
use crate::fractal::deep::walk::sample::Sample;

/// The samples of `N` lanes. A lane without one has steps of 0.
#[repr(align(64))]
pub struct State<const N: usize> {
    pub dr: [f64; N],
    pub di: [f64; N],
    pub cr: [f64; N],
    pub ci: [f64; N],
    pub zr: [f64; N],
    pub zi: [f64; N],
    pub gr: [f64; N],
    pub gi: [f64; N],
    /// The largest radius of the blocks that begin here.
    pub radius: [f64; N],
    /// The blocks that begin here.
    pub blocks: [(u32, u32); N],
    pub least: [f64; N],
    /// |`dz_n / dz_1`|² is 2^(exponent + binary) times the mantissa.
    pub exponent: [f64; N],
    pub binary: [i64; N],
    pub mantissa: [f64; N],
    pub m: [u64; N],
    pub n: [u64; N],
    pub step: [u64; N],
    pub place: [usize; N],
}

impl<const N: usize> State<N> {
    #[inline(always)]
    pub const fn empty() -> Self {
        let zero = [0.0; N];
        Self {
            dr: zero,
            di: zero,
            cr: zero,
            ci: zero,
            zr: zero,
            zi: zero,
            gr: zero,
            gi: zero,
            radius: zero,
            blocks: [(0, 0); N],
            least: zero,
            exponent: zero,
            binary: [0; N],
            mantissa: [1.0; N],
            m: [0; N],
            n: [0; N],
            step: [0; N],
            place: [0; N],
        }
    }

    #[inline(always)]
    pub fn fill(&mut self, k: usize, sample: Option<Sample>, table: &Table) {
        let Some(Sample { place, n, m, d, dc, derivative, growth, least }) = sample else {
            (self.dr[k], self.di[k], self.cr[k], self.ci[k]) = (0.0, 0.0, 0.0, 0.0);
            (self.zr[k], self.zi[k], self.m[k], self.step[k]) = (0.0, 0.0, 0, 0);
            self.radius[k] = 0.0;
            return;
        };
        (self.dr[k], self.di[k]) = (d.re, d.im);
        (self.cr[k], self.ci[k]) = (dc.re, dc.im);
        (self.gr[k], self.gi[k]) = (derivative.re, derivative.im);
        (self.exponent[k], self.binary[k], self.mantissa[k]) = (growth, 0, 1.0);
        self.least[k] = least;
        (self.place[k], self.n[k], self.m[k], self.step[k]) = (place, n, m, 1);
        let Node { re, im, radius, blocks } = table.nodes[m as usize];
        (self.zr[k], self.zi[k], self.radius[k], self.blocks[k]) = (re, im, radius, blocks);
    }

    #[inline(always)]
    pub fn load(&mut self, table: &Table) {
        for k in 0..N {
            let Node { re, im, radius, blocks } = table.nodes[self.m[k] as usize];
            (self.zr[k], self.zi[k], self.radius[k], self.blocks[k]) = (re, im, radius, blocks);
        }
    }

    #[inline(always)]
    pub fn growth(&self, k: usize) -> f64 {
        self.exponent[k] + self.binary[k] as f64
    }

    #[inline(always)]
    pub fn sample(&self, k: usize) -> Sample {
        Sample {
            place: self.place[k],
            n: self.n[k],
            m: self.m[k],
            d: Complex64::new(self.dr[k], self.di[k]),
            dc: Complex64::new(self.cr[k], self.ci[k]),
            derivative: Complex64::new(self.gr[k], self.gi[k]),
            growth: self.growth(k) + self.mantissa[k].log2(),
            least: self.least[k],
        }
    }
}
