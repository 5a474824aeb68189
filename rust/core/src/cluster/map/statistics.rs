//! The statistics of a map: sums over the samples of each node, and the M step that they are for.

use ndarray::Array2;

use super::self_organizing_map::{SelfOrganizingMap, apart};
use super::winners::Winner;
use crate::cluster::statistics::Clusters;
use crate::compute::{Sums, Tree};
use crate::em::Statistics;
use crate::{Error, Result};

/// How the radius goes on: it shrinks by a factor in each iteration, down to the least one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shrinking {
    /// From 0 to 1.
    pub factor: f64,
    /// The radius at which it ends.
    pub least: f64,
}

/// Sums over the samples of each node, about the place of the node that they went to.
#[derive(Clone, Debug, PartialEq)]
pub struct MapStatistics {
    pub(super) map: SelfOrganizingMap,
    pub(super) tallies: Tree<Tally>,
}

impl MapStatistics {
    /// The weighted sum of squared distances to the winners; with local winners, of mean squared distances to their
    /// neighborhoods, the energy that both halves of a step lower.
    #[must_use]
    pub fn energy(&self) -> f64 {
        self.tallies.sum(|tally| tally.clusters.inertia)
    }

    /// The mean distance of the samples to their winners.
    #[must_use]
    pub fn quantization_error(&self) -> f64 {
        self.tallies.sum(|tally| tally.distance) / self.weight()
    }

    /// The share of the samples whose two best nodes are not adjacent.
    #[must_use]
    pub fn topographic_error(&self) -> f64 {
        self.tallies.sum(|tally| tally.torn) / self.weight()
    }

    /// The M step: each node at the mean of all samples, counting as their winners pull at it. Nodes that nothing pulls at
    /// stay.
    #[must_use]
    pub fn maximize(&self, shrinking: Shrinking) -> SelfOrganizingMap {
        let map = &self.map;
        let (d, middle, neighborhood) =
            (map.means.ncols(), map.middle(), map.lattice.neighborhood(map.radius));
        let tally = self.tallies.total();
        let Clusters { sums, weights, .. } = &tally.clusters;
        let pulls = match map.winner {
            Winner::Nearest => vec![1.0; weights.len()],
            Winner::Local => neighborhood.gather(&vec![1.0; weights.len()]),
        };
        let mut counts = vec![0.0; weights.len()];
        let mut about = vec![0.0; sums.len()];
        for (node, (about, sums)) in about.chunks_exact_mut(d).zip(sums.chunks_exact(d)).enumerate() {
            counts[node] = weights[node] / pulls[node];
            for ((slot, sum), apart) in about.iter_mut().zip(sums).zip(apart(map.means.row(node), &middle)) {
                *slot = (sum + weights[node] * apart) / pulls[node];
            }
        }
        let (counts, about) = (neighborhood.gather(&counts), neighborhood.gather(&about));
        let weight = self.weight();
        let means = Array2::from_shape_fn(map.means.dim(), |(node, c)| {
            let count = counts[node];
            if count > LEAST * weight {
                middle[c] + about[node * d + c] / count
            } else {
                map.means[(node, c)]
            }
        });
        let radius = (map.radius * shrinking.factor).max(shrinking.least.min(map.radius));
        let weights = weights.iter().map(|share| if weight > 0.0 { share / weight } else { 0.0 }).collect();
        SelfOrganizingMap { means, weights, radius, ..*map }
    }
}

/// A share of the samples below which a node is pulled at by rounding only.
const LEAST: f64 = 1e-250;

impl Statistics for MapStatistics {
    fn merge(&mut self, next: &Self) -> Result<()> {
        if self.map != next.map {
            return Err(Error::invalid("statistics", "of the same map to be added", "others"));
        }
        self.tallies.append(&next.tallies);
        Ok(())
    }

    fn log_likelihood(&self) -> f64 {
        -self.energy()
    }

    fn weight(&self) -> f64 {
        self.tallies.sum(|tally| tally.weight)
    }
}

/// What a pass adds up.
#[derive(Clone, Debug, PartialEq)]
pub struct Tally {
    pub clusters: Clusters,
    /// Of distances to the winners.
    pub distance: f64,
    /// Of samples whose two best nodes are not adjacent.
    pub torn: f64,
    /// Of all samples.
    pub weight: f64,
}

impl Sums for Tally {
    fn add(&mut self, next: &Self) {
        self.clusters.add(&next.clusters);
        self.distance += next.distance;
        self.torn += next.torn;
        self.weight += next.weight;
    }
}
