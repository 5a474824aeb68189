"""Choosing among mixtures."""

import numpy as np
import pytest

from iterscope import GaussianMixture, make_blobs, select

X, _ = make_blobs(n_samples=500, centers=[[0, 0], [9, 0], [0, 9]], random_state=0)


@pytest.mark.parametrize("criterion", ["bic", "icl"])
def test_the_true_number_is_found(criterion: str) -> None:
    selection = select(X, range(1, 6), criterion=criterion, random_state=0)
    assert selection.best_.n_components == 3
    assert len(selection.table) == len(selection.models) == 20


def test_the_table_tells_what_the_models_say() -> None:
    selection = select(X, (2, 3), ("full", "diag"), "aic", random_state=0)
    assert selection.criterion == "aic"
    for row, model in zip(selection.table, selection.models, strict=True):
        assert isinstance(model, GaussianMixture)
        assert (row["n_components"], row["covariance_type"]) == (model.n_components, model.covariance_type)
        assert row["bic"] == model.bic(X)
        assert row["aic"] == model.aic(X)
        assert row["icl"] == model.icl(X)
        assert row["log_likelihood"] == pytest.approx(model.score(X) * len(X))
        assert (row["n_iter"], row["converged"]) == (model.n_iter_, model.converged_)
    assert selection.best_ is selection.models[int(np.argmin(selection.table["aic"]))]


def test_a_mixture_that_collapses_is_passed_over() -> None:
    Y = np.vstack([X, np.full((30, 2), 20.0)])
    with pytest.warns(RuntimeWarning, match="4 components, full: Fitting the mixture model failed"):
        selection = select(Y, (1, 4), "full", reg_covar=0.0, random_state=0)
    assert selection.models[1] is None
    assert selection.table["bic"][1] == np.inf
    assert selection.best_.n_components == 1


def test_nothing_could_be_fitted() -> None:
    with pytest.warns(RuntimeWarning, match="1 components"):
        selection = select(np.ones((9, 2)), 1, "full", reg_covar=0.0)
    with pytest.raises(ValueError, match="none of the mixtures"):
        _ = selection.best_
