"""Data of a fit, checked once; estimators and sessions take them without another check."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray
from sklearn.base import BaseEstimator
from sklearn.utils.validation import validate_data

from iterscope.fit.data import sequences
from iterscope.fit.data.projection import FEWEST_FEATURES, MOST_FEATURES, Principal, Projection
from iterscope.validation import arguments, arrays

NO_LABEL = 255
"""The label of a sample that has none."""
MAX_NAME = 64
"""Letters of a name of a feature or a class."""
SHOWN = 2
"""Axes that a view shows first."""
MOST_SHOWN = 8
"""Features of data of which it shows two; of more it shows two principal axes."""
MOST_ROWS = 4096
"""Samples by which it chooses them."""
_LEAST_WIDTH = 1e-290
"""Of an extent that can be drawn: places in a narrower one are not finite as shares of it."""


@dataclass(frozen=True, eq=False)
class Data:
    """Samples that have been checked. Estimators take them in the place of `X`, without another check.

    A sample of weight 0 is not among them: whatever looks at the data, it is as good as absent.
    """

    values: arrays.Samples
    """C-contiguous, shape (n_samples, n_features); the user's own array, where it is that.

    Finite, but for NaN where a value is missing, which only some models allow.

    Of float64, or of float32 where the user's are: whatever computes with them makes them float64.
    """
    weights: NDArray[np.float64] | None
    """Weights of the samples, above 0, shape (n_samples,); None where each counts once."""
    labels: NDArray[np.uint8] | None
    """The true classes, counted from 0, if they are known."""
    dtype: DTypeLike
    """The type of results: float32 for float32, otherwise float64."""
    header: Any
    """The user's data without its rows, for the names of its columns, if there are any."""
    classes: tuple[str, ...] = ()
    """Names of the true classes, in the order of their numbers; empty if they are not known."""
    revision: int = 0
    """Counts the changes by a brush."""
    incomplete: bool = False
    """Whether values are missing."""
    lengths: sequences.Lengths | None = None
    """Rows of each sequence, one after the other, shape (n_sequences,); None where all rows are one."""
    _whole: "Data | None" = None
    _kept_principal: Principal | None = None
    """The principal axes of what the data were before a brush: what is seen stays where it is."""

    @classmethod
    def of(
        cls,
        X: "ArrayLike | Data",
        sample_weight: ArrayLike | None = None,
        labels: ArrayLike | None = None,
        *,
        min_samples: int = 1,
        user: str = "iterscope",
        missing: bool = False,
        lengths: ArrayLike | None = None,
        lists: bool = False,
    ) -> "Data":
        """Check the data that a user gave.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features), list of such or Data
            Data are returned as they are, with these weights and lengths if there are
            any.
        sample_weight : array-like of shape (n_samples,), default=None
        labels : array-like of shape (n_samples,), default=None
        min_samples : int, default=1
        user : str, default="iterscope"
            Whose minimum it is, in messages.
        missing : bool, default=False
            Whether values of `X` may be missing.
        lengths : array-like of int, shape (n_sequences,), default=None
            Rows of each sequence; weights may then be those of the sequences.
        lists : bool, default=False
            Whether `X` may be a list of tables, each of them a sequence.

        Returns
        -------
        Data

        Raises
        ------
        TypeError, ValueError
            If `X`, `sample_weight`, `labels` or `lengths` cannot be what they must be.
        """
        if isinstance(X, Data):
            found = X
            if found.incomplete and not missing:
                arrays.finite(found.whole.values, "X")
            if lengths is not None:
                found = _present(replace(X.whole, lengths=sequences.check(lengths, len(X.whole))))
            if sample_weight is not None:
                whole = found.whole
                weights = sequences.weights(sample_weight, whole.lengths, len(whole))
                found = _present(replace(whole, weights=weights))
        else:
            listed = lists and sequences.are(X)
            first: Any = X[0] if listed else X  # type: ignore[index]
            table, lengths = sequences.joined(X, lengths) if listed else (X, lengths)
            values = arrays.samples(table, "X", min_samples=min_samples, user=user, missing=missing)
            rows = sequences.check(lengths, len(values))
            weights = sequences.weights(sample_weight, rows, len(values))
            numbers, names = (None, ()) if labels is None else _classes(labels, len(values))
            header, incomplete = _header(first, values), False
            if missing:
                with np.errstate(over="ignore", invalid="ignore"):
                    incomplete = bool(np.isnan(values.sum(dtype=np.float64)))
            dtype = arrays.kept_dtype(first)
            found = _present(
                cls(values, weights, numbers, dtype, header, names, incomplete=incomplete, lengths=rows)
            )
        what = "X" if found.whole is found else "X without its samples of weight 0"
        arrays.check_size((found.n_samples, found.n_features), what, min_samples=min_samples, user=user)
        return found

    def __len__(self) -> int:
        return len(self.values)

    @property
    def n_samples(self) -> int:
        """Number of samples."""
        return len(self.values)

    @property
    def in_memory(self) -> bool:
        """Whether `values` are all samples."""
        return True

    @property
    def shown(self) -> "Data":
        """The data with the samples that a view draws as their `values`."""
        return self

    @property
    def all_weights(self) -> NDArray[np.float64] | None:
        """Weights of all samples, None where each counts once."""
        return self.weights

    def total(self, statistics: Callable[..., Any], *arguments: Any) -> Any:
        """Return the statistics of all samples.

        Parameters
        ----------
        statistics : callable
            ``statistics(X, *arguments, sample_weight, first_row=0)``; those of consecutive parts add up.
        *arguments
            What it takes besides.
        """
        return statistics(self.values, *arguments, self.weights, first_row=0)

    def summed(self, values: NDArray[np.floating[Any]]) -> float:
        """Return the sum of a value of each sample, a weight being a number of copies."""
        return float(values.sum() if self.weights is None else (values * self.weights).sum())

    def take(self, rows: NDArray[np.int64]) -> arrays.Samples:
        """Return samples by their numbers, in this order."""
        return self.values[rows]

    def by_sequences(self, together: int) -> "Data":  # noqa: ARG002
        """Return the data, which are in one part."""
        return self

    def release(self) -> None:
        """Do nothing: the samples are the user's."""

    @property
    def whole(self) -> "Data":
        """The data with the samples of weight 0 too: results that have a row for each sample have these."""
        return self if self._whole is None else self._whole

    def present(self, rows: NDArray[Any]) -> NDArray[Any]:
        """Return those of an array's rows for the whole data that are of samples with a weight."""
        weights = self.whole.weights
        return rows if weights is None or self._whole is None else rows[weights > 0]

    @property
    def uneven_weights(self) -> NDArray[np.float64] | None:
        """The weights, None where all weigh the same."""
        weights = self.all_weights
        even = weights is None or bool((weights == weights[0]).all())
        return None if even else weights

    @property
    def nbytes(self) -> int:
        """Bytes of the samples, with their weights and labels."""
        return sum(rows.nbytes for rows in (self.values, self.weights, self.labels) if rows is not None)

    @property
    def n_features(self) -> int:
        """Number of features."""
        return int(self.values.shape[1])

    @property
    def total_weight(self) -> float:
        """Sum of the weights of all samples."""
        weights = self.all_weights
        return float(self.n_samples if weights is None else weights.sum())

    @cached_property
    def filled(self) -> "Data":
        """The data with the mean of its feature in the place of each missing value, without empty samples."""
        if not self.incomplete:
            return self
        some = np.asarray(~np.isnan(self.values).all(axis=1))
        given, absent = self.values[some], np.isnan(self.values[some])
        weights = None if self.weights is None else self.weights[some]
        labels = None if self.labels is None else self.labels[some]
        masses = np.ones(len(given)) if weights is None else weights
        means = (masses @ np.where(absent, 0, given)) / (masses @ ~absent)
        values = np.where(absent, means.astype(given.dtype), given)
        lengths = sequences.kept(self.lengths, some)
        return replace(
            self,
            values=values,
            weights=weights,
            labels=labels,
            lengths=lengths,
            incomplete=False,
            _whole=None,
        )

    def check_features(self) -> None:
        """Refuse a feature of which all values are missing.

        Raises
        ------
        ValueError
            That names it.
        """
        if self.incomplete and (empty := np.flatnonzero(np.isnan(self.values).all(axis=0))).size:
            column = int(empty[0])
            raise ValueError(
                f"X has no value in column {column} ({self.feature_names[column]}): leave it out"
            )

    @cached_property
    def principal(self) -> Principal | None:
        """The principal axes, None of few features or of very many, or where values are missing."""
        if self.incomplete or not FEWEST_FEATURES <= self.n_features <= MOST_FEATURES:
            return None
        return self._kept_principal or Principal.of(self.values, self.weights)

    @cached_property
    def projection(self) -> Projection:
        """The directions along which the samples can be seen: the features, and after them principal axes."""
        return Projection(self.n_features, self.principal)

    @cached_property
    def low(self) -> NDArray[np.float64]:
        """Least value of each feature."""
        return np.asarray(np.fmin.reduce(self.values, axis=0), np.float64)

    @cached_property
    def high(self) -> NDArray[np.float64]:
        """Largest value of each feature."""
        return np.asarray(np.fmax.reduce(self.values, axis=0), np.float64)

    @cached_property
    def bounds(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The least and the largest coordinates along each feature, and after these each principal axis."""
        if self.principal is None:
            return self.low, self.high
        low, high = self.principal.extent(self.values)
        return np.concatenate([self.low, low]), np.concatenate([self.high, high])

    def extent(self, dims: Sequence[int], margin: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the least and the largest coordinates of the samples, with room around them.

        Parameters
        ----------
        dims : sequence of int
        margin : float
            As a share of the extent.

        Returns
        -------
        low, high : ndarray of shape (len(dims),)
        """
        low, high = (side[list(dims)] for side in self.bounds)
        width = high - low
        room = margin * np.where(width > _LEAST_WIDTH, width, np.maximum(np.abs(high), 1.0))
        return low - room, high + room

    @cached_property
    def names(self) -> dict[str, Any]:
        """What scikit-learn's estimators keep of the columns: ``n_features_in_``, ``feature_names_in_``."""
        fitted = BaseEstimator()
        validate_data(fitted, self.header, reset=True, skip_check_array=True)
        return dict(vars(fitted))

    @property
    def columns(self) -> list[Any] | None:
        """The columns' names, None for data without any."""
        given = getattr(self.header, "columns", None)
        return None if given is None else list(given)

    @property
    def feature_names(self) -> list[str]:
        """The columns' names, if they have any, or x0, x1, and so on, as a page shows them."""
        columns = range(self.n_features) if self.columns is None else self.columns
        return [(name if isinstance(name, str) else f"x{name}")[:MAX_NAME] for name in columns]

    @property
    def axis_names(self) -> list[str]:
        """The names of the features, and after them those of the principal axes."""
        return self.feature_names + ([] if self.principal is None else self.principal.names)

    @property
    def telling_dims(self) -> list[int]:
        """What a view shows first: two principal axes of many features, of few those of most variance."""
        if self.n_features > MOST_SHOWN and self.principal is not None:
            return [self.n_features, self.n_features + 1]
        return sorted(self.widest[:SHOWN])

    @cached_property
    def widest(self) -> list[int]:
        """The features, that of most variance first; of equal ones in their order."""
        rows = self.values[:: -(-len(self) // MOST_ROWS)].astype(np.float64)
        known = np.isfinite(rows)
        rows = np.where(known, rows, 0.0) / (np.abs(rows, where=known, out=np.zeros_like(rows)).max() or 1.0)
        counts = np.maximum(known.sum(axis=0), 1)
        apart = np.where(known, rows - rows.sum(axis=0) / counts, 0.0)
        variances = np.square(apart).sum(axis=0) / counts
        order: list[int] = np.argsort(-variances.round(12), kind="stable").tolist()
        return order


def _present(data: Data) -> Data:
    """Return data without the samples of weight 0."""
    weights = data.weights
    if weights is None or weights.all():
        return data
    kept = weights > 0
    labels = None if data.labels is None else data.labels[kept]
    lengths = sequences.kept(data.lengths, kept)
    return replace(
        data, values=data.values[kept], weights=weights[kept], labels=labels, lengths=lengths, _whole=data
    )


def table(X: Any) -> Any:
    """Return samples of a single feature, in one dimension, as a table of one column; all else as it is."""
    if hasattr(X, "columns"):
        return X
    if hasattr(X, "to_frame"):  # a Series of pandas or polars
        return X.to_frame()
    if getattr(X, "ndim", None) == 1:
        return X.reshape(-1, 1) if hasattr(X, "reshape") else np.asarray(X).reshape(-1, 1)
    text = isinstance(X, str | bytes | bytearray)
    if isinstance(X, Sequence) and not text and not any(hasattr(x, "__len__") for x in X):
        return [[value] for value in X]
    return X


def _classes(labels: ArrayLike, n_samples: int) -> tuple[NDArray[np.uint8], tuple[str, ...]]:
    try:
        given = np.asarray(labels)
    except Exception:  # noqa: BLE001  of any kind, for it may be that of a stranger's `__array__`
        raise ValueError(f"labels must have shape ({n_samples},), got {arguments.shown(labels)}") from None
    if given.shape != (n_samples,):
        raise ValueError(f"labels must have shape ({n_samples},), got {given.shape}")
    try:
        names, numbers = np.unique(given, return_inverse=True)
    except Exception:  # noqa: BLE001  None beside words has no place in an order, and a stranger may have none
        names, numbers = np.unique([_text(label) for label in given], return_inverse=True)
    if len(names) > NO_LABEL:
        raise ValueError(f"labels must be of at most {NO_LABEL} classes, got {len(names)}")
    return numbers.astype(np.uint8), tuple(str(name)[:MAX_NAME] for name in names)


def _text(label: Any) -> str:
    try:
        return str(label)
    except Exception:  # noqa: BLE001  of any kind, for it is a stranger's
        return arguments.shown(label)


def _header(X: Any, values: arrays.Samples) -> Any:
    is_frame = hasattr(X, "columns") or hasattr(X, "__dataframe__")
    return X[:0] if is_frame else values[:0]
