//! How many iterations a place needs, by its depth and by what some of its samples show.

use crate::fractal::{BAILOUT, Escape, Family, Place, Tile, escape_counts, tile_level};
use crate::{Context, Result};

/// Columns of the samples that are looked at.
const PROBE: usize = 16;
/// Iterations after which a place where nothing has escaped is taken for the interior, and those that are not passed.
const INTERIOR: u32 = 1 << 18;
const FARTHEST: u32 = 1 << 22;
/// Iterations after which float64 takes a place where nothing has escaped for the interior.
const SLOW: u32 = 1 << 16;
/// Levels down to this one, where all of a set is in sight, have a fixed number of iterations.
const SHALLOW: i32 = 8;

/// The number of iterations that a level of tiles has, whatever it shows.
///
/// Orbits near a Julia set take a number of steps to escape that grows with the logarithm of the distance.
#[must_use]
pub fn level_max_iter(level: i32) -> u32 {
    level.max(0).unsigned_abs().saturating_mul(64).saturating_add(512)
}

/// The number of iterations that shows what is at a place: that of its level, times a power of two.
///
/// # Errors
/// [`Error::Cancelled`](crate::Error::Cancelled); those of [`escape_counts`] there.
pub fn auto_max_iter<'a>(formula: &Family, place: impl Into<Place<'a>>, context: Context<'_>) -> Result<u32> {
    let place = place.into();
    let level = tile_level(place.log2_pixel(), 1);
    let least = level_max_iter(level);
    if level <= SHALLOW {
        return Ok(least);
    }
    let probe = |max_iter| -> Result<Vec<u32>> {
        let escape = Escape::new(BAILOUT, max_iter)?;
        let counts = match place {
            Place::Raster(raster) => escape_counts(formula, escape, &raster.coarser(PROBE), context),
            Place::Frame(frame) => escape_counts(formula, escape, &frame.coarser(PROBE), context),
        }?;
        Ok(counts.into_iter().filter(|&count| count < max_iter).collect())
    };
    if level > Tile::MAX_Z { sufficient_max_iter(least, probe) } else { resolving_max_iter(least, probe) }
}

/// `least` times a power of two, with which a place of float64 is not one flat color, if there is such a number.
///
/// It is `least` where half of those samples that escape do so in half as many steps, or where none does;
/// `probe(max_iter)` are the counts of those that escape. A `least` of 0 is one of 1.
///
/// # Errors
/// The first one of `probe`.
pub fn resolving_max_iter(least: u32, probe: impl Fn(u32) -> Result<Vec<u32>>) -> Result<u32> {
    let least = least.max(1);
    let mut max_iter = least;
    loop {
        let mut counts = probe(max_iter)?;
        if is_median_within(&mut counts, max_iter) {
            return Ok(max_iter);
        }
        if max_iter >= SLOW {
            return Ok(if counts.is_empty() { least } else { max_iter });
        }
        max_iter *= 2;
    }
}

/// Whether twice the median of some counts is at most `max_iter`; there is none of none.
fn is_median_within(counts: &mut [u32], max_iter: u32) -> bool {
    if counts.is_empty() {
        return false;
    }
    counts.sort_unstable();
    let middle = counts.len() / 2;
    counts[(counts.len() - 1) / 2].saturating_add(counts[middle]) <= max_iter
}

/// `least` times a power of two, which few samples would pass: at least twice the largest count, if that is in reach.
///
/// `probe(max_iter)` are the counts of those samples that escape. A `least` of 0 is one of 1.
///
/// # Errors
/// The first one of `probe`.
pub fn sufficient_max_iter(least: u32, probe: impl Fn(u32) -> Result<Vec<u32>>) -> Result<u32> {
    let mut max_iter = least.max(1);
    while max_iter < FARTHEST {
        let counts = probe(max_iter)?;
        let is_known = !counts.is_empty() || max_iter >= INTERIOR;
        if is_known && counts.into_iter().max().unwrap_or(0) <= max_iter / 2 {
            break;
        }
        max_iter *= 2;
    }
    Ok(max_iter)
}
