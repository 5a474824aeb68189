"""scikit-learn's own checks of estimators."""

from typing import Any

import pytest
from sklearn.base import BaseEstimator
from sklearn.utils.estimator_checks import parametrize_with_checks

from iterscope import (
    PPCA,
    BayesianGaussianMixture,
    FactorAnalysis,
    GaussianMixture,
    GaussianMixtureRegressor,
    KalmanSmoother,
    KMeans,
    MixtureOfRegressions,
    SelfOrganizingMap,
    StudentMixture,
)


def same_as_scikit_learn(estimator: BaseEstimator) -> dict[str, str]:
    """Return the checks that scikit-learn expects its own class of that name to fail."""
    if isinstance(estimator, KMeans):
        reason = "sample_weight is not equivalent to removing/repeating samples: seeds depend on their number"
        return {"check_sample_weight_equivalence_on_dense_data": reason}
    if isinstance(estimator, KalmanSmoother):
        order = "rows follow one another: each depends on those before"
        weights = "a weight is one of a whole sequence"
        return {
            "check_methods_sample_order_invariance": order,
            "check_methods_subset_invariance": order,
            "check_sample_weight_equivalence_on_dense_data": weights,
            "check_sample_weights_not_overwritten": weights,
            "check_fit2d_1sample": "a single row leaves the covariance of ten features singular, which is said",
        }
    return {}


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
@pytest.mark.filterwarnings("ignore::sklearn.exceptions.SkipTestWarning")
@parametrize_with_checks(
    [
        GaussianMixture(),
        GaussianMixture(max_iter=5, n_init=2),
        GaussianMixture(covariance_type="tied", init_params="random"),
        GaussianMixture(covariance_type="diag", init_params="k-means++", reg_covar="relative"),
        GaussianMixture(covariance_type="spherical", init_params="random_from_data"),
        GaussianMixture(missing="marginal"),
        KMeans(n_clusters=2, max_iter=5, n_init=2),
        StudentMixture(),
        StudentMixture(covariance_type="tied", degrees_of_freedom=4, init_params="random"),
        MixtureOfRegressions(),
        BayesianGaussianMixture(),
        BayesianGaussianMixture(
            covariance_type="diag", weight_concentration_prior_type="dirichlet_distribution"
        ),
        SelfOrganizingMap(1, 3, final_radius=0.5),
        SelfOrganizingMap(1, 3, topology="hexagonal", winner="local", final_radius=0.5, shrink_iter=5),
        GaussianMixtureRegressor(),
        GaussianMixtureRegressor(covariance_type="tied"),
        FactorAnalysis(random_state=0, max_iter=20),
        PPCA(random_state=0, max_iter=20),
        KalmanSmoother(max_iter=5),
    ],
    expected_failed_checks=same_as_scikit_learn,
)
def test_check(estimator: BaseEstimator, check: Any) -> None:
    check(estimator)
