//! Forward and backward over the rows of a sequence, on probabilities that are scaled once in some rows.
//!
//! With b the densities of a row and A the transitions, `a_t = (a_{t-1} A) b_t` and `beta_{t-1} = A (b_t beta_t)`
//! (L. R. Rabiner, "A tutorial on hidden Markov models", 1989, 19 to 25). Between two scalings `a_t . beta_t` is the
//! same in all rows, so one factor makes shares of their products; and what it should be is known from the way ahead,
//! which tells whether something was lost below the smallest double.

use std::ops::Range;

use super::chain::{Chain, total};
use super::lattice::{Behind, Part, SCALED};
use crate::compute::Lanes;

/// A sum below this one is too near to the smallest double.
const LEAST: f64 = 1e-250;

/// Most that is kept, on the way back, of a state that is impossible on the way ahead: it stays finite in the rows before.
const MOST: f64 = 1e300;

/// What is known of a row from both ways agrees but for rounding, which is less.
const AGREE: f64 = 1e-6;

/// Fills in the forward probabilities of a part; returns log2 of the factors that were taken out of them, or nothing
/// where too little is left.
#[inline(always)]
pub fn forward<const W: usize>(chain: &Chain<W>, part: &mut Part<'_>) -> Option<f64> {
    let width = chain.width();
    let rows = part.shares.len() / width;
    let mut exponents = 0.0;
    for block in 0..rows.div_ceil(SCALED) {
        let last = rows.min((block + 1) * SCALED);
        if chain.is_narrow() {
            narrow_forward(chain, part, block * SCALED..last);
        } else {
            wide_forward(chain, part, block * SCALED..last);
        }
        let after = &mut part.ahead[last * width..][..width];
        let sum = total::<W>(after);
        if !(sum >= LEAST) {
            return None;
        }
        // By a power of two, so that nothing is rounded.
        let exponent = (sum.to_bits() >> 52).cast_signed() - 1023;
        let scale = f64::from_bits((1023 - exponent).cast_unsigned() << 52);
        for value in &mut *after {
            *value *= scale;
        }
        part.scales[block] = scale;
        exponents += exponent as f64;
    }
    Some(exponents)
}

/// Rows of a part, whose states one register holds: they stay in it.
#[inline(always)]
fn narrow_forward<const W: usize>(chain: &Chain<W>, part: &mut Part<'_>, rows: Range<usize>) {
    let densities = &part.shares.as_chunks::<W>().0[rows.clone()];
    // The row before the part comes first.
    let (before, after) = part.ahead.as_chunks_mut::<W>().0[rows.start..].split_at_mut(1);
    let mut values = Lanes(before[0]);
    let mut steps = after.iter_mut().zip(densities);
    if part.first
        && rows.start == 0
        && let Some((slot, density)) = steps.next()
    {
        values = Lanes::each(|lane| chain.start[lane]) * Lanes(*density);
        *slot = values.0;
    }
    for (slot, density) in steps {
        values = chain.ahead_narrow(values) * Lanes(*density);
        *slot = values.0;
    }
}

/// Rows of a part, whose states fill several registers.
#[inline(always)]
fn wide_forward<const W: usize>(chain: &Chain<W>, part: &mut Part<'_>, rows: Range<usize>) {
    let width = chain.width();
    for t in rows {
        let (before, after) = part.ahead[t * width..][..2 * width].split_at_mut(width);
        if part.first && t == 0 {
            after.copy_from_slice(&chain.start);
        } else {
            chain.ahead(before, after);
        }
        let densities = part.shares[t * width..][..width].as_chunks::<W>().0;
        for (value, density) in after.as_chunks_mut::<W>().0.iter_mut().zip(densities) {
            *value = (Lanes(*value) * Lanes(*density)).0;
        }
    }
}

/// Puts the shares of the rows, times the part's weight, in the place of their densities, and adds to `pairs` what pairs
/// of rows share, short of the transitions; returns nothing where something was lost.
#[inline(always)]
pub fn backward<const W: usize>(
    chain: &Chain<W>,
    part: &mut Part<'_>,
    behind: &mut Behind,
    pairs: Option<&mut [f64]>,
) -> Option<()> {
    let (width, weight) = (chain.width(), part.weight);
    let rows = part.shares.len() / width;
    let mut pairs = pairs;
    for block in (0..rows.div_ceil(SCALED)).rev() {
        let (first, last) = (block * SCALED, rows.min((block + 1) * SCALED));
        let Behind { values, known, .. } = &mut *behind;
        let agreement = dot::<W>(&part.ahead[last * width..][..width], values);
        let apart = if *known { (agreement - 1.0).abs() } else { 0.0 };
        if !(agreement >= LEAST && apart <= AGREE) {
            return None;
        }
        // The last row was scaled, the others were not.
        let scale = part.scales[block];
        let factor = scale / agreement;
        for value in &mut *values {
            *value = (*value * factor).min(MOST);
        }
        *known = true;
        let factors = [weight / scale, weight];
        if chain.is_narrow() {
            narrow_backward(chain, part, behind, first..last, factors);
        } else {
            wide_backward(chain, part, behind, first..last, factors);
        }
        let from = if part.first { first.max(1) } else { first };
        if let Some(pairs) = pairs.as_deref_mut() {
            let ahead = &part.ahead[from * width..last * width];
            add_pairs::<W>(ahead, &behind.products[(from - first) * width..], width, weight, pairs);
        }
    }
    let found = total::<W>(&part.shares[..width]);
    // The first row was not asked yet.
    ((found - weight).abs() <= AGREE * weight).then_some(())
}

/// The shares of rows, the last of them first, whose states one register holds; `factors` are those of the last row and
/// of the others.
#[inline(always)]
fn narrow_backward<const W: usize>(
    chain: &Chain<W>,
    part: &mut Part<'_>,
    behind: &mut Behind,
    rows: Range<usize>,
    [of_last, of_others]: [f64; 2],
) {
    let shares = &mut part.shares.as_chunks_mut::<W>().0[rows.clone()];
    let ahead = &part.ahead.as_chunks::<W>().0[rows.start + 1..=rows.end];
    let products = &mut behind.products.as_chunks_mut::<W>().0[..rows.len()];
    let mut values = Lanes::<W>::each(|lane| behind.values[lane]);
    let mut factor = of_last;
    for ((share, ahead), product) in shares.iter_mut().zip(ahead).zip(products).rev() {
        let known = Lanes(*share) * values;
        *product = known.0;
        *share = (Lanes(*ahead) * values * Lanes::splat(factor)).0;
        factor = of_others;
        values = chain.back_narrow(known);
    }
    behind.values.copy_from_slice(&values.0);
}

/// As [`narrow_backward`], whose states fill several registers.
#[inline(always)]
fn wide_backward<const W: usize>(
    chain: &Chain<W>,
    part: &mut Part<'_>,
    behind: &mut Behind,
    rows: Range<usize>,
    [of_last, of_others]: [f64; 2],
) {
    let (width, first) = (chain.width(), rows.start);
    let Behind { values, products, .. } = behind;
    let mut factor = of_last;
    for t in rows.rev() {
        let ahead = part.ahead[(t + 1) * width..][..width].as_chunks::<W>().0;
        let shares = part.shares[t * width..][..width].as_chunks_mut::<W>().0;
        let product = &mut products[(t - first) * width..][..width];
        let beta = values.as_chunks::<W>().0;
        let known = product.as_chunks_mut::<W>().0;
        for i in 0..ahead.len() {
            known[i] = (Lanes(shares[i]) * Lanes(beta[i])).0;
            shares[i] = (Lanes(ahead[i]) * Lanes(beta[i]) * Lanes::splat(factor)).0;
        }
        factor = of_others;
        chain.back(product, values);
    }
}

/// Adds the products of all states in one row with all in the next, times a weight, rows of a block at once.
#[inline(always)]
fn add_pairs<const W: usize>(ahead: &[f64], products: &[f64], width: usize, weight: f64, pairs: &mut [f64]) {
    let (ahead, _) = ahead.as_chunks::<W>();
    let (products, _) = products.as_chunks::<W>();
    let (pairs, _) = pairs.as_chunks_mut::<W>();
    let blocks = width / W;
    for from in 0..blocks {
        for to in 0..blocks {
            let rows = ahead[from.min(ahead.len())..].iter().step_by(blocks);
            let rows = rows.zip(products[to.min(products.len())..].iter().step_by(blocks));
            add_tile(rows, |i| (from * W + i) * blocks + to, weight, pairs);
        }
    }
}

/// Adds the products of some states in each row with some in the next, four at a time, that their sums stay in registers.
#[inline(always)]
fn add_tile<'a, const W: usize>(
    rows: impl Iterator<Item = (&'a [f64; W], &'a [f64; W])> + Clone,
    place: impl Fn(usize) -> usize,
    weight: f64,
    pairs: &mut [[f64; W]],
) {
    let zero = Lanes::<W>::splat(0.0);
    for first in (0..W).step_by(4) {
        // Of two states there are no others.
        let [a, b, c, d] = [first, first + 1, (first + 2) % W, (first + 3) % W];
        let (mut of_a, mut of_b, mut of_c, mut of_d) = (zero, zero, zero, zero);
        for (known, next) in rows.clone() {
            let next = Lanes(*next);
            of_a += Lanes::splat(known[a]) * next;
            of_b += Lanes::splat(known[b]) * next;
            if W > 2 {
                of_c += Lanes::splat(known[c]) * next;
                of_d += Lanes::splat(known[d]) * next;
            }
        }
        let mut add = |state: usize, sum: Lanes<W>| {
            let slot = &mut pairs[place(state)];
            *slot = (Lanes(*slot) + sum * Lanes::splat(weight)).0;
        };
        add(a, of_a);
        add(b, of_b);
        if W > 2 {
            add(c, of_c);
            add(d, of_d);
        }
    }
}

/// The sum of products, in a fixed order.
#[inline(always)]
fn dot<const W: usize>(one: &[f64], other: &[f64]) -> f64 {
    let mut sum = Lanes::<W>::splat(0.0);
    for (one, other) in one.as_chunks::<W>().0.iter().zip(other.as_chunks::<W>().0) {
        sum += Lanes(*one) * Lanes(*other);
    }
    sum.sum()
}
