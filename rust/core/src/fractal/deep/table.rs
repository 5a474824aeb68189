//! What samples need of a reference orbit, in float64: its points and the blocks between them.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use num_complex::Complex64;

use crate::compute::Keep;
use crate::fractal::deep::linear_approximation::Blocks;
use crate::fractal::deep::reference_orbit::{Points, ReferenceOrbit};
use crate::number::Scaled;
use crate::{Cancellation, Result};

/// Steps of the shortest table but one; longer ones have twice as many, and so on. Blocks end where tables do, so that
/// samples go the same way whatever the length.
const SHORTEST: usize = 4096;
/// Most steps: 200 MB. Orbits that go on then do so from the start of the critical orbit.
const LONGEST: usize = 1 << 20;

/// The table of a reference orbit, which grows.
pub struct Reference {
    orbit: Arc<ReferenceOrbit>,
    degree: u32,
    bailout: f64,
    dc: Scaled,
    table: Mutex<Arc<Table>>,
}

/// A reference orbit as far as it was needed.
pub struct Table {
    /// The points; the last one is beyond the bailout radius, or the orbit goes on.
    pub points: Points,
    /// For each point its two parts and the radius of the shortest block that begins there.
    pub nodes: Vec<[f64; 4]>,
    /// The blocks in float64.
    pub blocks: Blocks<Complex64>,
    extended: OnceLock<Blocks<Scaled>>,
    degree: u32,
    dc: Scaled,
}

impl Reference {
    /// The table for orbits that escape from `bailout` and whose constants differ by at most `dc` from that of `orbit`.
    pub fn new(orbit: Arc<ReferenceOrbit>, degree: u32, bailout: f64, dc: Scaled) -> Self {
        let table = Table {
            points: Points::default(),
            nodes: Vec::new(),
            blocks: Blocks::new(),
            extended: OnceLock::new(),
            degree,
            dc,
        };
        Self { orbit, degree, bailout, dc, table: Mutex::new(Arc::new(table)) }
    }

    /// The table as it is, or longer than `length` points if it can be.
    ///
    /// # Errors
    /// [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn table(&self, length: usize, cancellation: &Cancellation) -> Result<Arc<Table>> {
        let mut table = self.table.lock().unwrap_or_else(PoisonError::into_inner);
        if table.points.z.len() <= length && !table.points.complete {
            let longer = (length + 1).next_power_of_two().clamp(SHORTEST, LONGEST) + 2;
            *table = Arc::new(self.grown(&table, longer, cancellation)?);
        }
        Ok(Arc::clone(&table))
    }

    fn grown(&self, table: &Table, length: usize, cancellation: &Cancellation) -> Result<Table> {
        let Self { degree, bailout, dc, .. } = *self;
        let mut points = table.points.clone();
        self.orbit.extend(&mut points, length, cancellation)?;
        let start = table.points.z.len().max(1);
        let escaped = points.z.iter().skip(start).position(|z| !(z.norm_sqr() <= bailout * bailout));
        if let Some(at) = escaped {
            points.truncate(start + at + 1);
        }
        points.complete |= points.z.len() > LONGEST;
        let mut blocks = table.blocks.clone();
        let last = points.z.len() - 1;
        blocks.extend(&points, last, degree, dc);
        let node = |(m, z): (usize, &Complex64)| {
            let odd = !m.is_multiple_of(2);
            let block = if odd { blocks.get(m, 1) } else { None };
            [z.re, z.im, block.map_or(0.0, |block| block.radius), 0.0]
        };
        let nodes = points.z.iter().enumerate().map(node).collect();
        Ok(Table { points, nodes, blocks, extended: OnceLock::new(), degree, dc })
    }
}

impl Keep for Reference {
    fn bytes(&self) -> usize {
        // Whoever asks shall not wait for a table that is being computed.
        self.table.try_lock().map_or(0, |table| {
            let nodes = table.nodes.len() * (size_of::<[f64; 4]>() + size_of::<Complex64>());
            nodes + table.blocks.bytes() + table.extended.get().map_or(0, Blocks::bytes)
        })
    }
}

impl Table {
    /// The index of the last point.
    pub fn last(&self) -> usize {
        self.points.z.len() - 1
    }

    /// The blocks with exponents of their own; they are made when they are first asked for.
    pub fn extended(&self) -> &Blocks<Scaled> {
        self.extended.get_or_init(|| {
            let mut blocks = Blocks::new();
            blocks.extend(&self.points, self.last(), self.degree, self.dc);
            blocks
        })
    }
}
