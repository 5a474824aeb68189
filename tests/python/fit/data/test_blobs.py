"""Samples of round groups: scikit-learn's bits, and many of them in any order, all as likely."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sklearn.datasets
from scipy import stats
from tests.python.strangers import Silent

from iterscope import make_blobs
from iterscope.fit.data import draws


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let few rows be many."""
    for name, value in {"AT_ONCE": 64, "MANY": 4, "_BUCKET": 3}.items():
        monkeypatch.setattr(draws, name, value)


@pytest.mark.parametrize(
    ("samples", "options"),
    [
        ((), {}),
        ((1000, 3), {"centers": 5, "return_centers": True}),
        (([3, 0, 4],), {}),
        ((np.array([3, 2], np.uint8),), {"centers": [[0, 1, 2], [2, 3, 4]], "cluster_std": [1, 0.5]}),
        ((7,), {"centers": 12, "return_centers": True}),
        ((600_000, 5), {"shuffle": False, "center_box": (0, 1)}),
        ((300_000, 7), {"centers": 2, "cluster_std": 0.0}),
        ((50,), {"centers": np.float32([[1, 2], [3, 4]]), "cluster_std": np.float32([0.1, 0.3]), "return_centers": True}),
    ],
    ids=repr,
)  # fmt: skip
def test_the_bits_are_scikit_learns(samples: Any, options: dict[str, Any]) -> None:
    ours = make_blobs(*samples, random_state=9, **options)
    theirs = sklearn.datasets.make_blobs(*samples, random_state=9, **options)
    for one, other in zip(ours, theirs, strict=True):
        assert one.dtype == other.dtype
        np.testing.assert_array_equal(one, other)


def test_the_next_draws_are_those_after_scikit_learns() -> None:
    ours, theirs = np.random.RandomState(1), np.random.RandomState(1)
    for _ in range(2):
        one, _ = make_blobs(33, 3, random_state=ours)
        other, _ = sklearn.datasets.make_blobs(33, 3, random_state=theirs)
        np.testing.assert_array_equal(one, other)


def test_many_are_the_same_samples_in_another_order() -> None:
    count = draws.MANY + 1001
    X, y = make_blobs(count, 1, centers=3, random_state=2)
    plain, groups = sklearn.datasets.make_blobs(count, 1, centers=3, random_state=2, shuffle=False)
    for one, other in zip(make_blobs(count, 1, centers=3, random_state=2), (X, y), strict=True):
        np.testing.assert_array_equal(one, other)
    assert abs(np.corrcoef(np.arange(count), y)[0, 1]) < 0.005  # groups came one after the other
    ours, theirs = np.lexsort((y, X[:, 0])), np.lexsort((groups, plain[:, 0]))
    np.testing.assert_array_equal(X[ours], plain[theirs])
    np.testing.assert_array_equal(y[ours], groups[theirs])


@pytest.mark.usefixtures("small_parts")
def test_rows_keep_their_labels_in_parts() -> None:
    for seed in range(20):
        X, y = make_blobs([40, 0, 1, 90, 70], 3, random_state=seed)
        plain, groups = make_blobs([40, 0, 1, 90, 70], 3, random_state=seed, shuffle=False)
        assert not np.array_equal(y, groups)
        ours, theirs = np.lexsort(X.T), np.lexsort(plain.T)
        np.testing.assert_array_equal(X[ours], plain[theirs])
        np.testing.assert_array_equal(y[ours], groups[theirs])


@pytest.mark.usefixtures("small_parts")
def test_all_orders_are_as_likely() -> None:
    source, rows = np.random.RandomState(0), 5
    # Several buckets of about three rows, drawn in several parts.
    keys = [tuple(draws.permutation(source, rows)) for _ in range(12_000)]
    found, counts = np.unique(np.array(keys), axis=0, return_counts=True)
    assert len(found) == 120
    assert stats.chisquare(counts).pvalue > 1e-3
    # Of more rows: where each of them comes.
    places = np.array([draws.permutation(source, 200) for _ in range(2000)])
    assert (np.sort(places, axis=1) == np.arange(200)).all()
    for column in (0, 1, 63, 64, 100, 199):
        assert stats.chisquare(np.bincount(places[:, column], minlength=200)).pvalue > 1e-4
    neighbors = np.diff(places, axis=1) == 1  # such pairs would stay together in a stable grouping
    assert abs(neighbors.sum() / len(places) - 199 / 200) < 0.1


TEN_MEGABYTES = "x" * 10**7
ODD: list[Any] = [
    None, True, np.bool_(1), "", "3", "auto", TEN_MEGABYTES, b"3", TEN_MEGABYTES.encode(), bytearray(3), np.str_("full"), 1j, np.complex64(1), 0.5, np.float32(2.5), float("nan"),
    float("inf"), -float("inf"), -1, -0.5, 10**400, -(10**400), 2**63, 2**64, -(2**63), 1e308, -1e308, Fraction(1, 3), [], (), {}, {1: 2}, set(), {3}, [[]], [[[1.0]]], [[1, 2], [3]],
    [None], ["a", "b"], [[float("nan"), 1]], [float("inf")], [-1, 2], [True, False], [0, 0], [1e308, 1e308], [1j], [2**64], [2**62, 2**62, 2**62], [Silent()], Silent(), Silent, object(),
    np.zeros(0), np.zeros((0, 2)), np.zeros((2, 0)), np.full(4, np.nan), np.array("full"), np.array([["a"]]), np.datetime64("NaT"), slice(None), ..., len, range(0), iter([1]),
    "nan", ["1"] * 10**5, list(range(-5, 10**5)), [TEN_MEGABYTES], {TEN_MEGABYTES: TEN_MEGABYTES}, np.random.default_rng(0), (1, 2, 3, 4, 5), [[1.0, 2.0]] * 4,
]  # fmt: skip
GOOD: dict[str, Any] = {
    "n_samples": 6, "n_features": 2, "centers": 3, "cluster_std": 1.0, "center_box": (-10.0, 10.0),
    "shuffle": True, "random_state": 0, "return_centers": False,
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_an_argument_is_taken_or_refused_by_its_name(name: str) -> None:
    refused = []
    for value in ODD:
        if name in {"n_samples", "n_features"} and isinstance(value, int) and 1000 < value < 2**60:
            continue  # such an amount is allowed
        try:
            X, y, *_ = make_blobs(**{**GOOD, name: value})
        except (TypeError, ValueError) as error:
            refused.append(str(error))
        else:
            assert np.isfinite(X).all()
            assert len(X) == len(y) >= 1
    assert len(refused) >= 48
    both = ("centers and cluster_std must be", "centers must be None or the places where n_samples has")
    for words in refused:
        assert words.startswith((name, *both))
        assert name in words
        assert len(words) <= 600
        assert "no words" not in words


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"n_samples": 0}, "n_samples must be from 1"),
        ({"n_samples": "many"}, "n_samples must be an integer, got 'many'"),
        ({"n_samples": [1, -2]}, r"n_samples must be an integer of at least 1, or integers .*, got \[1, -2\]"),
        ({"n_samples": [3, 3], "centers": 2}, "centers must be None or the places .* got 2"),
        ({"n_samples": [3, 3], "centers": np.zeros((3, 2))}, "centers must be 2, one for each number in n_samples, got 3"),
        ({"n_samples": 2**59, "n_features": 2**10}, "n_samples must be at most"),
        ({"centers": [1, 2]}, r"centers must be None, an integer, or places of shape \(n_centers, n_features\), got \[1, 2\]"),
        ({"centers": 10**12}, "centers must be from 1 to"),
        ({"centers": [[0.0, np.nan]]}, r"centers contains NaN \(first at row 0, column 1\)"),
        ({"cluster_std": [1, 2]}, r"cluster_std must be a number of at least 0, or one for each of the 3 centers, got \[1, 2\]"),
        ({"cluster_std": -1}, "cluster_std must be a number of at least 0"),
        ({"cluster_std": 1e308}, "centers and cluster_std must be of a scale at which samples are finite"),
        ({"center_box": (1, 0)}, r"center_box must be \(least, largest\)"),
        ({"center_box": (-1e308, 1e308)}, "center_box must be"),
        ({"shuffle": "no"}, "shuffle must be True or False, got 'no'"),
    ],
    ids=repr,
)  # fmt: skip
def test_a_refusal_says_what_is_allowed(options: dict[str, Any], words: str) -> None:
    with pytest.raises((TypeError, ValueError), match=f"^{words}"):
        make_blobs(**options)
