//! What samples need of a reference orbit, in float64: its points and the blocks between them.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use num_complex::Complex64;

use crate::compute::Keep;
use crate::fractal::deep::blocks::{Blocks, Disc, Linear, Reach, STRETCH, Taylor, copied};
use crate::fractal::deep::reference_orbit::{OrbitPoints, ReferenceOrbit};
use crate::number::Scaled;
use crate::{Cancellation, Result};

/// Most steps: 250 MB. Orbits that go on then do so from the start of the critical orbit.
const LONGEST: usize = 1 << 20;
/// Points between two looks at the cancellation.
const PATIENCE: usize = 1 << 14;

/// The table of a reference orbit, which grows.
pub struct Reference {
    orbit: Arc<ReferenceOrbit>,
    setting: Setting,
    table: Mutex<Arc<Table>>,
}

/// What a table depends on but the orbit.
#[derive(Clone, Copy)]
pub struct Setting {
    /// The degree of the map.
    pub degree: u32,
    /// The radius from which orbits escape.
    pub bailout: f64,
    /// The most by which constants differ from that of the orbit.
    pub dc: Scaled,
    /// log2 of how far samples are from where the orbit begins, or else from its constant; -inf if that is not known.
    pub reach: f64,
}

/// A reference orbit as far as it was needed.
pub struct Table {
    /// The points. Unless the orbit goes on, the last one is beyond the bailout radius, or as near to 0 as those of samples.
    pub points: OrbitPoints,
    /// For each point its two parts, the largest radius of the blocks that begin there, and where these are.
    pub nodes: Vec<Node>,
    /// The blocks in float64.
    pub blocks: Blocks<Taylor>,
    extended: OnceLock<Blocks<Linear>>,
    setting: Setting,
}

/// A point of a reference orbit.
#[derive(Clone, Copy)]
#[repr(align(32))]
pub struct Node {
    /// Its real part.
    pub re: f64,
    /// Its imaginary part.
    pub im: f64,
    /// The largest radius of the blocks that begin here, 0 if there are none.
    pub radius: f64,
    /// Where these blocks are.
    pub blocks: (u32, u32),
}

impl Reference {
    /// The table of an orbit.
    pub fn new(orbit: Arc<ReferenceOrbit>, setting: Setting) -> Self {
        let table = Table {
            points: OrbitPoints::default(),
            nodes: Vec::new(),
            blocks: Blocks::new(),
            extended: OnceLock::new(),
            setting,
        };
        Self { orbit, setting, table: Mutex::new(Arc::new(table)) }
    }

    /// The table as it is, or longer than `length` points if it can be.
    ///
    /// # Errors
    /// [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn table(&self, length: usize, cancellation: &Cancellation) -> Result<Arc<Table>> {
        let mut table = self.table.lock().unwrap_or_else(PoisonError::into_inner);
        if table.points.z.len() <= length && !table.points.complete {
            let longer = (length + 1).next_power_of_two().clamp(STRETCH, LONGEST) + 2;
            *table = Arc::new(self.grown(&table, longer, cancellation)?);
        }
        Ok(Arc::clone(&table))
    }

    fn grown(&self, table: &Table, length: usize, cancellation: &Cancellation) -> Result<Table> {
        let Setting { degree, bailout, dc, reach } = self.setting;
        let OrbitPoints { z, tiny, .. } = &table.points;
        let mut points = OrbitPoints {
            z: copied(z, cancellation)?,
            tiny: copied(tiny, cancellation)?,
            ..OrbitPoints::default()
        };
        let found = if z.is_empty() && reach > f64::NEG_INFINITY {
            self.orbit.find_return(reach, LONGEST, cancellation)?
        } else {
            None
        };
        self.orbit.extend(&mut points, found.map_or(length, |index| index + 1), cancellation)?;
        (points.complete, points.returned) = (points.complete || found.is_some(), found.is_some());
        let start = z.len().max(1);
        let escaped = points.z.iter().skip(start).position(|z| !(z.norm_sqr() <= bailout * bailout));
        if let Some(at) = escaped {
            points.truncate(start + at + 1);
        }
        points.complete |= points.z.len() > LONGEST;
        let mut blocks = table.blocks.copied(cancellation)?;
        let disc = Disc { degree, bailout, dc: dc.to_complex64().re };
        blocks.extend(&points, points.z.len() - 1, &disc, cancellation)?;
        let mut nodes = Vec::with_capacity(points.z.len());
        for (m, &Complex64 { re, im }) in points.z.iter().enumerate() {
            if m % PATIENCE == 0 {
                cancellation.check()?;
            }
            nodes.push(Node { re, im, radius: blocks.reach(m).unwrap_or(0.0), blocks: blocks.at(m) });
        }
        Ok(Table { points, nodes, blocks, extended: OnceLock::new(), setting: self.setting })
    }
}

impl Keep for Reference {
    fn bytes(&self) -> usize {
        // Whoever asks shall not wait for a table that is being computed.
        self.table.try_lock().map_or(0, |table| {
            let nodes = table.nodes.len() * (size_of::<Node>() + size_of::<Complex64>());
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
    ///
    /// # Errors
    /// [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn extended(&self, cancellation: &Cancellation) -> Result<&Blocks<Linear>> {
        if let Some(blocks) = self.extended.get() {
            return Ok(blocks);
        }
        let mut blocks = Blocks::new();
        let reach = Reach { degree: self.setting.degree, dc: self.setting.dc };
        blocks.extend(&self.points, self.last(), &reach, cancellation)?;
        Ok(self.extended.get_or_init(|| blocks))
    }
}
