"""Methods of a fitted self-organizing map: winners, distances, errors, and what is drawn of its lattice."""

from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.utils.validation import check_is_fitted

from iterscope.fit.cluster.base import Clustering
from iterscope.fit.cluster.lattice import Lattice, Topology
from iterscope.fit.cluster.winners import matched, winners
from iterscope.fit.data import Blocks, Data


class FittedMap(Clustering):
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
        data, found = self._samples(X), (self._centers(), float(self.radius_), self.geometry)
        if isinstance(data, Blocks):
            labels: NDArray[np.int32] = data.each(winners, *found, dtype=np.int32)
            return labels
        return winners(data.values, *found)

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
        return -matched(data, self._centers(), float(self.radius_), self.geometry).sums.quantization_error

    def reordered(self, by: int | str | ArrayLike = "weight") -> Self:
        """Refuse: the nodes of a map have the order of their lattice.

        Raises
        ------
        ValueError
            Always.
        """
        del by
        raise ValueError("the nodes of a map keep the order of their lattice: by has no meaning for them")

    @property
    def _fitted_centers(self) -> NDArray[Any]:
        return self.means_

    def _components(self) -> tuple[NDArray[Any], NDArray[Any]]:
        return self.weights_, self.means_
