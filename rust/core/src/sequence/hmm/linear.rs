//! Forward and backward over the rows of a sequence, on probabilities that are scaled once in some rows.
//!
//! With b the densities of a row and A the transitions, `a_t = (a_{t-1} A) b_t` and `beta_{t-1} = A (b_t beta_t)`
//! (L. R. Rabiner, "A tutorial on hidden Markov models", 1989, 19 to 25). Between two scalings `a_t . beta_t` is the
//! same in all rows, so one factor makes shares of their products; and what it should be is known from the way ahead,
//! which tells whether something was lost below the smallest double.

use std::ops::Range;

use super::chain::{Chain, total};
use super::lattice::{Behind, Part};
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
    let mut exponents = 0.0;
    for block in 0..part.blocks(chain.width()) {
        exponents += forward_block(chain, part, block)?;
    }
    Some(exponents)
}

/// As [`forward`], over the rows before a scaling.
#[inline(always)]
fn forward_block<const W: usize>(chain: &Chain<W>, part: &mut Part<'_>, block: usize) -> Option<f64> {
    let rows = part.rows(block, chain.width());
    if chain.is_narrow() {
        let mut ahead = NarrowAhead::new(part, rows.clone());
        for row in 0..rows.len() {
            ahead.step(chain, row);
        }
    } else {
        wide_forward(chain, part, rows);
    }
    scale(chain, part, block)
}

/// Scales the last row of a block.
#[inline(always)]
fn scale<const W: usize>(chain: &Chain<W>, part: &mut Part<'_>, block: usize) -> Option<f64> {
    let width = chain.width();
    let last = part.rows(block, width).end;
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
    Some(exponent as f64)
}

/// Rows of a part on the way ahead, whose states one register holds: they stay in it.
struct NarrowAhead<'a, const W: usize> {
    first: bool,
    values: Lanes<W>,
    after: &'a mut [[f64; W]],
    densities: &'a [[f64; W]],
}

impl<'a, const W: usize> NarrowAhead<'a, W> {
    #[inline(always)]
    fn new(part: &'a mut Part<'_>, rows: Range<usize>) -> Self {
        let first = part.first && rows.start == 0;
        // The row before the part comes first.
        let (before, after) = part.ahead.as_chunks_mut::<W>().0[rows.start..=rows.end].split_at_mut(1);
        Self { first, values: Lanes(before[0]), after, densities: &part.shares.as_chunks::<W>().0[rows] }
    }

    #[inline(always)]
    fn step(&mut self, chain: &Chain<W>, row: usize) {
        let values = if std::mem::take(&mut self.first) {
            Lanes::each(|lane| chain.start[lane])
        } else {
            chain.ahead_narrow(self.values)
        };
        self.values = values * Lanes(self.densities[row]);
        self.after[row] = self.values.0;
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
///
/// Meanwhile it fills in the forward probabilities of what is wanted next, if anything is: neither waits for the other.
#[inline(always)]
pub fn backward<const W: usize>(
    chain: &Chain<W>,
    part: &mut Part<'_>,
    behind: &mut Behind,
    mut pairs: Option<&mut [f64]>,
    mut next: Option<&mut Part<'_>>,
) -> Option<()> {
    let width = chain.width();
    let (blocks, ahead) = (part.blocks(width), next.as_ref().map_or(0, |next| next.blocks(width)));
    for number in 0..blocks {
        let block = blocks - 1 - number;
        let rows = part.rows(block, width);
        let factors = meet::<W>(part, behind, block, rows.end)?;
        let next = next.as_deref_mut().filter(|_| number < ahead);
        if !chain.is_narrow() {
            wide_backward(chain, part, behind, rows.clone(), factors);
        } else if let Some(next) = next {
            let (other, mut back) =
                (next.rows(number, width), NarrowBack::new(part, behind, rows.clone(), factors));
            let mut ahead = NarrowAhead::new(next, other.clone());
            for row in 0..rows.len().max(other.len()) {
                if row < rows.len() {
                    back.step(chain, rows.len() - 1 - row);
                }
                if row < other.len() {
                    ahead.step(chain, row);
                }
            }
            let values = back.values.0;
            behind.values.copy_from_slice(&values);
            scale(chain, next, number)?;
        } else {
            let mut back = NarrowBack::new(part, behind, rows.clone(), factors);
            for row in (0..rows.len()).rev() {
                back.step(chain, row);
            }
            let values = back.values.0;
            behind.values.copy_from_slice(&values);
        }
        let from = if part.first { rows.start.max(1) } else { rows.start };
        if let Some(pairs) = pairs.as_deref_mut() {
            let ahead = &part.ahead[from * width..rows.end * width];
            let products = &behind.products[(from - rows.start) * width..];
            add_pairs::<W>(ahead, products, width, part.weight, pairs);
        }
    }
    if let Some(next) = next {
        for block in blocks..ahead {
            forward_block(chain, next, block)?;
        }
    }
    let found = total::<W>(&part.shares[..width]);
    // The first row was not asked yet.
    ((found - part.weight).abs() <= AGREE * part.weight).then_some(())
}

/// Scales what is known on the way back at the last row of a block, and returns the factors of the shares of this row
/// and of the others.
#[inline(always)]
fn meet<const W: usize>(part: &Part<'_>, behind: &mut Behind, block: usize, last: usize) -> Option<[f64; 2]> {
    let values = &mut behind.values;
    let agreement = dot::<W>(&part.ahead[last * values.len()..][..values.len()], values);
    let apart = if behind.known { (agreement - 1.0).abs() } else { 0.0 };
    if !(agreement >= LEAST && apart <= AGREE) {
        return None;
    }
    let scale = part.scales[block];
    let factor = scale / agreement;
    for value in values {
        *value = (*value * factor).min(MOST);
    }
    behind.known = true;
    // The last row was scaled, the others were not.
    let of_last = part.weight / scale;
    of_last.is_normal().then_some([of_last, part.weight])
}

/// Rows of a part on the way back, whose states one register holds: they stay in it.
struct NarrowBack<'a, const W: usize> {
    values: Lanes<W>,
    factors: [f64; 2],
    ahead: &'a [[f64; W]],
    shares: &'a mut [[f64; W]],
    products: &'a mut [[f64; W]],
}

impl<'a, const W: usize> NarrowBack<'a, W> {
    #[inline(always)]
    fn new(part: &'a mut Part<'_>, behind: &'a mut Behind, rows: Range<usize>, factors: [f64; 2]) -> Self {
        Self {
            values: Lanes::each(|lane| behind.values[lane]),
            factors,
            ahead: &part.ahead.as_chunks::<W>().0[rows.start + 1..=rows.end],
            products: &mut behind.products.as_chunks_mut::<W>().0[..rows.len()],
            shares: &mut part.shares.as_chunks_mut::<W>().0[rows],
        }
    }

    #[inline(always)]
    fn step(&mut self, chain: &Chain<W>, row: usize) {
        let known = Lanes(self.shares[row]) * self.values;
        self.products[row] = known.0;
        self.shares[row] = (Lanes(self.ahead[row]) * self.values * Lanes::splat(self.factors[0])).0;
        self.factors[0] = self.factors[1];
        self.values = chain.back_narrow(known);
    }
}

/// The shares of rows, the last of them first, whose states fill several registers.
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
            let row = |row: usize| (&ahead[row * blocks + from], &products[row * blocks + to]);
            add_tile(ahead.len() / blocks, row, |i| (from * W + i) * blocks + to, weight, pairs);
        }
    }
}

/// Adds the products of some states in each row with some in the next, four at a time, that their sums stay in registers.
#[inline(always)]
fn add_tile<'a, const W: usize>(
    rows: usize,
    row: impl Fn(usize) -> (&'a [f64; W], &'a [f64; W]),
    place: impl Fn(usize) -> usize,
    weight: f64,
    pairs: &mut [[f64; W]],
) {
    let zero = Lanes::<W>::splat(0.0);
    for first in (0..W).step_by(4) {
        // Of two states there are no others.
        let [a, b, c, d] = [first, first + 1, (first + 2) % W, (first + 3) % W];
        let (mut of_a, mut of_b, mut of_c, mut of_d) = (zero, zero, zero, zero);
        for t in 0..rows {
            let (known, next) = row(t);
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
