//! Self-organizing maps: nodes on a lattice that unfolds over the samples.

mod e_step;
mod lattice;
mod model;
mod self_organizing_map;
mod statistics;
mod winners;
mod wire;

pub use lattice::{Lattice, Neighborhood, Topology};
pub use self_organizing_map::SelfOrganizingMap;
pub use statistics::{MapStatistics, Shrinking};
pub use winners::Winner;
