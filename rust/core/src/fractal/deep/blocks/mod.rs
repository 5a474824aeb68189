//! Blocks of steps along a reference orbit: where they begin and end, and which one a sample may take.
//!
//! A step is nonlinear where the orbit comes near the critical point, so blocks reach from one near passage to the next.
//! They are the intervals of the Cartesian tree of the orbit's points by their magnitude: each is parted at its nearest
//! passage, and its parts again. (A binary logarithm is enough of the magnitude; points of the same one part at random, so
//! that no branch becomes long.) The tree is the period-aware table that an orbit near a nucleus asks for, without a
//! period being known; blocks that begin at the same point are kept together, the shorter ones first.

mod block;
mod linear;
mod taylor;

use num_complex::Complex64;

use crate::fractal::deep::reference_orbit::OrbitPoints;
use crate::{Cancellation, Result};

pub use block::Block;
pub use linear::{Linear, Reach, linear};
pub use taylor::{Disc, Polynomials, Taylor};

/// Steps of the first stretch of an orbit; each of the next ones is as long as all before it. No block crosses an end of a
/// stretch, so that samples go the same way however far the orbit is known. One that returns is known from the first.
pub const STRETCH: usize = 1024;
/// Points between two looks at the cancellation.
const PATIENCE: usize = 1024;
/// Binary digits of a key that are the same for points of about the same magnitude.
const RANDOM: u32 = 48;

/// The blocks of an orbit, by the points where they begin.
#[derive(Clone)]
pub struct Blocks<B: Block> {
    /// Where those of each point begin, and where those of the last one end.
    first: Vec<u32>,
    radii: Vec<f64>,
    steps: Vec<u32>,
    kept: Vec<B::Kept>,
}

impl<B: Block> Blocks<B> {
    /// No block yet.
    pub fn new() -> Self {
        // None begins at 0, where no difference is small.
        Self { first: vec![0, 0], radii: Vec::new(), steps: Vec::new(), kept: Vec::new() }
    }

    /// The same ones.
    ///
    /// # Errors
    /// [`Error::Cancelled`](crate::Error::Cancelled): there can be many.
    pub fn copied(&self, cancellation: &Cancellation) -> Result<Self> {
        Ok(Self {
            first: copied(&self.first, cancellation)?,
            radii: copied(&self.radii, cancellation)?,
            steps: copied(&self.steps, cancellation)?,
            kept: copied(&self.kept, cancellation)?,
        })
    }

    /// Adds those that end at `Z_last` at the latest, the end of a stretch or of the orbit.
    ///
    /// # Errors
    /// [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn extend(
        &mut self,
        points: &OrbitPoints,
        last: usize,
        setting: &B::Setting,
        cancellation: &Cancellation,
    ) -> Result<()> {
        loop {
            let start = self.first.len() - 1;
            if start >= last {
                return Ok(());
            }
            let whole = if points.returned { last } else { 0 };
            let end = ((start / STRETCH * 2).max(1) * STRETCH + 1).max(whole);
            self.add(points, (start, end.min(last)), setting, cancellation)?;
        }
    }

    /// Adds those of a stretch.
    fn add(
        &mut self,
        points: &OrbitPoints,
        (start, end): (usize, usize),
        setting: &B::Setting,
        cancellation: &Cancellation,
    ) -> Result<()> {
        let mut found = Vec::new();
        let mut counts = vec![0_u32; end - start];
        // Points that part the blocks to come, each with the block between it and the one before.
        let mut open: Vec<(u64, usize, Option<B>)> = Vec::new();
        for m in start..=end {
            if m % PATIENCE == 0 {
                cancellation.check()?;
            }
            let this = if m == end { 0 } else { key(points.z[m], m) };
            let mut block: Option<B> = None;
            while let Some((_, at, left)) = open.pop_if(|(key, ..)| *key >= this) {
                let step = B::single(points, at, setting);
                let whole = left.map_or(step, |left| left.then(&step, setting));
                let whole = block.map_or(whole, |right| whole.then(&right, setting));
                let begin = open.last().map_or(start, |(_, before, _)| before + 1);
                if m - begin > 1
                    && let Some((radius, kept)) = whole.finish(setting)
                {
                    found.push((begin, m - begin, radius, kept));
                    counts[begin - start] += 1;
                }
                block = Some(whole);
            }
            open.push((this, m, block));
        }
        self.sort(start, &found, &counts, cancellation)
    }

    /// Keeps blocks by where they begin; they come with the shorter ones of each point first.
    fn sort(
        &mut self,
        start: usize,
        found: &[(usize, usize, f64, B::Kept)],
        counts: &[u32],
        cancellation: &Cancellation,
    ) -> Result<()> {
        let Some((_, _, _, any)) = found.first() else {
            self.first.resize(self.first.len() + counts.len(), self.first[start]);
            return Ok(());
        };
        let mut free: Vec<usize> = Vec::with_capacity(counts.len());
        let mut total = self.radii.len();
        for count in counts {
            free.push(total);
            total += *count as usize;
            self.first.push(total as u32);
        }
        self.radii.resize(total, 0.0);
        self.steps.resize(total, 0);
        self.kept.resize(total, *any);
        for (index, (begin, steps, radius, kept)) in found.iter().enumerate() {
            if index % PATIENCE == 0 && cancellation.is_cancelled() {
                break;
            }
            let at = free[begin - start];
            free[begin - start] += 1;
            (self.radii[at], self.steps[at], self.kept[at]) = (*radius, *steps as u32, *kept);
        }
        for begin in start..start + counts.len() {
            self.lower(begin);
        }
        cancellation.check()
    }

    /// Takes care that of the blocks from `m` the longer ones have the smaller radii.
    fn lower(&mut self, m: usize) {
        let range = self.first[m] as usize..self.first[m + 1] as usize;
        let mut least = f64::INFINITY;
        for radius in &mut self.radii[range] {
            least = least.min(*radius);
            *radius = least;
        }
    }

    /// Where the blocks from `m` are: the first one and their number. There may be none.
    #[inline(always)]
    pub fn at(&self, m: usize) -> (u32, u32) {
        match self.first.get(m..m + 2) {
            Some(&[first, end]) => (first, end - first),
            _ => (0, 0),
        }
    }

    /// The largest radius of the blocks from `m`.
    pub fn reach(&self, m: usize) -> Option<f64> {
        let (first, count) = self.at(m);
        (count > 0).then(|| self.radii[first as usize])
    }

    /// The longest of these blocks that a difference of this size may take, of at most so many steps: its steps and itself.
    #[inline(always)]
    pub fn longest(&self, (first, count): (u32, u32), size: f64, most: u64) -> Option<(u64, &B::Kept)> {
        let range = first as usize..(first + count) as usize;
        let mut fit = self.radii[range.clone()].partition_point(|radius| size < *radius);
        while fit > 0 {
            let at = range.start + fit - 1;
            if u64::from(self.steps[at]) <= most {
                return Some((self.steps[at].into(), &self.kept[at]));
            }
            fit -= 1;
        }
        None
    }

    /// Bytes that they take.
    pub fn bytes(&self) -> usize {
        let each = size_of::<f64>() + size_of::<u32>() + size_of::<B::Kept>();
        self.first.capacity() * size_of::<u32>() + self.radii.capacity() * each
    }
}

/// A copy of many values.
///
/// # Errors
/// [`Error::Cancelled`](crate::Error::Cancelled).
pub fn copied<T: Copy>(values: &[T], cancellation: &Cancellation) -> Result<Vec<T>> {
    let mut copy = Vec::with_capacity(values.len());
    for chunk in values.chunks(PATIENCE * 16) {
        cancellation.check()?;
        copy.extend_from_slice(chunk);
    }
    Ok(copy)
}

/// What orders the points of an orbit: smaller where blocks rather part.
fn key(z: Complex64, m: usize) -> u64 {
    let magnitude = z.re.abs().max(z.im.abs()).to_bits() >> 52;
    // The finalizer of SplitMix64 (Steele, Lea and Flood, 2014).
    let mut random = (m as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    random = (random ^ random >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    random = (random ^ random >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    // 0 is left for the end.
    magnitude << RANDOM | (random ^ random >> 31) >> (64 - RANDOM) | 1
}
