//! Bindings of models of sequences.

mod hmm;

pub use hmm::{
    BernoulliChain, BernoulliChainStatistics, CategoricalChain, CategoricalChainStatistics, GaussianChain,
    GaussianChainStatistics, PoissonChain, PoissonChainStatistics,
};
