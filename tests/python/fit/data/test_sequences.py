"""Tests of sequences among the samples: lists of arrays and their lengths, and what weights and brushes do to them."""

from typing import Any

import numpy as np
import pytest

from iterscope import GaussianHMM, GaussianMixture, MixtureWidget
from iterscope.fit.data import Data, brush

X = np.arange(12.0).reshape(6, 2)


def test_a_list_of_arrays_is_the_table_with_their_lengths() -> None:
    data = Data.of([X[:1], X[1:4], X[4:]], lists=True)
    np.testing.assert_array_equal(data.values, X)
    assert data.lengths is not None
    assert (data.lengths.dtype, data.lengths.tolist()) == (np.dtype(np.int64), [1, 3, 2])
    assert Data.of(X, lengths=[1, 3, 2]).lengths.tolist() == [1, 3, 2]  # type: ignore[union-attr]
    assert Data.of(X).lengths is None


def test_frames_keep_their_columns_and_their_type() -> None:
    pandas = pytest.importorskip("pandas")
    frames = [pandas.DataFrame(part.astype(np.float32), columns=["a", "b"]) for part in (X[:2], X[2:])]
    data = Data.of(frames, lists=True)
    assert (data.feature_names, data.dtype) == (["a", "b"], np.float32)
    with pytest.raises(ValueError, match=r"same columns, got \['b', 'a'\] in sequence 1"):
        Data.of([frames[0], frames[1][["b", "a"]]], lists=True)


def test_rows_in_a_list_stay_rows() -> None:
    assert Data.of([row for row in X], lists=True).lengths is None  # noqa: C416
    assert len(Data.of([row for row in X], lists=True)) == 6  # noqa: C416


@pytest.mark.parametrize(
    ("lengths", "error", "match"),
    [
        ([2, 3], ValueError, "lengths must sum to the 6 rows of X, got the sum 5"),
        ([0, 6], ValueError, "lengths must be at least 1, got 0 for sequence 0"),
        ([7, -1], ValueError, "lengths must be at least 1, got -1 for sequence 1"),
        ([[6]], ValueError, r"lengths must have shape \(n_sequences,\), got \(1, 1\)"),
        (6, ValueError, r"lengths must have shape \(n_sequences,\), got \(\)"),
        ([], ValueError, r"lengths must have shape \(n_sequences,\), got \(0,\)"),
        ([[1], [2, 3]], ValueError, "lists of different lengths"),
        ([3.0, 3.0], TypeError, "lengths must be whole numbers, got an array of dtype float64"),
        ([2**62, 2**62, 2**62, 2**62 + 6], ValueError, "lengths must sum to the 6 rows"),
    ],
)
def test_lengths_that_cannot_be_are_refused_by_name(lengths: Any, error: type[Exception], match: str) -> None:
    with pytest.raises(error, match=match):
        Data.of(X, lengths=lengths)
    with pytest.raises(error, match=match):
        MixtureWidget(X, GaussianMixture(2), lengths=lengths)


def test_lengths_beside_a_list_and_empty_sequences_are_refused() -> None:
    with pytest.raises(ValueError, match="lengths must be None where X is a list"):
        Data.of([X[:2], X[2:]], lengths=[2, 4], lists=True)
    with pytest.raises(ValueError, match="got 0 for sequence 1"):
        Data.of([X[:2], X[:0], X[2:]], lists=True)
    with pytest.raises(ValueError, match="same columns"):
        Data.of([X[:2], X[2:, :1]], lists=True)


def test_other_models_take_no_lists() -> None:
    with pytest.raises(ValueError, match="Found array with dim 3: X"):
        GaussianMixture(2).fit([X[:3], X[3:]])
    with pytest.raises(ValueError, match="X is not an array of numbers, or is ragged"):
        MixtureWidget([X[:2], X[2:]], GaussianMixture(2))


def test_weights_of_sequences_are_those_of_their_rows() -> None:
    data = Data.of(X, [2.0, 0.0, 1.0], lengths=[1, 3, 2])
    np.testing.assert_array_equal(data.values, X[[0, 4, 5]])
    assert data.lengths.tolist() == [1, 2]  # type: ignore[union-attr]
    assert data.weights.tolist() == [2.0, 1.0, 1.0]  # type: ignore[union-attr]
    assert data.whole.lengths.tolist() == [1, 3, 2]  # type: ignore[union-attr]
    again = Data.of(data, [1.0, 1.0, 0.0])
    assert again.lengths.tolist() == [1, 3]  # type: ignore[union-attr]
    assert Data.of(data, lengths=[6]).whole.lengths.tolist() == [6]  # type: ignore[union-attr]


def test_a_brush_keeps_sequences() -> None:
    data = Data.of(X, lengths=[1, 3, 2])
    more = brush.added(data, [0, 1], [[20.0, 21.0], [22.0, 23.0]])
    assert more.lengths.tolist() == [1, 3, 4]  # type: ignore[union-attr]
    less = brush.erased(more, [0, 1], [[0.0, 1.0], [4.0, 5.0]], [0.1, 0.1])
    assert less.lengths.tolist() == [2, 4]  # type: ignore[union-attr]


def test_samples_without_any_value_leave_their_sequences() -> None:
    gaps = X.copy()
    gaps[[0, 2]] = np.nan
    data = Data.of(gaps, lengths=[1, 3, 2], missing=True)
    assert data.filled.lengths.tolist() == [2, 2]  # type: ignore[union-attr]


def test_a_view_keeps_the_lengths() -> None:
    widget = MixtureWidget([X[:2], X[2:]], GaussianHMM(2))
    assert widget.session.data.lengths.tolist() == [2, 4]  # type: ignore[union-attr]
    widget.close()
