//! Mixtures whose components have tables.

mod bernoulli;
mod tables;
