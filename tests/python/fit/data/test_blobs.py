"""Samples to try a model on: those of scikit-learn, in an order that is as random, and refusals that name the argument."""

from typing import Any

import numpy as np
import pytest
import sklearn.datasets

from iterscope import make_blobs
from iterscope.fit.data import draws

PLACES = [[0.0, 1.0], [2.0, 3.0], [4.0, 5.0]]


class Nameless:
    def __repr__(self) -> str:
        raise RuntimeError("no name")


@pytest.mark.parametrize(
    ("n_samples", "options"),
    [
        (100, {}),
        (1000, {"n_features": 3, "centers": 5}),
        ([3, 0, 4], {}),
        ([3, 0, 4], {"centers": PLACES, "cluster_std": [1, 2, 0.5]}),
        (7, {"centers": 12, "return_centers": True}),
        (90, {"shuffle": False, "center_box": (0, 1)}),
        (50, {"centers": np.float32(PLACES), "cluster_std": np.float32([0.1, 0.3, 0])}),
        (2**18 + 1, {"centers": 1}),
    ],
)
def test_samples_are_those_of_scikit_learn(n_samples: Any, options: dict[str, Any]) -> None:
    ours = make_blobs(n_samples, random_state=3, **options)
    theirs = sklearn.datasets.make_blobs(n_samples, random_state=3, **options)
    for one, other in zip(ours, theirs, strict=True):
        assert one.dtype == other.dtype
        np.testing.assert_array_equal(one, other)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take few samples for many."""
    for name, value in (("MANY", 5), ("_BUCKET", 2), ("AT_ONCE", 4)):
        monkeypatch.setattr(draws, name, value)


@pytest.mark.usefixtures("small")
def test_many_are_the_same_samples_in_another_order() -> None:
    X, groups = make_blobs(1000, centers=PLACES, random_state=0)
    rows, ordered = make_blobs(1000, centers=PLACES, random_state=0, shuffle=False)
    assert not np.array_equal(X, rows)
    place = {row.tobytes(): group for row, group in zip(rows, ordered, strict=True)}
    assert [place[row.tobytes()] for row in X] == groups.tolist()
    np.testing.assert_array_equal(X[np.lexsort(X.T)], rows[np.lexsort(rows.T)])
    np.testing.assert_array_equal(make_blobs(1000, centers=PLACES, random_state=0)[0], X)


@pytest.mark.usefixtures("small")
def test_every_order_is_as_likely() -> None:
    tries, count = 4000, 7
    source = np.random.RandomState(0)
    found = np.zeros((count, count))
    for _ in range(tries):
        order = draws.permutation(source, count)
        assert sorted(order) == list(range(count))
        found[np.arange(count), order] += 1
    expected = tries / count
    # 36 degrees of freedom: more than 86 come once in 200 000 times.
    assert ((found - expected) ** 2 / expected).sum() < 86
    pairs = np.array([draws.permutation(source, count)[:2] for _ in range(tries)])
    seen = np.unique(pairs, axis=0, return_counts=True)[1]
    assert len(seen) == count * (count - 1)
    assert ((seen - tries / len(seen)) ** 2 / (tries / len(seen))).sum() < 95


WRONG = [
    None,
    "3",
    b"3",
    0,
    -1,
    1.5,
    float("nan"),
    float("inf"),
    10**400,
    2**63,
    {},
    [],
    [[]],
    Nameless(),
    "x" * 10**7,
]


@pytest.mark.parametrize(
    "name", ["n_samples", "n_features", "centers", "cluster_std", "center_box", "shuffle", "return_centers"]
)
@pytest.mark.parametrize("value", WRONG, ids=lambda value: type(value).__name__)
def test_what_cannot_be_is_named(name: str, value: Any) -> None:
    options = {"n_samples": 5, name: value}
    if (name, value) == ("centers", None) or (name == "cluster_std" and value in (0, 1.5, 2**63)):
        make_blobs(**options)
        return
    with pytest.raises((TypeError, ValueError), match=name) as refused:
        make_blobs(**options)
    assert len(str(refused.value)) <= 600
