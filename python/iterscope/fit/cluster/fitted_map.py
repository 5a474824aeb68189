"""Methods of a fitted self-organizing map: winners, distances, errors, and what is drawn of its lattice."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import ClassNamePrefixFeaturesOutMixin, ClusterMixin, TransformerMixin
from sklearn.utils.validation import check_is_fitted, validate_data

from iterscope import _core
from iterscope.fit.cluster.lattice import Lattice, Topology
from iterscope.fit.cluster.winners import matched, winners
from iterscope.fit.data import Blocks, Data, data_of
from iterscope.validation.parameters import CheckedParameters


class FittedMap(ClassNamePrefixFeaturesOutMixin, TransformerMixin, ClusterMixin, CheckedParameters):  # type: ignore[misc]
    """A map whose nodes are known."""

    rows: int
    columns: int
    topology: Topology
    winner: str
    means_: NDArray[Any]
    weights_: NDArray[np.float64]
    radius_: float

    @property
    def lattice(self) -> Lattice:
        """The lattice of the nodes."""
        return Lattice(int(self.rows), int(self.columns), self.topology)

    @property
    def geometry(self) -> dict[str, Any]:
        """What the core must know to find winners, besides the places of the nodes."""
        shape = int(self.rows), int(self.columns)
        return {"shape": shape, "topology": self.topology, "winner": self.winner}

    @property
    def positions_(self) -> NDArray[np.float64]:
        """Where the nodes are on the lattice, shape (n_nodes, 2): to the right, and down."""
        return self.lattice.positions

    @property
    def u_matrix_(self) -> NDArray[np.float64]:
        """Mean distance of each node to those adjacent to it, shape (rows, columns)."""
        check_is_fitted(self)
        return self.lattice.u_matrix(self.means_)

    @property
    def hits_(self) -> NDArray[np.float64]:
        """Share of the samples that each node has won, shape (rows, columns)."""
        check_is_fitted(self)
        return self.weights_.reshape(self.rows, self.columns)

    def predict(self, X: ArrayLike | Data) -> NDArray[np.int32]:
        """Find the winner of each sample, in row ``winner // columns`` and column ``winner % columns``.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)

        Returns
        -------
        ndarray of shape (n_samples,)
        """
        data, found = self._samples(X), (self._nodes(), float(self.radius_), self.geometry)
        if isinstance(data, Blocks):
            labels: NDArray[np.int32] = data.each(winners, *found, dtype=np.int32)
            return labels
        return winners(data.values, *found)

    def transform(self, X: ArrayLike | Data) -> NDArray[Any]:
        """Compute the distance of each sample to each node.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)

        Returns
        -------
        ndarray of shape (n_samples, n_nodes)
        """
        data, nodes = self._samples(X), self._nodes()
        if isinstance(data, Blocks):
            distances: NDArray[Any] = data.each(
                _core.center_distances, nodes, width=len(nodes), dtype=data.dtype
            )
            return distances
        return _core.center_distances(data.values, nodes).astype(data.dtype, copy=False)

    def score(self, X: ArrayLike | Data, y: object = None, sample_weight: ArrayLike | None = None) -> float:
        """Compute the negative quantization error of samples: minus their mean distance to their winners.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
        y : ignored
        sample_weight : array-like of shape (n_samples,), default=None

        Returns
        -------
        float
        """
        del y
        data = self._samples(X, sample_weight)
        return -matched(data, self._nodes(), float(self.radius_), self.geometry).sums.quantization_error

    def _samples(self, X: ArrayLike | Data, sample_weight: ArrayLike | None = None) -> Data:
        check_is_fitted(self)
        data = data_of(X, sample_weight, user=type(self).__name__)
        validate_data(self, data.header, reset=False, skip_check_array=True)
        return data

    def _nodes(self) -> NDArray[np.float64]:
        """Return the nodes in float64: those of the fit, as long as the attribute holds them."""
        kept: NDArray[np.float64] | None = getattr(self, "_parameters", None)
        if kept is None or not np.array_equal(self.means_, kept.astype(self.means_.dtype)):
            return np.ascontiguousarray(self.means_, np.float64)
        return kept

    @property
    def _n_features_out(self) -> int:
        return len(self.means_)
