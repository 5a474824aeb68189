"""Parameters held fixed, against EM in NumPy that holds the same ones."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray
from sklearn.base import clone
from tests.python.fit.plain import by_type, moments

from iterscope import GaussianMixture
from iterscope.fit.mixture.covariance import COVARIANCE_TYPES, dense

Array = NDArray[np.float64]
pytestmark = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
K, D = 3, 2
START = {"weights_init": [0.5, 0.3, 0.2], "means_init": [[-3.0, 0.0], [0.0, 2.0], [4.0, -1.0]]}
FROZEN: list[Any] = [
    ("weights",),
    ["means"],
    ("covariances",),
    ("weights", "means", "covariances"),
    {"means": [0, 2]},
    {"weights": [1]},
    {"weights": [0, 2], "means": np.array([1])},
    {"weights": 2, "means": []},
]


def precisions(covariance_type: str) -> Array:
    """Return inverse covariances to start from."""
    scale = np.array([0.5, 1.0, 2.0])
    matrix = np.array([[1.0, 0.3], [0.3, 0.8]])
    return {
        "full": scale[:, np.newaxis, np.newaxis] * matrix,
        "tied": matrix,
        "diag": np.outer(scale, [1.0, 0.7]),
        "spherical": scale,
    }[covariance_type]


def samples() -> Array:
    """Draw three groups that lie elsewhere than the start says."""
    rng = np.random.default_rng(4)
    return rng.normal(size=(600, D)) * [1.5, 0.7] + np.repeat([[-2.0, 1], [1, 1], [3, -2]], 200, axis=0)


def model(covariance_type: str, frozen: Any, **options: Any) -> GaussianMixture:
    """Return a mixture that starts where everything is given."""
    parameters = {"tol": 0.0, "max_iter": 6, "reg_covar": 0.0, "precisions_init": precisions(covariance_type)}
    return GaussianMixture(
        K, covariance_type=covariance_type, frozen=frozen, **{**START, **parameters, **options}
    )


def held(frozen: Any, name: str) -> list[int]:
    """Return the components whose parameter of this name stays."""
    if name not in frozen:
        return []
    return list(np.atleast_1d(frozen[name])) if isinstance(frozen, dict) else list(range(K))


def step(
    X: Array, weights: Array, means: Array, covariances: Array, covariance_type: str, frozen: Any
) -> tuple[float, Array, Array, Array]:
    """Take a step of EM among the parameters that agree with those that stay."""
    found = moments(X, weights, means, np.array(dense(covariances, covariance_type, K, D)))
    mass = found.shares.sum(axis=0)
    kept = held(frozen, "weights")
    free = np.setdiff1d(range(K), kept)
    new_weights = np.array(weights)
    if free.size:
        new_weights[free] = mass[free] / mass[free].sum() * (1 - new_weights[kept].sum())
    new_means = found.shares.T @ X / mass[:, np.newaxis]
    new_means[held(frozen, "means")] = means[held(frozen, "means")]
    new = by_type(found, found.shares, new_means, covariance_type)
    stays = held(frozen, "covariances")
    if covariance_type == "tied":
        new = covariances if stays else new
    else:
        new[stays] = covariances[stays]
    return found.logs.mean(), new_weights, new_means, new


@pytest.mark.parametrize("frozen", FROZEN, ids=str)
@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
def test_steps_are_those_of_em_that_holds_the_same(covariance_type: str, frozen: Any) -> None:
    X, fit = samples(), model(covariance_type, frozen)
    expected: Any = None
    for taken in fit.iterate(X):
        now = taken.weights, taken.means, taken.covariances
        if expected is not None:
            assert taken.lower_bound == pytest.approx(expected[0], rel=1e-12)
            for found, wanted in zip(now, expected[1:], strict=True):
                np.testing.assert_allclose(found, wanted, rtol=1e-10, atol=1e-12)
        expected = step(X, *now, covariance_type, frozen)
    start = clone(fit).set_params(max_iter=0).fit(X)
    for name in ("weights", "means", "covariances"):
        before, after = getattr(start, f"{name}_"), getattr(fit, f"{name}_")
        stays = held(frozen, name)
        if name == "covariances" and covariance_type == "tied":
            assert np.array_equal(before, after) == bool(stays)
        else:
            assert np.array_equal(before[stays], after[stays])
    assert fit.weights_.sum() == pytest.approx(1, abs=1e-15)


@pytest.mark.parametrize("frozen", FROZEN, ids=str)
@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
def test_the_likelihood_never_falls(covariance_type: str, frozen: Any) -> None:
    bounds = np.array(model(covariance_type, frozen, max_iter=80).fit(samples()).lower_bounds_)
    assert (np.diff(bounds) > -1e-13).all()


def test_a_covariance_of_some_components_stays() -> None:
    X = samples()
    fit = model("full", {"covariances": [1]}).fit(X)
    start = clone(fit).set_params(max_iter=0).fit(X)
    assert np.array_equal(fit.covariances_[1], start.covariances_[1])
    assert not np.isclose(fit.covariances_[[0, 2]], start.covariances_[[0, 2]]).any(axis=0).all()


def test_a_fit_goes_on_from_what_is_frozen_then() -> None:
    X = samples()
    fit = model("full", None, warm_start=True).fit(X)
    means = fit.means_.copy()
    fit.set_params(frozen=("means",), means_init=None).fit(X)
    assert np.array_equal(fit.means_, means)


def test_frozen_and_lacking_values_go_together() -> None:
    X = samples()
    X[::3, 0] = np.nan
    fit = model("full", {"means": [0]}, missing="marginal", max_iter=40).fit(X)
    assert fit.means_[0].tolist() == START["means_init"][0]
    assert (np.diff(fit.lower_bounds_) > -1e-13).all()


def test_none_that_is_frozen_is_said_to_be_floored() -> None:
    X = samples()
    tiny = np.full((K, D, D), 1e8) * np.eye(D)
    fit = model("full", ("means", "covariances"), precisions_init=tiny, reg_covar=1e-6)
    assert not [step.floored for step in fit.iterate(X) if step.floored or step.degenerate]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"frozen": ("weight",)}, r"frozen must name some of .*'weights'.*, got \('weight',\)"),
        ({"frozen": "weights"}, "'frozen' parameter of GaussianMixture must be an instance of"),
        ({"frozen": ("means",), "means_init": None}, "frozen means need means_init"),
        ({"frozen": ("covariances",), "precisions_init": None}, "frozen covariances need precisions_init"),
        ({"frozen": {"weights": [0]}, "weights_init": None}, "frozen weights need weights_init"),
        ({"frozen": {"means": [3]}}, r"frozen\['means'\] must be components from 0 to 2, got \[3\]"),
        ({"frozen": {"means": [-1]}}, r"frozen\['means'\] must be components from 0 to 2"),
        ({"frozen": {"means": [0.5]}}, r"frozen\['means'\] must be numbers of components"),
        ({"frozen": {"means": [True, False, False]}}, r"frozen\['means'\] must be numbers of components"),
        ({"frozen": {"covariances": [1]}, "covariance_type": "tied"}, "tied covariance of all components"),
        ({"frozen": {"weights": [0, 1]}, "weights_init": [0.5, 0.5, 0.0]}, "weights of a sum below 1"),
        ({"frozen": ("means",), "engine": "einsum"}, "engine='einsum' leaves nothing frozen"),
    ],
)
def test_what_is_inconsistent_is_named(options: dict[str, Any], message: str) -> None:
    given = {"covariance_type": "full", **options}
    with pytest.raises(ValueError, match=message):
        model(**given).fit(samples())


def test_batches_leave_nothing_frozen() -> None:
    with pytest.raises(ValueError, match="partial_fit leaves nothing frozen"):
        model("full", ("means",)).partial_fit(samples())
    frame = pd.DataFrame(samples(), columns=["a", "b"])
    assert model("full", ("means",)).fit(frame).means_.tolist() == START["means_init"]


@pytest.mark.parametrize(
    ("covariance_type", "frozen", "free"),
    [
        ("full", ["means"], 1 + 6),
        ("full", {"means": [0]}, 1 + 2 + 6),
        ("diag", ["weights", "covariances"], 4),
        ("tied", ["covariances"], 1 + 4),
        ("spherical", {"weights": [0], "covariances": [1]}, 4 + 1),
    ],
)
def test_criteria_count_what_is_free(covariance_type: str, frozen: Any, free: int) -> None:
    X = np.random.default_rng(0).normal(size=(80, 2))
    units: Any = {
        "full": [np.eye(2)] * 2,
        "tied": np.eye(2),
        "diag": np.ones((2, 2)),
        "spherical": np.ones(2),
    }
    model = GaussianMixture(
        2,
        covariance_type=covariance_type,
        weights_init=[0.4, 0.6],
        means_init=[[-1, 0], [1, 0]],
        precisions_init=units[covariance_type],
        frozen=frozen,
    ).fit(X)
    assert model.n_parameters_ == free
    assert model.aic(X) == pytest.approx(-2 * model.score(X) * 80 + 2 * free)
