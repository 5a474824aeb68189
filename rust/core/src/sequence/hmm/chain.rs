//! A chain of states as its kernels take it: how likely each state is first, and after which other.

use ndarray::{ArrayView1, ArrayView2};

use crate::compute::Lanes;

/// A square of a matrix, by rows.
type Tile<const W: usize> = [[f64; W]; W];

/// Probabilities of the first state and of transitions, padded with zeros to whole registers of `W` states.
///
/// No operation is fused and all sums have a fixed order: the bits are the same on every instruction set.
#[derive(Clone, Debug)]
pub struct Chain<const W: usize> {
    n_states: usize,
    /// Registers of states.
    blocks: usize,
    pub start: Vec<f64>,
    /// The tile that leads from block i to block j of states is at j * blocks + i.
    forward: Vec<Tile<W>>,
    /// The same of the transposed matrix.
    backward: Vec<Tile<W>>,
}

/// The chain of a model, on probabilities and on logarithms to base two.
#[derive(Clone, Debug)]
pub struct Chains<const W: usize> {
    pub linear: Chain<W>,
    pub logarithmic: Chain<W>,
}

impl<const W: usize> Chains<W> {
    /// Of a `start` (k) and a `transition` (k, k).
    pub fn new(start: ArrayView1<'_, f64>, transition: ArrayView2<'_, f64>) -> Self {
        Self {
            linear: Chain::new(start, transition, 0.0, |probability| probability),
            logarithmic: Chain::new(start, transition, f64::NEG_INFINITY, f64::log2),
        }
    }
}

impl<const W: usize> Chain<W> {
    /// Of a `start` (k) and a `transition` (k, k), or of what a `map` makes of their entries; `padding` fills the rest.
    pub fn new(
        start: ArrayView1<'_, f64>,
        transition: ArrayView2<'_, f64>,
        padding: f64,
        map: impl Fn(f64) -> f64,
    ) -> Self {
        let n_states = start.len();
        let blocks = n_states.div_ceil(W);
        let entry = |from: usize, to: usize| transition.get((from, to)).map_or(padding, |value| map(*value));
        let tiles = |entry: &dyn Fn(usize, usize) -> f64| -> Vec<Tile<W>> {
            let places = (0..blocks).flat_map(|to| (0..blocks).map(move |from| (from * W, to * W)));
            places
                .map(|(from, to)| std::array::from_fn(|i| std::array::from_fn(|j| entry(from + i, to + j))))
                .collect()
        };
        Self {
            n_states,
            blocks,
            start: (0..blocks * W).map(|j| start.get(j).map_or(padding, |value| map(*value))).collect(),
            forward: tiles(&entry),
            backward: tiles(&|from, to| entry(to, from)),
        }
    }

    /// The number of states, k.
    pub const fn n_states(&self) -> usize {
        self.n_states
    }

    /// The number of states with their padding.
    pub const fn width(&self) -> usize {
        self.blocks * W
    }

    /// The row vector `values` times the matrix.
    #[inline(always)]
    pub fn ahead(&self, values: &[f64], out: &mut [f64]) {
        Self::combine(&self.forward, values, out, |value, entry| value * entry, |sum, term| sum + term);
    }

    /// The matrix times the column vector `values`.
    #[inline(always)]
    pub fn back(&self, values: &[f64], out: &mut [f64]) {
        Self::combine(&self.backward, values, out, |value, entry| value * entry, |sum, term| sum + term);
    }

    /// Whether one register holds the states.
    #[inline(always)]
    pub const fn is_narrow(&self) -> bool {
        self.blocks == 1
    }

    /// As [`ahead`](Self::ahead), of states in one register.
    #[inline(always)]
    pub fn ahead_narrow(&self, values: Lanes<W>) -> Lanes<W> {
        fold(&|i| Lanes::splat(values.0[i]) * Lanes(self.forward[0][i]), &|sum, term| sum + term)
    }

    /// As [`back`](Self::back), of states in one register.
    #[inline(always)]
    pub fn back_narrow(&self, values: Lanes<W>) -> Lanes<W> {
        fold(&|i| Lanes::splat(values.0[i]) * Lanes(self.backward[0][i]), &|sum, term| sum + term)
    }

    /// As [`best`](Self::best), of states in one register, and words with a bit for each state that is best before another.
    #[inline(always)]
    pub fn best_from(&self, values: Lanes<W>) -> (Lanes<W>, Lanes<W>) {
        let sum = |i: usize| Lanes::splat(values.0[i]) + Lanes(self.forward[0][i]);
        let best = fold(&sum, &Lanes::max);
        let word = |i: usize| {
            let sum = sum(i);
            Lanes::each(|lane| f64::from_bits(if sum.0[lane] == best.0[lane] { 1 << i } else { 0 }))
        };
        (best, fold(&word, &Lanes::or))
    }

    /// For each state the largest of `values` plus the matrix's entries that lead to it.
    #[inline(always)]
    pub fn best(&self, values: &[f64], out: &mut [f64]) {
        Self::combine(&self.forward, values, out, |value, entry| value + entry, Lanes::max);
    }

    /// The entry that leads `from` one state `to` another.
    #[inline(always)]
    pub fn entry(&self, from: usize, to: usize) -> f64 {
        self.forward[to / W * self.blocks + from / W][from % W][to % W]
    }

    #[inline(always)]
    fn combine(
        tiles: &[Tile<W>],
        values: &[f64],
        out: &mut [f64],
        term: impl Fn(Lanes<W>, Lanes<W>) -> Lanes<W>,
        merge: impl Fn(Lanes<W>, Lanes<W>) -> Lanes<W>,
    ) {
        let (values, _) = values.as_chunks::<W>();
        let (out, _) = out.as_chunks_mut::<W>();
        for (tiles, slot) in tiles.chunks_exact(values.len()).zip(out) {
            let sum = |block: usize| {
                fold(&|i| term(Lanes::splat(values[block][i]), Lanes(tiles[block][i])), &merge)
            };
            let mut total = sum(0);
            for block in 1..tiles.len() {
                total = merge(total, sum(block));
            }
            *slot = total.0;
        }
    }
}

/// What the rows of a tile make, merged in pairs.
#[inline(always)]
fn fold<const W: usize>(
    term: &impl Fn(usize) -> Lanes<W>,
    merge: &impl Fn(Lanes<W>, Lanes<W>) -> Lanes<W>,
) -> Lanes<W> {
    // Written out, for arrays of registers would be vectorized across them.
    let pair = |i: usize, j: usize| merge(term(i), term(j));
    match W {
        8 => merge(merge(pair(0, 4), pair(2, 6)), merge(pair(1, 5), pair(3, 7))),
        4 => merge(pair(0, 2), pair(1, 3)),
        _ => pair(0, 1),
    }
}

/// The sum of values that fill whole registers, in a fixed order.
#[inline(always)]
pub fn total<const W: usize>(values: &[f64]) -> f64 {
    let (values, _) = values.as_chunks::<W>();
    let mut sum = Lanes(values[0]);
    for value in &values[1..] {
        sum += Lanes(*value);
    }
    sum.sum()
}
