//! Bindings of models of sequences.

mod hmm;
mod kalman;

pub use hmm::{
    BernoulliChain, BernoulliChainStatistics, CategoricalChain, CategoricalChainStatistics, GaussianChain,
    GaussianChainStatistics, PoissonChain, PoissonChainStatistics,
};
pub use kalman::{KalmanStatistics, LinearSystem, kalman_paths, kalman_statistics};
