//! The registry of mixtures: functions that take parameters take those of any.

use iterscope::em::{Data, Emission, Model, Samples};
use iterscope::mixture::{self, Mixture, given_statistics};
use iterscope::{Context, Result};
use numpy::ndarray::{Array1, Array2, ArrayView2};
use pyo3::prelude::*;

use super::bayesian::BayesianParameters;
use super::parameters::Parameters;
use super::product::{
    BernoulliParameters, BernoulliStatistics, CategoricalParameters, CategoricalStatistics,
    PoissonParameters, PoissonStatistics,
};
use super::regressions::RegressionParameters;
use super::statistics::SufficientStatistics;
use super::student::{StudentParameters, StudentStatistics};

/// One line a mixture: its name here, the class of its parameters, what the core calls them, the class of its
/// statistics.
macro_rules! mixtures {
    ($($name:ident: $parameters:ident($core:path), $statistics:ident;)+) => {
        /// Parameters that Python gives.
        #[derive(FromPyObject)]
        pub enum AnyParameters<'py> {
            $($name(Bound<'py, $parameters>),)+
        }

        /// The core's own parameters in them.
        #[derive(Clone, Copy)]
        pub enum CoreParameters<'a> {
            $($name(&'a $core),)+
        }

        /// Statistics for Python.
        pub enum MadeStatistics {
            $($name($statistics),)+
        }

        impl MadeStatistics {
            pub fn wrap(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
                match self {
                    $(Self::$name(statistics) => Ok(Bound::new(py, statistics)?.into_any()),)+
                }
            }
        }

        impl AnyParameters<'_> {
            pub fn get(&self) -> CoreParameters<'_> {
                match self {
                    $(Self::$name(parameters) => CoreParameters::$name(&parameters.get().0),)+
                }
            }
        }

        impl CoreParameters<'_> {
            pub fn expect(self, data: Data<'_>, context: Context<'_>) -> Result<MadeStatistics> {
                match self {
                    $(Self::$name(parameters) => {
                        let statistics = parameters.expect(data, &mut (), context)?;
                        Ok(MadeStatistics::$name($statistics(statistics)))
                    })+
                }
            }

            pub fn given(
                self,
                data: Data<'_>,
                responsibilities: ArrayView2<'_, f64>,
                context: Context<'_>,
            ) -> Result<MadeStatistics> {
                match self {
                    $(Self::$name(parameters) => {
                        let statistics = given_statistics(data, parameters, responsibilities, context)?;
                        Ok(MadeStatistics::$name($statistics(statistics)))
                    })+
                }
            }

            pub fn log_densities(self, x: Samples<'_>, context: Context<'_>) -> Result<Array1<f64>> {
                match self {
                    $(Self::$name(parameters) => mixture::log_densities(x, parameters, context),)+
                }
            }

            pub fn responsibilities(
                self,
                x: Samples<'_>,
                context: Context<'_>,
            ) -> Result<(Array2<f64>, Array1<f64>)> {
                match self {
                    $(Self::$name(parameters) => mixture::responsibilities(x, parameters, context),)+
                }
            }

            pub fn predict(self, x: Samples<'_>, context: Context<'_>) -> Result<Array1<i64>> {
                match self {
                    $(Self::$name(parameters) => mixture::predict(x, parameters, context),)+
                }
            }

            pub fn density(self) -> Box<dyn Emission> {
                match self {
                    $(Self::$name(parameters) => parameters.density(),)+
                }
            }
        }
    };
}

mixtures! {
    Gaussian: Parameters(mixture::Parameters), SufficientStatistics;
    Bernoulli: BernoulliParameters(mixture::bernoulli::Parameters), BernoulliStatistics;
    Categorical: CategoricalParameters(mixture::categorical::Parameters), CategoricalStatistics;
    Poisson: PoissonParameters(mixture::poisson::Parameters), PoissonStatistics;
    Student: StudentParameters(mixture::student::Parameters), StudentStatistics;
    Bayesian: BayesianParameters(mixture::bayesian::Parameters), SufficientStatistics;
    Regressions: RegressionParameters(mixture::regressions::Parameters), SufficientStatistics;
}
