//! Samples side by side: the innermost loop.
//!
//! Each lane follows a sample of its own, at its own place of the reference, and takes the next one when its sample is
//! done. What a sample yields does not depend on its neighbours: the bits are the same for any number of lanes.

use num_complex::Complex64;

use crate::fractal::Disc;
use crate::fractal::deep::sample::{Fate, Sample};
use crate::fractal::deep::table::{Node, Table};
use crate::{Cancellation, Vectorized};

/// Steps between two looks at the cancellation and at interiors.
const PATIENCE: u32 = 32;
/// Squared moduli below this one count as this one in a product.
const SMALLEST: f64 = 1e-290;
/// Along a block |z|² is more than this share of the reference's.
const QUARTER: f64 = 0.25;
/// log2 |`dz_n / dz_1`|² below which orbits converge to an attracting cycle, but for what `attracted` adds.
const ATTRACTED: f64 = -40.0;

/// Whether an orbit converges to an attracting cycle, given log2 |`dz_n / dz_1`|².
///
/// Beside a parabolic point the derivative of an orbit that escapes in the end first falls as `n^-2`, but no faster.
#[inline(always)]
pub fn attracted(growth: f64, n: u64) -> bool {
    growth < ATTRACTED - f64::from(4 * (64 - n.leading_zeros()))
}

/// How samples are followed along a reference.
#[derive(Clone, Copy)]
#[allow(clippy::struct_excessive_bools, reason = "what a loop may leave out")]
pub struct Course<'a> {
    /// The reference.
    pub table: &'a Table,
    /// Whether it is the orbit of the critical point.
    pub critical: bool,
    /// The degree of the map.
    pub degree: u32,
    /// The square of the bailout radius.
    pub limit: f64,
    /// Most steps.
    pub max_iter: u64,
    /// Differences below this one are not for float64.
    pub small: f64,
    /// A disc that no orbit leaves for good.
    pub disc: Option<Disc>,
    /// Whether samples are constants of the map.
    pub parameter: bool,
    /// Whether orbits that are attracted to a cycle need not go all their steps.
    pub proofs: bool,
    /// The side of a pixel, if the derivative is wanted.
    pub pixel: Option<f64>,
    /// Whether the least modulus is wanted.
    pub trap: bool,
}

/// Samples that are waiting, and what is done with those that stop.
pub struct Lanes<'a, 'b, F> {
    /// The reference and the rest.
    pub course: Course<'a>,
    /// Samples to be followed.
    pub queue: &'b mut Vec<Sample>,
    /// Called with each sample, `z_n` and the reason.
    pub stop: F,
    /// Stops it all.
    pub cancellation: &'a Cancellation,
}

impl<F: FnMut(Sample, Complex64, Fate)> Vectorized for Lanes<'_, '_, F> {
    type Output = ();

    #[inline(always)]
    fn run<const LANES: usize>(self) {
        match LANES {
            8 => self.choose::<16>(),
            4 => self.choose::<8>(),
            _ => self.choose::<4>(),
        }
    }
}

impl<F: FnMut(Sample, Complex64, Fate)> Lanes<'_, '_, F> {
    #[inline(always)]
    fn choose<const N: usize>(self) {
        match (self.course.degree, self.course.parameter) {
            (2, false) => self.follow::<N, true, false>(),
            (2, true) => self.follow::<N, true, true>(),
            (_, false) => self.follow::<N, false, false>(),
            (_, true) => self.follow::<N, false, true>(),
        }
    }

    #[inline(always)]
    #[allow(clippy::needless_range_loop, reason = "iterators become slower vector code here")]
    #[allow(clippy::too_many_lines, reason = "one loop, whose parts share registers")]
    fn follow<const N: usize, const QUADRATIC: bool, const PARAMETER: bool>(mut self) {
        let Course { table, critical, degree, limit, max_iter, small, disc, proofs, pixel, trap, .. } =
            self.course;
        let last = table.last() as u64;
        if self.queue.is_empty() {
            return;
        }
        let mut state = State::<N>::empty();
        let mut near = [false; N];
        for k in 0..N {
            state.fill(k, self.queue.pop(), table);
        }
        let mut patience = PATIENCE;
        loop {
            // Where the orbits are.
            let (mut wr, mut wi, mut norm, mut size) = ([0.0; N], [0.0; N], [0.0; N], [0.0; N]);
            let (mut stopped, mut back) = ([0_u64; N], [false; N]);
            for k in 0..N {
                (wr[k], wi[k]) = (state.zr[k] + state.dr[k], state.zi[k] + state.di[k]);
                norm[k] = wr[k] * wr[k] + wi[k] * wi[k];
                size[k] = largest(state.dr[k], state.di[k]);
                back[k] = largest(wr[k], wi[k]) < size[k];
            }
            if critical {
                // Z_0 = 0: the difference from it is the point itself.
                for k in 0..N {
                    state.dr[k] = if back[k] { wr[k] } else { state.dr[k] };
                    state.di[k] = if back[k] { wi[k] } else { state.di[k] };
                    state.zr[k] = if back[k] { 0.0 } else { state.zr[k] };
                    state.zi[k] = if back[k] { 0.0 } else { state.zi[k] };
                    state.radius[k] = if back[k] { 0.0 } else { state.radius[k] };
                    size[k] = if back[k] { largest(wr[k], wi[k]) } else { size[k] };
                }
                for k in 0..N {
                    state.m[k] = if back[k] { 0 } else { state.m[k] };
                }
            } else {
                for k in 0..N {
                    stopped[k] = u64::from(back[k]);
                }
            }
            for k in 0..N {
                stopped[k] |= u64::from(!(norm[k] <= limit));
                stopped[k] |= u64::from(size[k] < small);
                stopped[k] |= u64::from(state.n[k] >= max_iter);
                stopped[k] |= u64::from(state.m[k] >= last);
                stopped[k] &= state.step[k];
            }
            if trap {
                for k in 0..N {
                    state.least[k] = if norm[k] < state.least[k] { norm[k] } else { state.least[k] };
                }
            }
            if let Some(Disc { center, radius }) = disc {
                for k in 0..N {
                    let (x, y) = (wr[k] - center.re, wi[k] - center.im);
                    stopped[k] |= u64::from(x * x + y * y <= radius * radius) & state.step[k];
                }
            }
            patience -= 1;
            if patience == 0 {
                patience = PATIENCE;
                if self.cancellation.is_cancelled() {
                    return;
                }
                if PARAMETER && proofs {
                    for k in 0..N {
                        stopped[k] |= u64::from(attracted(state.growth(k), state.n[k])) & state.step[k];
                    }
                }
            }
            let mut any = 0;
            for k in 0..N {
                any |= stopped[k];
            }
            if any != 0 {
                let mut left = 0;
                for k in 0..N {
                    if stopped[k] != 0 {
                        let mut sample = state.sample(k);
                        let w = Complex64::new(wr[k], wi[k]);
                        let fate = if !(norm[k] <= limit) {
                            Fate::Escaped
                        } else if state.n[k] >= max_iter {
                            Fate::Inside
                        } else if !critical && largest(wr[k], wi[k]) < size[k] {
                            (sample.m, sample.d) = (0, w);
                            Fate::Rebased
                        } else if size[k] < small {
                            Fate::Small
                        } else if state.m[k] >= last {
                            if table.points.complete {
                                (sample.m, sample.d) = (0, w);
                                Fate::Rebased
                            } else {
                                Fate::Beyond
                            }
                        } else {
                            Fate::Inside
                        };
                        (self.stop)(sample, w, fate);
                        state.fill(k, self.queue.pop(), table);
                    }
                    left |= state.step[k];
                }
                if left == 0 {
                    return;
                }
                continue;
            }

            // The steps: d' = factor d + dc, where the factor is (w^d - Z^d) / (w - Z); or those of a block.
            let mut step = state.step;
            let (mut lr, mut li) = ([0.0; N], [0.0; N]);
            let (mut ar, mut ai) = ([0.0; N], [0.0; N]);
            let (mut br, mut bi) = ([1.0; N], [0.0; N]);
            let mut bend = [0.0; N];
            let mut any = false;
            for k in 0..N {
                near[k] = size[k] < state.radius[k];
                any |= near[k];
            }
            let mut leaps = [false; N];
            if any {
                for k in 0..N {
                    if near[k]
                        && let Some((steps, block)) =
                            table.blocks.longest(state.blocks[k], size[k], max_iter - state.n[k])
                        && !(trap && QUARTER * block.least < state.least[k])
                    {
                        leaps[k] = true;
                        step[k] = steps;
                        let d = (state.dr[k], state.di[k]);
                        (lr[k], li[k]) = block.take(d);
                        (br[k], bi[k]) = (block.b.re, block.b.im);
                        if PARAMETER || pixel.is_some() {
                            let slope = block.slope(d);
                            (ar[k], ai[k]) = times((block.a.re, block.a.im), slope);
                            bend[k] = slope.0 * slope.0 + slope.1 * slope.1;
                        }
                        state.exponent[k] += if PARAMETER { block.growth } else { 0.0 };
                    }
                }
            }
            if PARAMETER {
                for k in 0..N {
                    let modulus = if norm[k] > SMALLEST { norm[k] } else { SMALLEST };
                    let mut square = f64::from(degree * degree) * modulus;
                    if !QUADRATIC {
                        for _ in 2..degree {
                            square *= modulus;
                        }
                    }
                    let factor = if leaps[k] { bend[k] } else { square };
                    let product = (state.mantissa[k] * factor).to_bits();
                    state.mantissa[k] = f64::from_bits(product & MANTISSA | ONE);
                    state.binary[k] += (product >> 52) as i64 - 1023;
                }
            }
            let (mut fr, mut fi) = ([0.0; N], [0.0; N]);
            if QUADRATIC {
                for k in 0..N {
                    fr[k] = 2.0 * state.zr[k] + state.dr[k];
                    fi[k] = 2.0 * state.zi[k] + state.di[k];
                }
            } else {
                // w^(d-1) + w^(d-2) Z + ... + Z^(d-1), from w + Z on.
                let (mut pr, mut pi) = (state.zr, state.zi);
                for k in 0..N {
                    (fr[k], fi[k]) = (wr[k] + pr[k], wi[k] + pi[k]);
                }
                for _ in 2..degree {
                    for k in 0..N {
                        (pr[k], pi[k]) = times((pr[k], pi[k]), (state.zr[k], state.zi[k]));
                        let (re, im) = times((fr[k], fi[k]), (wr[k], wi[k]));
                        (fr[k], fi[k]) = (re + pr[k], im + pi[k]);
                    }
                }
            }
            if let Some(pixel) = pixel {
                let (mut gr, mut gi) = (wr, wi);
                for _ in 2..degree {
                    for k in 0..N {
                        (gr[k], gi[k]) = times((gr[k], gi[k]), (wr[k], wi[k]));
                    }
                }
                let factor = f64::from(degree);
                for k in 0..N {
                    let slope = if leaps[k] { (ar[k], ai[k]) } else { (factor * gr[k], factor * gi[k]) };
                    let (re, im) = times(slope, (state.gr[k], state.gi[k]));
                    let add = if PARAMETER { (br[k] * pixel, bi[k] * pixel) } else { (0.0, 0.0) };
                    (state.gr[k], state.gi[k]) = (re + add.0, im + add.1);
                }
            }
            for k in 0..N {
                let (re, im) = times((fr[k], fi[k]), (state.dr[k], state.di[k]));
                let (mut re, mut im) = if leaps[k] { (lr[k], li[k]) } else { (re, im) };
                if PARAMETER {
                    let add = times((br[k], bi[k]), (state.cr[k], state.ci[k]));
                    (re, im) = (re + add.0, im + add.1);
                }
                (state.dr[k], state.di[k]) = (re, im);
                state.m[k] += step[k];
                state.n[k] += step[k];
            }
            state.load(table);
        }
    }
}

const MANTISSA: u64 = (1 << 52) - 1;
const ONE: u64 = 1.0_f64.to_bits();

#[inline(always)]
fn largest(re: f64, im: f64) -> f64 {
    let (re, im) = (re.abs(), im.abs());
    if re > im { re } else { im }
}

#[inline(always)]
fn times((a, b): (f64, f64), (x, y): (f64, f64)) -> (f64, f64) {
    (a * x - b * y, a * y + b * x)
}

/// The samples of `N` lanes. A lane without one has steps of 0.
#[repr(align(64))]
struct State<const N: usize> {
    dr: [f64; N],
    di: [f64; N],
    cr: [f64; N],
    ci: [f64; N],
    zr: [f64; N],
    zi: [f64; N],
    gr: [f64; N],
    gi: [f64; N],
    /// The largest radius of the blocks that begin here.
    radius: [f64; N],
    /// The blocks that begin here.
    blocks: [(u32, u32); N],
    least: [f64; N],
    /// |`dz_n / dz_1`|² is 2^(exponent + binary) times the mantissa.
    exponent: [f64; N],
    binary: [i64; N],
    mantissa: [f64; N],
    m: [u64; N],
    n: [u64; N],
    step: [u64; N],
    place: [usize; N],
}

impl<const N: usize> State<N> {
    #[inline(always)]
    const fn empty() -> Self {
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
    fn fill(&mut self, k: usize, sample: Option<Sample>, table: &Table) {
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
    fn load(&mut self, table: &Table) {
        for k in 0..N {
            let Node { re, im, radius, blocks } = table.nodes[self.m[k] as usize];
            (self.zr[k], self.zi[k], self.radius[k], self.blocks[k]) = (re, im, radius, blocks);
        }
    }

    #[inline(always)]
    fn growth(&self, k: usize) -> f64 {
        self.exponent[k] + self.binary[k] as f64
    }

    #[inline(always)]
    fn sample(&self, k: usize) -> Sample {
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
