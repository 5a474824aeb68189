//! Hidden Markov models: a chain of states, and a mixture's distributions of rows under them.
//!
//! An emission serves a mixture and a chain: where the rows of a mixture choose their components apart from one another,
//! here each one's state depends on the state before. Parameters go into an E step, statistics come out, and the M step
//! makes new parameters of them, as those of a [`Model`](crate::em::Model) do.
//!
//! ```text
//! densities -> forward -> backward -> shares of rows, and of pairs of rows
//! ```
//!
//! Sequences are the units of threads. Long ones are gone over twice, in windows, so that memory does not grow with
//! them.

mod chain;
mod densities;
mod evaluate;
mod expect;
mod job;
mod lattice;
mod linear;
mod logarithmic;
mod maximize;
mod parameters;
mod statistics;
mod viterbi;
mod walk;
mod ways;
mod wire;

pub use evaluate::{log_likelihoods, posteriors};
pub use maximize::{Prior, maximize_statistics};
pub use parameters::Parameters;
pub use statistics::ChainStatistics;
pub use viterbi::decode;
