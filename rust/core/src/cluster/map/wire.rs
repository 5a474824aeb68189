//! The statistics of a map as bytes, for another process or machine.
//!
//! Little endian, every bit kept: the mark, rows and columns of the lattice, d, topology and winner (0 or 1 each), the first
//! row, the numbers of rows and of subtrees, the radius, the places and the shares of the nodes; then for each subtree its
//! level and index (2^64 - 1 if it has no place), inertia, distance, torn samples, weight, weights and sums.

use ndarray::{Array1, Array2};

use super::lattice::{Lattice, Topology};
use super::self_organizing_map::SelfOrganizingMap;
use super::statistics::{MapStatistics, Tally};
use super::winners::Winner;
use crate::Result;
use crate::cluster::statistics::Clusters;
use crate::compute::{Place, Tree};
use crate::em::{LENGTH, malformed, read, sizes, write};

const MARK: [u8; 8] = *b"ismap\0\0\x01";
const NOWHERE: u64 = u64::MAX;
/// Single numbers of a subtree.
const HEAD: usize = 6;

impl MapStatistics {
    /// Serialises every bit.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let Self { map, tallies } = self;
        let (nodes, [first_row, n_rows]) = tallies.parts();
        let Lattice { rows, columns, topology } = map.lattice;
        let sides = [rows, columns, map.means.ncols()].map(|side| side as u64);
        let [hexagonal, local] = [topology == Topology::Hexagonal, map.winner == Winner::Local];
        let header = [
            sides[0],
            sides[1],
            sides[2],
            hexagonal.into(),
            local.into(),
            first_row,
            n_rows,
            nodes.len() as u64,
        ];
        let mut values = vec![map.radius];
        values.extend(map.means.iter().chain(&map.weights));
        for (place, Tally { clusters, distance, torn, weight }) in nodes {
            let (level, index) = place.map_or((NOWHERE, NOWHERE), |place| (place.level.into(), place.index));
            values.extend([f64::from_bits(level), f64::from_bits(index)]);
            values.extend([clusters.inertia, *distance, *torn, *weight]);
            values.extend(clusters.weights.iter().chain(&clusters.sums));
        }
        write(MARK, header, values.iter())
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`](crate::Error::InvalidArgument) if the mark, a size, a place or the length is wrong.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let malformed = |what| malformed("map statistics", what);
        let (header, mut values) = read::<8>(MARK, bytes).map_err(malformed)?;
        let [rows, columns, d, hexagonal, local, first_row, n_rows, n_nodes] = header;
        let whole = |number: u64| usize::try_from(number).map_err(|_| malformed(LENGTH));
        let topology = if hexagonal == 0 { Topology::Rectangular } else { Topology::Hexagonal };
        let lattice = Lattice::new(whole(rows)?, whole(columns)?, topology)?;
        let n_nodes = whole(n_nodes)?;
        let length = |k: usize, d: usize| {
            let each = k.checked_mul(d.checked_add(1)?)?;
            let nodes = n_nodes.checked_mul(each.checked_add(HEAD)?)?;
            each.checked_add(1)?.checked_add(nodes)
        };
        let (k, d) = sizes(lattice.n_nodes() as u64, d, values.len(), length).map_err(malformed)?;
        let mut take = |count: usize| values.by_ref().take(count).collect::<Vec<_>>();
        let radius = take(1)[0];
        let means = Array2::from_shape_vec((k, d), take(k * d)).map_err(|_| malformed(LENGTH))?;
        let winner = if local == 0 { Winner::Nearest } else { Winner::Local };
        let map = SelfOrganizingMap::new(means, lattice, radius, winner)?;
        let map = SelfOrganizingMap { weights: Array1::from(take(k)), ..map };
        let node = |_| {
            let head = take(HEAD);
            let [level, index] = [head[0], head[1]].map(f64::to_bits);
            let place = u32::try_from(level).ok().map(|level| Place { level, index });
            let clusters = Clusters { inertia: head[2], weights: take(k), sums: take(k * d) };
            (place, Tally { clusters, distance: head[3], torn: head[4], weight: head[5] })
        };
        let nodes = (0..n_nodes).map(node).collect();
        let tallies = Tree::from_parts(nodes, [first_row, n_rows])
            .ok_or_else(|| malformed("sums that do not follow one another"))?;
        Ok(Self { map, tallies })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use ndarray::{Array2, array};

    use crate::cluster::{Lattice, MapStatistics, SelfOrganizingMap, Topology, Winner};
    use crate::em::Data;
    use crate::{Cancellation, Context, Executor};

    #[test]
    fn bytes_keep_every_bit_and_broken_ones_are_refused() {
        let (executor, stop) = (Executor::detect().unwrap(), Cancellation::new());
        let x = array![[0.0, 0.1], [4.0, 4.2], [9.0, -1.0]];
        let means = Array2::from_shape_fn((6, 2), |(node, c)| (3 * node + c) as f64);
        for (topology, winner) in
            [(Topology::Rectangular, Winner::Nearest), (Topology::Hexagonal, Winner::Local)]
        {
            let lattice = Lattice::new(2, 3, topology).unwrap();
            let map = SelfOrganizingMap::new(means.clone(), lattice, 1.5, winner).unwrap();
            let data = Data::new(x.view(), None).unwrap().from_row(2048).unwrap();
            let made = map.assign(data, &mut [0; 3], Context::new(&executor, &stop)).unwrap();
            let bytes = made.to_bytes();
            assert_eq!(MapStatistics::from_bytes(&bytes).unwrap(), made);
            for broken in [&bytes[1..], &bytes[..bytes.len() - 8], &bytes[..bytes.len() - 1], &[]] {
                assert!(MapStatistics::from_bytes(broken).is_err());
            }
            for header in [1, 2, 3, 6, 7, 8, 9] {
                let mut broken = bytes.clone();
                broken[8 * header..8 * header + 8].fill(255);
                assert!(MapStatistics::from_bytes(&broken).is_err(), "{header}");
            }
        }
    }
}
