//! Mixtures of linear regressions: each sample's target, its last feature, lies about one of k lines.

mod maximize;
mod mixture;
mod parameters;

pub use maximize::maximize_statistics;
pub use parameters::Parameters;
