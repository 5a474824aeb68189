//! Components with correlated features in a moderate number of dimensions.

use super::aligned::{Aligned, LINE};
use super::density::Density;
use super::diagonal::{add, take};
use super::kernel::Kernel;
use super::lanes::Lanes;
use super::moments::{Moments, second_length};
use super::tile::Tile;
use super::whiten::{center, whiten};

/// Features of a square of second moments that is gathered side by side.
const SQUARE: usize = 4;

/// Lanes over samples; the sums keep a register for each moment until they are drained.
#[derive(Debug)]
pub struct Medium<'a> {
    density: &'a Density,
    /// Samples about a mean, by columns.
    centred: Aligned,
    /// The same times the responsibilities.
    weighted: Aligned,
    squares: Aligned,
    /// For each component: the weight, d first moments, and the triangle of second moments, a line each.
    sums: Aligned,
}

impl<'a> Kernel<'a> for Medium<'a> {
    fn new(density: &'a Density, stride: usize) -> Self {
        let d = density.n_features;
        let lines = density.n_components * (1 + d + second_length(d, density.covariance_type));
        Self {
            density,
            centred: Aligned::new(d * stride),
            weighted: Aligned::new(d * stride),
            squares: Aligned::new(stride),
            sums: Aligned::new(lines * LINE),
        }
    }

    #[inline(always)]
    fn log_densities<const L: usize>(&mut self, tile: &Tile, out: &mut [f64]) {
        for (j, row) in out.chunks_exact_mut(tile.stride).enumerate().take(self.density.n_components) {
            center::<L>(tile, self.density.mean(j), &mut self.centred);
            whiten::<L>(self.density.factor(j), &self.centred, tile, &mut self.squares);
            let constant = self.density.constants[j];
            for (slot, square) in row.iter_mut().zip(&self.squares[..tile.length]) {
                *slot = constant - square;
            }
        }
    }

    #[inline(always)]
    fn accumulate<const L: usize>(&mut self, tile: &Tile, powers: &[f64], scales: &[f64]) {
        let d = self.density.n_features;
        let vectors = tile.length / L;
        let (scales, _) = scales.as_chunks::<L>();
        let lines_each = 1 + d + second_length(d, self.density.covariance_type);
        let lines = self.sums.chunks_exact_mut(LINE * lines_each);
        for (j, (lines, powers)) in lines.zip(powers.chunks_exact(tile.stride)).enumerate() {
            let (lines, _) = lines.as_chunks_mut::<LINE>();
            let (head, lines) = lines.split_at_mut(1);
            let (first, second) = lines.split_at_mut(d);
            let (powers, _) = powers.as_chunks::<L>();
            let (responsibilities, _) = self.squares.as_chunks_mut::<L>();
            let mut weight = Lanes::splat(0.0);
            for ((slot, power), scale) in responsibilities[..vectors].iter_mut().zip(powers).zip(scales) {
                let responsibility = Lanes(*power) * Lanes(*scale);
                weight += responsibility;
                *slot = responsibility.0;
            }
            add(&mut head[0], weight);
            center::<L>(tile, self.density.mean(j), &mut self.centred);
            let columns =
                self.centred.chunks_exact(tile.stride).zip(self.weighted.chunks_exact_mut(tile.stride));
            for ((centred, weighted), first) in columns.zip(first) {
                let (centred, _) = centred.as_chunks::<L>();
                let (weighted, _) = weighted.as_chunks_mut::<L>();
                let mut sum = Lanes::splat(0.0);
                let columns = weighted[..vectors].iter_mut().zip(centred).zip(&*responsibilities);
                for ((slot, value), responsibility) in columns {
                    let product = Lanes(*value) * Lanes(*responsibility);
                    sum += product;
                    *slot = product.0;
                }
                add(first, sum);
            }
            triangle::<L>(&self.weighted, &self.centred, d, tile, second);
        }
    }

    #[inline(always)]
    fn drain<const L: usize>(&mut self, moments: &mut Moments) {
        let d = self.density.n_features;
        let length = second_length(d, self.density.covariance_type);
        for (j, lines) in self.sums.chunks_exact_mut(LINE * (1 + d + length)).enumerate() {
            let (lines, _) = lines.as_chunks_mut::<LINE>();
            moments.weight_sums[j] = take::<L>(&mut lines[0]);
            let (first, second) = lines[1..].split_at_mut(d);
            for (slot, line) in moments.first[j * d..].iter_mut().zip(first) {
                *slot = take::<L>(line);
            }
            for (slot, line) in moments.second[j * length..].iter_mut().zip(second) {
                *slot = take::<L>(line);
            }
        }
    }
}

/// Adds the products of all pairs of features to the lines of the lower triangle.
#[inline(always)]
fn triangle<const L: usize>(
    weighted: &[f64],
    centred: &[f64],
    d: usize,
    tile: &Tile,
    lines: &mut [[f64; LINE]],
) {
    for top in (0..d).step_by(SQUARE) {
        match d - top {
            1 => strip::<L, 1>(weighted, centred, top, tile, lines),
            2 => strip::<L, 2>(weighted, centred, top, tile, lines),
            3 => strip::<L, 3>(weighted, centred, top, tile, lines),
            _ => strip::<L, SQUARE>(weighted, centred, top, tile, lines),
        }
    }
}

/// The `R` rows of the triangle from row `top` on.
#[inline(always)]
fn strip<const L: usize, const R: usize>(
    weighted: &[f64],
    centred: &[f64],
    top: usize,
    tile: &Tile,
    lines: &mut [[f64; LINE]],
) {
    for left in (0..top).step_by(SQUARE) {
        products::<L, R, SQUARE>(weighted, centred, top, left, tile, lines);
    }
    products::<L, R, R>(weighted, centred, top, top, tile, lines);
}

/// A rectangle of the triangle; above the diagonal it computes in vain.
#[inline(always)]
fn products<const L: usize, const R: usize, const C: usize>(
    weighted: &[f64],
    centred: &[f64],
    top: usize,
    left: usize,
    tile: &Tile,
    lines: &mut [[f64; LINE]],
) {
    let (vectors, step) = (tile.length / L, tile.stride / L);
    let (all_weighted, _) = weighted.as_chunks::<L>();
    let (all_centred, _) = centred.as_chunks::<L>();
    let rows: [&[[f64; L]]; R] = std::array::from_fn(|r| &all_weighted[(top + r) * step..][..vectors]);
    let columns: [&[[f64; L]]; C] = std::array::from_fn(|c| &all_centred[(left + c) * step..][..vectors]);
    let mut sums = [[Lanes::splat(0.0); C]; R];
    for t in 0..vectors {
        for r in 0..R {
            for c in 0..C {
                sums[r][c] = Lanes(rows[r][t]).mul_add(Lanes(columns[c][t]), sums[r][c]);
            }
        }
    }
    for r in 0..R {
        let start = (top + r) * (top + r + 1) / 2;
        for c in 0..C {
            if left + c <= top + r {
                add(&mut lines[start + left + c], sums[r][c]);
            }
        }
    }
}
