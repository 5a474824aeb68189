//! Bindings of the mixtures.

mod evaluate;
mod expect;
mod frozen;
mod given;
mod marginal;
mod maximize;
mod parameters;
mod product;
mod registry;
mod statistics;

pub use evaluate::{log_densities, predict, responsibilities};
pub use expect::expect_statistics;
pub use frozen::Frozen;
pub use given::maximize_responsibilities;
pub use marginal::{
    impute, marginal_log_densities, marginal_predict, marginal_responsibilities, marginal_statistics,
};
pub use maximize::{maximize_statistics, regularization};
pub use parameters::Parameters;
pub use product::{
    BernoulliParameters, BernoulliStatistics, CategoricalParameters, CategoricalStatistics,
    PoissonParameters, PoissonStatistics,
};
pub use registry::AnyParameters;
pub use statistics::SufficientStatistics;
