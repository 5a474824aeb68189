//! The self-organizing map (Kohonen, "Self-organizing maps", 2001, batch version): samples go to a node, and each node
//! to the mean of the samples of all nodes, the near ones counting more.
//!
//! With [`Winner::Local`] (Heskes, "Energy functions for self-organizing maps", 1999) both halves lower one energy, as
//! long as the radius stays.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

use super::lattice::Lattice;
use super::winners::Winner;
use crate::{Error, Result};

/// A map: nodes on a lattice, each with a place among the samples.
#[derive(Clone, Debug, PartialEq)]
pub struct SelfOrganizingMap {
    pub(super) means: Array2<f64>,
    pub(super) weights: Array1<f64>,
    pub(super) lattice: Lattice,
    pub(super) radius: f64,
    pub(super) winner: Winner,
}

impl SelfOrganizingMap {
    /// Nodes at `means`, shape (nodes, d), with neighborhoods of this radius, in steps of the lattice.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] if there is not a row for each node, or if the radius is negative or not finite.
    pub fn new(means: Array2<f64>, lattice: Lattice, radius: f64, winner: Winner) -> Result<Self> {
        let k = lattice.n_nodes();
        if means.nrows() != k || means.ncols() == 0 {
            let expected = format!("of {k} rows, one a node, and a column or more");
            return Err(Error::invalid("means", expected, format!("shape {:?}", means.shape())));
        }
        if !(radius.is_finite() && radius >= 0.0) {
            return Err(Error::invalid("radius", "finite and not negative", radius));
        }
        Ok(Self { means, weights: Array1::from_elem(k, 1.0 / k as f64), lattice, radius, winner })
    }

    /// The places of the nodes, shape (nodes, d).
    #[must_use]
    pub fn means(&self) -> ArrayView2<'_, f64> {
        self.means.view()
    }

    /// The shares of the samples that each node has won, shape (nodes).
    #[must_use]
    pub fn weights(&self) -> ArrayView1<'_, f64> {
        self.weights.view()
    }

    /// The radius of the neighborhoods.
    #[must_use]
    pub const fn radius(&self) -> f64 {
        self.radius
    }

    /// The middle of all nodes: sums about it lose no digits to data that are far from zero.
    pub(super) fn middle(&self) -> Vec<f64> {
        let (k, d) = self.means.dim();
        (0..d).map(|c| self.means.column(c).iter().map(|value| value / k as f64).sum()).collect()
    }

    /// What a sample is compared with: for each node a place, and what is added to the squared distance from it.
    ///
    /// The mean squared distance to the nodes of a neighborhood is that to their mean, plus their variance about it.
    pub(super) fn targets(&self) -> (Vec<f64>, Vec<f64>) {
        let (k, d) = self.means.dim();
        if self.winner == Winner::Nearest {
            return (self.means.iter().copied().collect(), vec![0.0; k]);
        }
        let (middle, neighborhood) = (self.middle(), self.lattice.neighborhood(self.radius));
        let pulls = neighborhood.gather(&vec![1.0; k]);
        let about: Vec<f64> = self.means.rows().into_iter().flat_map(|row| apart(row, &middle)).collect();
        let squares: Vec<f64> =
            about.chunks_exact(d).map(|row| row.iter().map(|value| value * value).sum()).collect();
        let mut centers = neighborhood.gather(&about);
        let mut offsets = neighborhood.gather(&squares);
        for ((center, offset), pull) in centers.chunks_exact_mut(d).zip(&mut offsets).zip(&pulls) {
            let mut square = 0.0;
            for (value, middle) in center.iter_mut().zip(&middle) {
                let mean = *value / pull;
                square += mean * mean;
                *value = mean + middle;
            }
            *offset = (*offset / pull - square).max(0.0);
        }
        (centers, offsets)
    }
}

/// The differences of a row from a place.
pub(super) fn apart(row: ArrayView1<'_, f64>, middle: &[f64]) -> Vec<f64> {
    row.iter().zip(middle).map(|(value, middle)| value - middle).collect()
}
