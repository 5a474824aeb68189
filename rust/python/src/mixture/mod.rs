//! Bindings of the mixtures.

mod bayesian;
mod brief;
mod evaluate;
mod expect;
mod frozen;
mod given;
mod marginal;
mod maximize;
mod parameters;
mod product;
mod registry;
mod regressions;
mod regularization;
mod statistics;
mod student;

pub use bayesian::{BayesianParameters, BayesianPrior};
pub use evaluate::{log_densities, predict, responsibilities};
pub use expect::expect_statistics;
pub use frozen::Frozen;
pub use given::{given_statistics, maximize_responsibilities};
pub use marginal::{
    impute, marginal_log_densities, marginal_predict, marginal_responsibilities, marginal_statistics,
};
pub use maximize::maximize_statistics;
pub use parameters::Parameters;
pub use product::{
    BernoulliParameters, BernoulliStatistics, CategoricalParameters, CategoricalStatistics,
    PoissonParameters, PoissonStatistics,
};
pub use registry::AnyParameters;
pub use regressions::RegressionParameters;
pub use regularization::regularization;
pub use statistics::SufficientStatistics;
pub use student::{StudentParameters, StudentStatistics};
