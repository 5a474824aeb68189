//! Linear dynamical systems: the Kalman filter, the smoother, and EM for their parameters.
//!
//! ```text
//! LinearSystem --- expect_statistics(x) --> KalmanStatistics --- maximize_statistics --> LinearSystem
//! ```
//!
//! Covariances do not depend on the values of rows. Once one of the filter's changes by rounding only, it stays, as long as rows
//! are complete, and the same holds backwards: from there on only means are computed.

mod belief;
mod directions;
mod expect;
mod filter;
mod gain;
mod impute;
mod matrix;
mod maximize;
mod moments;
mod parameters;
mod paths;
mod smoother;
mod statistics;
mod steady;
mod system;
mod wide;

pub use expect::expect_statistics;
pub use maximize::{Noise, Prior, maximize_statistics};
pub use parameters::{Initial, LinearSystem, MAX_STATES};
pub use paths::{Given, Paths, paths};
pub use statistics::KalmanStatistics;
