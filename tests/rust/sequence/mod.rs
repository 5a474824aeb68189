//! Chains.

mod hmm;
