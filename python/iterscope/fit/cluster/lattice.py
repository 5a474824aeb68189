"""The lattice of a self-organizing map: where its nodes are, and which are neighbors."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from iterscope.validation import arrays

Topology = Literal["rectangular", "hexagonal"]
MAX_NODES = 2**20
"""Most nodes of a map."""
_ADJACENT = {"rectangular": 2.0, "hexagonal": 1.0}
"""Squared distances of nodes that are adjacent: of squares also those at a corner."""
_LINKED = 1.0
"""Squared distance of nodes that a line of the net connects."""
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Lattice:
    """Rows and columns of nodes; node ``row * columns + column`` is in this row and column."""

    rows: int
    columns: int
    topology: Topology

    @property
    def n_nodes(self) -> int:
        """Number of nodes."""
        return self.rows * self.columns

    @cached_property
    def positions(self) -> NDArray[np.float64]:
        """Where the nodes are, in steps of the lattice, shape (n_nodes, 2): to the right, and down.

        In a honeycomb each second row is half a step to the right.
        """
        row, column = np.divmod(np.arange(self.n_nodes), self.columns)
        if self.topology == "rectangular":
            return np.stack([column, row], axis=1).astype(np.float64)
        return np.stack([column + row % 2 / 2, row * np.sqrt(0.75)], axis=1)

    @cached_property
    def neighbors(self) -> NDArray[np.int64]:
        """Pairs of nodes that are adjacent, each once, shape (n_pairs, 2)."""
        return self._pairs(_ADJACENT[self.topology])

    @cached_property
    def links(self) -> NDArray[np.int64]:
        """Pairs of nodes that a line of the net connects, each once, shape (n_links, 2)."""
        return self._pairs(_LINKED)

    def places(self, given: ArrayLike, n_features: int, user: str) -> NDArray[np.float64]:
        """Return places that a user gives to the nodes.

        Parameters
        ----------
        given : array-like of shape (n_nodes, n_features) or (rows, columns, n_features)
        n_features : int
        user : str
            The model that messages name.

        Returns
        -------
        ndarray of shape (n_nodes, n_features)

        Raises
        ------
        ValueError
            If they are of another shape.
        """
        found, wanted = np.asarray(given), (self.n_nodes, n_features)
        if found.ndim == 3 and found.shape[:2] == (self.rows, self.columns):
            found = found.reshape(self.n_nodes, -1)
        if found.shape != wanted:
            raise ValueError(
                f"init must be of shape {wanted}, a row for each of the {self.rows} x {self.columns} nodes, "
                f"or ({self.rows}, {self.columns}, {n_features}), got {found.shape}"
            )
        return arrays.matrix(found, "init", user=user).copy()

    def u_matrix(self, means: NDArray[np.float64]) -> NDArray[np.float64]:
        """Compute the mean distance of each node to those adjacent to it (Ultsch and Siemon, 1990).

        Parameters
        ----------
        means : ndarray of shape (n_nodes, n_features)

        Returns
        -------
        ndarray of shape (rows, columns)
            0 where a map has one node only.
        """
        first, second = self.neighbors.T
        distances = np.linalg.norm(means[first].astype(np.float64) - means[second], axis=1)
        sums, counts = np.zeros(self.n_nodes), np.zeros(self.n_nodes)
        for nodes in (first, second):
            np.add.at(sums, nodes, distances)
            np.add.at(counts, nodes, 1)
        return (sums / np.maximum(counts, 1)).reshape(self.rows, self.columns)

    def _pairs(self, most: float) -> NDArray[np.int64]:
        nodes = np.arange(self.n_nodes).reshape(self.rows, self.columns)
        found = []
        for down, right in ((0, 1), (1, -1), (1, 0), (1, 1)):
            left = max(0, -right)
            here = nodes[: self.rows - down, left : self.columns - max(0, right)].ravel()
            pairs = np.stack([here, here + down * self.columns + right], axis=1)
            apart = self.positions[pairs[:, 0]] - self.positions[pairs[:, 1]]
            found.append(pairs[np.square(apart).sum(axis=1) <= most + _ROUNDING])
        return np.concatenate(found)
