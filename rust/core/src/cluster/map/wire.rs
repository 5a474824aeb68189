//! The statistics of a map as bytes, for another process or machine.
//!
//! Little endian, every bit kept: the mark, rows, columns, the numbers of topology and winner, d, the first row, the number
//! of rows and of subtrees, the radius, the shares and the places of the nodes; then for each subtree its level and index
//! (2^64 - 1 if it has no place), inertia, distance, torn and whole weight, weights and sums.

use ndarray::{Array1, Array2};

use super::lattice::{Lattice, Topology};
use super::self_organizing_map::SelfOrganizingMap;
use super::statistics::{MapStatistics, Tally};
use super::winners::Winner;
use crate::Result;
use crate::cluster::statistics::Clusters;
use crate::compute::{Place, Tree};
use crate::em::{LENGTH, malformed, read, sizes, write};

const MARK: [u8; 8] = *b"ismapst1";
/// Numbers of a subtree besides those of each node.
const HEAD: usize = 6;

impl MapStatistics {
    /// Serialises every bit.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let SelfOrganizingMap { means, weights, lattice, radius, winner } = &self.map;
        let (nodes, [first_row, n_rows]) = self.tallies.parts();
        let sizes =
            [lattice.rows, lattice.columns, lattice.topology as usize, *winner as usize, means.ncols()];
        let [rows, columns, topology, winner, d] = sizes.map(|size| size as u64);
        let header = [rows, columns, topology, winner, d, first_row, n_rows, nodes.len() as u64];
        let mut values = vec![*radius];
        values.extend(weights.iter().chain(means));
        for (place, Tally { clusters, distance, torn, weight }) in nodes {
            values.extend(Place::to_numbers(*place).map(f64::from_bits));
            values.extend([clusters.inertia, *distance, *torn, *weight]);
            values.extend(clusters.weights.iter().chain(&clusters.sums));
        }
        write(MARK, header, values.iter())
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`](crate::Error::InvalidArgument) if the mark, a size, a place or the length is wrong, and as
    /// [`SelfOrganizingMap::new`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let malformed = |what| malformed("statistics of a map", what);
        let (header, mut values) = read::<8>(MARK, bytes).map_err(malformed)?;
        let [rows, columns, topology, winner, d, first_row, n_rows, n_nodes] = header;
        let whole = |number: u64| usize::try_from(number).map_err(|_| malformed(LENGTH));
        let topology = Topology::ALL.get(whole(topology)?).ok_or_else(|| malformed("an unknown topology"))?;
        let winner = Winner::ALL.get(whole(winner)?).ok_or_else(|| malformed("an unknown winner"))?;
        let lattice = Lattice::new(whole(rows)?, whole(columns)?, *topology)?;
        let n_nodes = whole(n_nodes)?;
        let length = |k: usize, d: usize| {
            let each = k.checked_mul(d.checked_add(1)?)?;
            n_nodes.checked_mul(each.checked_add(HEAD)?)?.checked_add(each)?.checked_add(1)
        };
        let (k, d) = sizes(lattice.n_nodes() as u64, d, values.len(), length).map_err(malformed)?;
        let mut take = |count: usize| values.by_ref().take(count).collect::<Vec<_>>();
        let (radius, weights) = (take(1)[0], Array1::from(take(k)));
        let means = Array2::from_shape_vec((k, d), take(k * d)).map_err(|_| malformed(LENGTH))?;
        let map = SelfOrganizingMap { weights, ..SelfOrganizingMap::new(means, lattice, radius, *winner)? };
        let node = |_| {
            let head = take(HEAD);
            let clusters = Clusters { inertia: head[2], weights: take(k), sums: take(k * d) };
            let place = Place::of_numbers([head[0], head[1]].map(f64::to_bits));
            (place, Tally { clusters, distance: head[3], torn: head[4], weight: head[5] })
        };
        let nodes = (0..n_nodes).map(node).collect();
        let tallies = Tree::from_parts(nodes, [first_row, n_rows])
            .ok_or_else(|| malformed("sums that do not follow one another"))?;
        Ok(Self { map, tallies })
    }
}
