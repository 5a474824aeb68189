//! The statistics of k-means as bytes, for another process or machine.
//!
//! Little endian, every bit kept: the mark, k, d, the number of samples, the mark of the labels, the first row, the number of
//! rows, of subtrees and of far samples, the weight and the centers; then for each subtree its level and index (2^64 - 1 if
//! it has no place), inertia, weights and sums; then for each far sample its square, row, label, weight and values.

use ndarray::Array2;

use super::statistics::{ClusterStatistics, Clusters, Far};
use crate::Result;
use crate::compute::{Place, Tree};
use crate::em::{LENGTH, malformed, read, sizes, write};

const MARK: [u8; 8] = *b"isclust1";

impl ClusterStatistics {
    /// Serialises every bit.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let (k, d) = self.centers.dim();
        let (nodes, [first_row, n_rows]) = self.clusters.parts();
        let counts = [nodes.len(), self.farthest.len()].map(|count| count as u64);
        let header =
            [k as u64, d as u64, self.n_samples as u64, self.labels, first_row, n_rows, counts[0], counts[1]];
        let mut values = vec![self.weight];
        values.extend(&self.centers);
        for (place, clusters) in nodes {
            values.extend(Place::to_numbers(*place).map(f64::from_bits));
            values.push(clusters.inertia);
            values.extend(clusters.weights.iter().chain(&clusters.sums));
        }
        for far in &self.farthest {
            let numbers = [far.row, far.label].map(|number| f64::from_bits(number as u64));
            values.extend([far.square, numbers[0], numbers[1], far.weight]);
            values.extend(&far.values);
        }
        write(MARK, header, values.iter())
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`](crate::Error::InvalidArgument) if the mark, a size, a place, a label or the length is wrong.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let malformed = |what| malformed("cluster statistics", what);
        let (header, mut values) = read::<8>(MARK, bytes).map_err(malformed)?;
        let [k, d, n_samples, labels, first_row, n_rows, n_nodes, n_far] = header;
        let whole = |number: u64| usize::try_from(number).map_err(|_| malformed(LENGTH));
        let (n_nodes, n_far) = (whole(n_nodes)?, whole(n_far)?);
        let length = |k: usize, d: usize| {
            let node = k.checked_mul(d.checked_add(1)?)?.checked_add(3)?;
            let nodes = n_nodes.checked_mul(node)?;
            let far = n_far.checked_mul(d.checked_add(4)?)?;
            k.checked_mul(d)?.checked_add(1)?.checked_add(nodes)?.checked_add(far)
        };
        let (k, d) = sizes(k, d, values.len(), length).map_err(malformed)?;
        let mut take = |count: usize| values.by_ref().take(count).collect::<Vec<_>>();
        let weight = take(1)[0];
        let centers = Array2::from_shape_vec((k, d), take(k * d)).map_err(|_| malformed(LENGTH))?;
        let node = |_| {
            let head = take(3);
            let place = Place::of_numbers([head[0], head[1]].map(f64::to_bits));
            (place, Clusters { inertia: head[2], weights: take(k), sums: take(k * d) })
        };
        let nodes = (0..n_nodes).map(node).collect();
        let clusters = Tree::from_parts(nodes, [first_row, n_rows])
            .ok_or_else(|| malformed("sums that do not follow one another"))?;
        let far = |_| {
            let head = take(4);
            let (row, label) = (whole(head[1].to_bits())?, whole(head[2].to_bits())?);
            let far = Far { square: head[0], row, label, weight: head[3], values: take(d) };
            (label < k).then_some(far).ok_or_else(|| malformed("a label that is none"))
        };
        let farthest = (0..n_far).map(far).collect::<Result<_>>()?;
        Ok(Self { centers, clusters, farthest, weight, n_samples: whole(n_samples)?, labels })
    }
}
