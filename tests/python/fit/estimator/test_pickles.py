"""Pickles of estimators: they name the public home of a class, and those of earlier versions are read."""

import copy
import pickle
import pickletools
from typing import Any

import numpy as np
import pytest

import iterscope
from iterscope import (
    BernoulliMixture,
    GaussianMixture,
    GaussianMixtureModel,
    GaussianMixtureRegressor,
    KMeans,
    make_blobs,
)

X = make_blobs(n_samples=90, centers=3, random_state=0)[0]
FITTED: list[Any] = [
    GaussianMixture(3, random_state=0).fit(X),
    KMeans(3, random_state=0).fit(X),
    BernoulliMixture(2, random_state=0).fit(np.greater(X, X.mean(axis=0)).astype(float)),
    GaussianMixtureRegressor(2, random_state=0).fit(X[:, :1], X[:, 1]),
    GaussianMixture(3, random_state=0).fit(X).partial_fit(X[:40]),
]


def named(data: bytes) -> set[str]:
    """Modules of this package that a pickle of protocol 0 imports from."""
    found = (argument for code, argument, _ in pickletools.genops(data) if code.name == "GLOBAL")
    return {str(argument).split()[0] for argument in found if str(argument).startswith("iterscope")}


@pytest.mark.parametrize("model", FITTED, ids=lambda model: type(model).__name__)
def test_a_pickle_names_public_modules_only(model: Any) -> None:
    names = named(pickle.dumps(model, 0)) | named(pickle.dumps(type(model), 0))
    assert "iterscope.mixture" in names
    assert names <= {"iterscope.mixture", "iterscope._core"}


def test_public_names_say_where_they_are() -> None:
    for name in ("GaussianMixture", "KMeans", "select", "EMStep", "GaussianMixtureModel"):
        assert getattr(iterscope, name).__module__ == "iterscope.mixture"


@pytest.mark.parametrize(
    ("model", "former"),
    [
        (FITTED[0], "gaussian_mixture"),
        (FITTED[1], "kmeans"),
        (FITTED[3], "regressor"),
        (GaussianMixtureModel(np.zeros((1, 1)), np.ones((1, 1, 1)), np.ones(1)), "model"),
    ],
)
def test_pickles_of_former_modules_are_read(model: Any, former: str) -> None:
    name = type(model).__name__
    data = pickle.dumps(model, 0)
    before = data.replace(
        f"iterscope.mixture\n{name}".encode(), f"iterscope.mixture.{former}\n{name}".encode()
    )
    assert before != data
    read = pickle.loads(before)  # noqa: S301
    assert type(read) is type(model)
    if hasattr(model, "predict"):
        samples = X[:, :1] if former == "regressor" else X
        np.testing.assert_array_equal(read.predict(samples), model.predict(samples))


def test_parameters_that_came_later_have_their_defaults() -> None:
    """The first version's mixture had no engine, and knew neither why a fit ends nor what it has seen."""
    state = dict(vars(FITTED[0]))
    for name in ("engine", "stop_reason_", "n_samples_seen_", *(key for key in state if key.startswith("_"))):
        state.pop(name, None)
    read: GaussianMixture = GaussianMixture.__new__(GaussianMixture)
    read.__setstate__(state)
    assert read.get_params() == FITTED[0].get_params()
    np.testing.assert_array_equal(read.predict(X), FITTED[0].predict(X))
    np.testing.assert_allclose(read.score_samples(X), FITTED[0].score_samples(X), rtol=1e-12)
    np.testing.assert_array_equal(read.reordered("mean").predict(X), FITTED[0].reordered("mean").predict(X))
    np.testing.assert_array_equal(read.fit(X).means_, FITTED[0].means_)


@pytest.mark.parametrize("model", FITTED, ids=lambda model: type(model).__name__)
def test_copies_are_the_same(model: Any) -> None:
    for other in (copy.copy(model), copy.deepcopy(model), pickle.loads(pickle.dumps(model))):  # noqa: S301
        assert other.get_params() == model.get_params()
        assert vars(other).keys() == vars(model).keys()
