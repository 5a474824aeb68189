//! The lattice of a self-organizing map: where its nodes are, and how strongly each one pulls at the others.

use crate::{Error, Result};

/// Where the nodes of a map sit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Topology {
    /// On squares: up to eight nodes are adjacent to one.
    Rectangular,
    /// On a honeycomb, each second row half a step to the right: up to six nodes are adjacent to one.
    Hexagonal,
}

impl Topology {
    pub(super) const ALL: [Self; 2] = [Self::Rectangular, Self::Hexagonal];

    /// Its name in Python and in the page.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rectangular => "rectangular",
            Self::Hexagonal => "hexagonal",
        }
    }

    /// That of this name.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] if there is none.
    pub fn named(name: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|topology| topology.name() == name)
            .ok_or_else(|| Error::invalid("topology", "'rectangular' or 'hexagonal'", format!("{name:.40}")))
    }

    /// The square of the distance of two rows.
    const fn row_height_squared(self) -> f64 {
        match self {
            Self::Rectangular => 1.0,
            Self::Hexagonal => 0.75,
        }
    }

    /// How far a row is shifted to the right.
    const fn shift(self, row: usize) -> f64 {
        if matches!(self, Self::Hexagonal) && row % 2 == 1 { 0.5 } else { 0.0 }
    }

    /// The largest squared distance of nodes that are adjacent.
    const fn adjacent(self) -> f64 {
        match self {
            Self::Rectangular => 2.0,
            Self::Hexagonal => 1.0,
        }
    }
}

/// Rows and columns of nodes; node `row * columns + column` is in this row and column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Lattice {
    pub(super) rows: usize,
    pub(super) columns: usize,
    pub(super) topology: Topology,
}

impl Lattice {
    /// Most nodes: their numbers are labels of samples.
    pub const MAX_NODES: usize = 1 << 20;

    /// # Errors
    /// [`Error::InvalidArgument`] unless there is a node, and no more than [`MAX_NODES`](Self::MAX_NODES).
    pub fn new(rows: usize, columns: usize, topology: Topology) -> Result<Self> {
        for (name, size) in [("rows", rows), ("columns", columns)] {
            if size == 0 {
                return Err(Error::invalid(name, "at least 1", size));
            }
        }
        if rows.checked_mul(columns).is_none_or(|nodes| nodes > Self::MAX_NODES) {
            let expected = format!("no more than {} together", Self::MAX_NODES);
            return Err(Error::invalid("rows and columns", expected, format!("{rows} x {columns} nodes")));
        }
        Ok(Self { rows, columns, topology })
    }

    /// The number of nodes.
    #[must_use]
    pub const fn n_nodes(&self) -> usize {
        self.rows * self.columns
    }

    /// Whether two nodes are next to each other: at a distance of 1, or of squares at a corner.
    #[must_use]
    pub fn adjacent(&self, node: usize, other: usize) -> bool {
        let [row, next_row] = [node / self.columns, other / self.columns];
        let x = |node: usize, row: usize| (node % self.columns) as f64 + self.topology.shift(row);
        let apart = x(node, row) - x(other, next_row);
        let rows = row.abs_diff(next_row) as f64;
        rows * rows * self.topology.row_height_squared() + apart * apart <= self.topology.adjacent()
    }

    /// The neighborhood of this radius: a Gaussian of the distance, with it as the standard deviation; of radius 0 each
    /// node has itself only.
    #[must_use]
    pub fn neighborhood(self, radius: f64) -> Neighborhood {
        let pull =
            |squared: f64| if squared == 0.0 { 1.0 } else { (-squared / (2.0 * radius * radius)).exp() };
        let along = |shift: f64| {
            let ahead = |column: usize| pull((column as f64 + shift).powi(2));
            // Of columns behind, from the farthest one, then of this one and those ahead.
            let behind = (1..self.columns).rev().map(|column| pull((column as f64 - shift).powi(2)));
            behind.chain((0..self.columns).map(ahead)).collect()
        };
        let height = self.topology.row_height_squared();
        Neighborhood {
            lattice: self,
            rows: (0..self.rows).map(|rows| pull((rows * rows) as f64 * height)).collect(),
            columns: [along(0.0), along(0.5)],
        }
    }
}

/// How strongly each node pulls at the others.
///
/// A Gaussian of a distance is a product: sums over all nodes are sums along rows, then along columns. That is so on a
/// honeycomb too, where sums along a row are taken twice, for rows that are shifted alike and for the others.
#[derive(Clone, Debug)]
pub struct Neighborhood {
    lattice: Lattice,
    /// The pull between rows that are so far apart.
    rows: Vec<f64>,
    /// The pull of a node on those of a row with the same shift, and with half a step more to the right; the node itself is
    /// in the middle.
    columns: [Vec<f64>; 2],
}

impl Neighborhood {
    /// The sums over all nodes of some `values` each, (nodes, n) in memory order, times their pull on each node.
    #[must_use]
    pub fn gather(&self, values: &[f64]) -> Vec<f64> {
        let Lattice { rows, topology, .. } = self.lattice;
        let length = values.len() / rows;
        let shifts = if topology == Topology::Hexagonal && rows > 1 { 2 } else { 1 };
        let along: Vec<Vec<f64>> = (0..shifts)
            .map(|other| {
                let lines = values.chunks_exact(length.max(1)).enumerate();
                lines.flat_map(|(row, line)| self.along(line, row, other == 1)).collect()
            })
            .collect();
        let mut sums = vec![0.0; values.len()];
        for (row, sums) in sums.chunks_exact_mut(length.max(1)).enumerate() {
            for from in 0..rows {
                let line = &along[(row + from) % shifts][from * length..][..length];
                add(sums, line, self.rows[row.abs_diff(from)]);
            }
        }
        sums
    }

    /// The sums along a row, for a row that is shifted alike or an `other` one.
    fn along(&self, line: &[f64], row: usize, other: bool) -> Vec<f64> {
        let columns = self.lattice.columns;
        let size = line.len() / columns;
        let mut sums = vec![0.0; line.len()];
        for to in 0..columns {
            let sums = &mut sums[to * size..][..size];
            for from in 0..columns {
                // Seen from a row that is shifted itself, the others are shifted to the left: the mirror image.
                let ahead =
                    if other && row % 2 == 1 { from + columns - 1 - to } else { to + columns - 1 - from };
                add(sums, &line[from * size..][..size], self.columns[usize::from(other)][ahead]);
            }
        }
        sums
    }
}

/// Adds values, each times `factor`.
fn add(sums: &mut [f64], values: &[f64], factor: f64) {
    sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += factor * value);
}
