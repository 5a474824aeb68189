//! Samples side by side: the innermost loop.
//!
//! Each lane follows a sample of its own, at its own place of the reference, and takes the next one when its sample is
//! done. What a sample yields does not depend on its neighbours: the bits are the same for any number of lanes.

use num_complex::Complex64;

use crate::fractal::Disc;
use crate::fractal::deep::blocks::Polynomials;
use crate::fractal::deep::walk::course::{Course, attracted};
use crate::fractal::deep::walk::sample::{Fate, Sample};
use crate::fractal::deep::walk::state::State;
use crate::{Cancellation, Vectorized};

/// Steps between two looks at the cancellation and at interiors.
const PATIENCE: u32 = 32;
/// Squared moduli below this one count as this one in a product.
const SMALLEST: f64 = 1e-290;
/// Along a block |z|² is more than this share of the reference's.
const QUARTER: f64 = 0.25;

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
            8 => self.choose::<64>(),
            4 => self.choose::<32>(),
            _ => self.choose::<8>(),
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
        // From there all go back to the start of the critical orbit.
        let end = if critical && table.points.complete { last } else { u64::MAX };
        if self.queue.is_empty() {
            return;
        }
        let (mut state, mut polynomials) = (State::<N>::empty(), Polynomials::zero());
        for k in 0..N {
            state.fill(k, self.queue.pop(), table);
        }
        let mut patience = PATIENCE;
        loop {
            // Where the orbits are.
            let (mut wr, mut wi, mut norm, mut size) = ([0.0; N], [0.0; N], [0.0; N], [0.0; N]);
            let (mut stopped, mut back) = ([0_u64; N], [0_u64; N]);
            for k in 0..N {
                (wr[k], wi[k]) = (state.zr[k] + state.dr[k], state.zi[k] + state.di[k]);
                norm[k] = wr[k] * wr[k] + wi[k] * wi[k];
                size[k] = largest(state.dr[k], state.di[k]);
                back[k] = u64::from(largest(wr[k], wi[k]) < size[k]) | u64::from(state.m[k] >= end);
            }
            if critical {
                for k in lanes(&back) {
                    // Z_0 = 0: the difference from it is the point itself.
                    (state.dr[k], state.di[k]) = (wr[k], wi[k]);
                    (state.zr[k], state.zi[k], state.radius[k], state.m[k]) = (0.0, 0.0, 0.0, 0);
                    size[k] = largest(wr[k], wi[k]);
                }
            } else {
                stopped = back;
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
            let done = lanes(&stopped);
            if !done.is_empty() {
                for k in done {
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
                if state.step == [0; N] {
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
            let mut near = [0; N];
            for k in 0..N {
                near[k] = u64::from(size[k] < state.radius[k]);
            }
            let mut leaps = [false; N];
            let near = lanes(&near);
            if !near.is_empty() {
                for k in near {
                    if let Some((steps, block)) =
                        table.blocks.longest(state.blocks[k], size[k], max_iter - state.n[k])
                        && !(trap && QUARTER * block.least < state.least[k])
                    {
                        leaps[k] = true;
                        step[k] = steps;
                        let d = (state.dr[k], state.di[k]);
                        polynomials.set(k, block);
                        (br[k], bi[k]) = (block.b.re, block.b.im);
                        bend[k] = 1.0;
                        if pixel.is_some() || PARAMETER && !block.straight {
                            let slope = block.slope(d);
                            (ar[k], ai[k]) = times((block.a.re, block.a.im), slope);
                            if !block.straight {
                                bend[k] = slope.0 * slope.0 + slope.1 * slope.1;
                            }
                        }
                        state.exponent[k] += if PARAMETER { block.growth } else { 0.0 };
                    }
                }
                (lr, li) = polynomials.take((&state.dr, &state.di));
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

/// Some of the lanes, of which there are 64 at most: a bit for each.
struct Chosen(u64);

impl Chosen {
    #[inline(always)]
    const fn is_empty(&self) -> bool {
        self.0 == 0
    }
}

impl Iterator for Chosen {
    type Item = usize;

    #[inline(always)]
    fn next(&mut self) -> Option<usize> {
        let lane = self.0.trailing_zeros() as usize;
        let left = self.0 != 0;
        self.0 &= self.0.wrapping_sub(1);
        left.then_some(lane)
    }
}

/// The lanes at which there are ones and not zeros.
#[inline(always)]
fn lanes<const N: usize>(chosen: &[u64; N]) -> Chosen {
    Chosen(chosen.iter().enumerate().fold(0, |bits, (k, bit)| bits | bit << k))
}

#[inline(always)]
fn largest(re: f64, im: f64) -> f64 {
    let (re, im) = (re.abs(), im.abs());
    if re > im { re } else { im }
}

#[inline(always)]
fn times((a, b): (f64, f64), (x, y): (f64, f64)) -> (f64, f64) {
    (a * x - b * y, a * y + b * x)
}
