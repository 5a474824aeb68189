//! Mixtures whose components have a table of parameters: under a component the features are independent of one another.
//!
//! A [`Family`] says what a feature is like; everything else is the same for all of them. One of these is a file beside
//! this folder.

mod emissions;
mod family;
mod linear;
mod lookup;
mod maximize;
mod mixture;
mod parameters;
mod wire;

pub use family::{Family, Floor, IMPOSSIBLE, constants, possible, refuse};
pub use linear::Linear;
pub use lookup::Lookup;
pub use maximize::{maximize_responsibilities, maximize_statistics};
pub use parameters::Parameters;
