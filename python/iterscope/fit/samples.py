"""The samples of a mixture view: what the page sees of them, and what a brush does to them."""

import base64
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from iterscope.fit import messages as frames
from iterscope.validation import arrays

MAX_POINTS = 20_000
"""Most rows that are sent to the page."""
MAX_VALUES = 400_000
"""Most numbers that are sent to the page."""
NO_LABEL = 255
"""The label of a point that has none."""


@dataclass(frozen=True, eq=False)
class Samples:
    """The data of a view."""

    X: Any
    """What the user gave; an array once a brush has touched it."""
    values: NDArray[np.float64]
    """Shape (n_samples, n_features)."""
    sample_weight: NDArray[np.float64] | None
    labels: NDArray[np.uint8] | None
    """The true classes, counted from 0."""
    revision: int = 0

    @classmethod
    def of(
        cls, X: ArrayLike, labels: ArrayLike | None = None, sample_weight: ArrayLike | None = None
    ) -> "Samples":
        """Check what the user gave; raises TypeError or ValueError."""
        values = arrays.matrix(X, "X", user="MixtureWidget")
        classes = None
        if labels is not None:
            given = np.asarray(labels)
            if given.shape != (len(values),):
                raise ValueError(f"labels must have shape ({len(values)},), got {given.shape}")
            names, numbers = np.unique(given, return_inverse=True)
            if len(names) > NO_LABEL:
                raise ValueError(f"labels must be of at most {NO_LABEL} classes, got {len(names)}")
            classes = numbers.astype(np.uint8)
        return cls(X, values, arrays.weights(sample_weight, len(values)), classes)

    @property
    def feature_names(self) -> list[str]:
        """The columns' names, if they have any, or x0, x1, and so on."""
        given = getattr(self.X, "columns", None)
        columns = list(range(self.values.shape[1]) if given is None else given)
        return [name[:64] if isinstance(name, str) else f"x{name}"[:64] for name in columns]

    @property
    def sampled(self) -> bool:
        """Whether the page sees only some of the samples, chosen at random."""
        return self._n_points < len(self.values)

    @property
    def rows(self) -> NDArray[np.int64]:
        """Which samples the page sees; always the same ones."""
        n_samples = len(self.values)
        if not self.sampled:
            return np.arange(n_samples)
        return np.sort(np.random.default_rng(0).choice(n_samples, self._n_points, replace=False))

    @property
    def _n_points(self) -> int:
        n_samples, n_features = self.values.shape
        return int(min(n_samples, MAX_POINTS, max(1, MAX_VALUES // n_features)))

    def message(self) -> frames.Points:
        """Return the samples as a page takes them."""
        n_samples, n_features = self.values.shape
        values, labels = self.values, self.labels
        if self.sampled:
            rows = self.rows
            values, labels = values[rows], None if labels is None else labels[rows]
        return {
            "kind": "points",
            "revision": self.revision,
            "n_samples": n_samples,
            "n_features": n_features,
            "n_points": len(values),
            "data": base64.b64encode(values.astype("<f8").tobytes()).decode("ascii"),
            "labels": None if labels is None else base64.b64encode(labels.tobytes()).decode("ascii"),
            "low": self.values.min(axis=0).tolist(),
            "high": self.values.max(axis=0).tolist(),
        }

    def brushed(self, stroke: frames.Brush) -> "Samples":
        """Return the samples with some more or some less.

        New points have, in features that the brush does not see, the mean of all samples, and weigh 1.

        Parameters
        ----------
        stroke : Brush

        Returns
        -------
        Samples

        Raises
        ------
        ValueError
            If there is no such feature, or no sample would be left.
        """
        n_features = self.values.shape[1]
        if max(stroke.dims) >= n_features:
            raise ValueError(f"dims must be from 0 to {n_features - 1}, got {list(stroke.dims)}")
        return self._with(stroke) if stroke.tool == "add" else self._without(stroke)

    def _with(self, stroke: frames.Brush) -> "Samples":
        added = np.tile(self.values.mean(axis=0), (len(stroke.at), 1))
        added[:, stroke.dims] = stroke.at
        values = np.concatenate([self.values, added])
        weights, labels = self.sample_weight, self.labels
        if weights is not None:
            weights = np.concatenate([weights, np.ones(len(added))])
        if labels is not None:
            labels = np.concatenate([labels, np.full(len(added), NO_LABEL, np.uint8)])
        return Samples(values, values, weights, labels, self.revision + 1)

    def _without(self, stroke: frames.Brush) -> "Samples":
        kept = np.ones(len(self.values), np.bool_)
        seen = self.values[:, stroke.dims]
        with np.errstate(over="ignore"):
            for place in stroke.at:
                kept &= np.square((seen - place) / stroke.radius).sum(axis=1) > 1
        if not kept.any():
            raise ValueError("no sample would be left")
        values = self.values[kept]
        weights, labels = self.sample_weight, self.labels
        return replace(
            self,
            X=values,
            values=values,
            sample_weight=None if weights is None else weights[kept],
            labels=None if labels is None else labels[kept],
            revision=self.revision + 1,
        )
