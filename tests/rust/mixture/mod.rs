//! Mixtures whose components have places.

mod gaussian;
mod spatial;
