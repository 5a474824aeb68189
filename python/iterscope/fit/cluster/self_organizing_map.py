"""A self-organizing map: a net of nodes that unfolds over the samples, watched step by step."""

from numbers import Integral
from typing import Any, ClassVar

from numpy.typing import ArrayLike
from sklearn.utils._param_validation import Interval, StrOptions

from iterscope.fit.cluster.fitted_map import FittedMap
from iterscope.fit.cluster.kohonen import Kohonen
from iterscope.fit.cluster.lattice import MAX_NODES, Topology
from iterscope.fit.data import Data
from iterscope.validation.parameters import AT_LEAST_ONE, NOT_NEGATIVE
from iterscope.validation.seed import SEED, Seed


class SelfOrganizingMap(FittedMap):
    """Self-organizing map (SOM, Kohonen map) by batch training: a two-dimensional picture of many features.

    Nodes on a lattice have places among the samples. Each sample goes to its winner, and each node to the
    mean of all samples, which count the more the nearer their winner is on the lattice:
    ``exp(-g**2 / (2 * r**2))`` at a distance ``g``. The radius ``r`` shrinks by the same factor in each
    iteration, then stays, and the fit ends when nothing moves any more. Nodes without samples are normal:
    they lie between clusters.

    Parameters
    ----------
    rows, columns : int, default=10
        Of the lattice.
    topology : {'rectangular', 'hexagonal'}, default='rectangular'
        In a honeycomb each second row is half a step to the right.
    winner : {'nearest', 'local'}, default='nearest'
        Where a sample goes: to the nearest node, or to that whose whole neighborhood is nearest. With
        ``'local'`` both halves of a step lower one energy as long as the radius stays, and the net is
        stiffer; with ``'nearest'`` nothing falls for sure.
    init : {'pca', 'random'} or array-like of shape (rows * columns, n_features), default='pca'
        Where the nodes begin: on the plane of the first two principal components, at random samples, or
        there; also of shape (rows, columns, n_features).
    n_init : int, default=1
        Number of random starts, of which the one with the least energy is kept.
    radius : float, default=None
        First radius, in steps of the lattice. None: half of the longer side.
    final_radius : float, default=1.0
        Radius that stays. 0 leaves k-means.
    shrink_iter : int, default=30
        Iterations in which the radius shrinks from the first to the last.
    max_iter : int, default=100
        Most iterations of a start.
    tol : float, default=1e-4
        Mean squared shifts of the nodes below this, in units of the mean variance of the features, end the
        fit once the radius stays.
    verbose : int, default=0
        Whether to print the energy of each start.
    random_state : int, Generator, SeedSequence, RandomState or None, default=None

    Attributes
    ----------
    means_ : ndarray of shape (n_nodes, n_features)
        Places of the nodes, row by row.
    weights_ : ndarray of shape (n_nodes,)
        Share of the samples that each node has won.
    labels_ : ndarray of shape (n_samples,)
        Winner of each sample.
    quantization_error_ : float
        Mean distance of the samples to their winners.
    topographic_error_ : float
        Share of the samples whose two best nodes are not adjacent; of squares those at a corner are.
    u_matrix_ : ndarray of shape (rows, columns)
        Mean distance of each node to those adjacent to it: ridges lie between clusters.
    hits_ : ndarray of shape (rows, columns)
        Share of the samples that each node has won.
    positions_ : ndarray of shape (n_nodes, 2)
        Where the nodes are on the lattice, to the right and down, to draw them.
    radius_ : float
        Last radius.
    n_iter_ : int
    stop_reason_ : {'converged', 'max_iter', 'callback'} or None
    n_features_in_ : int
    feature_names_in_ : ndarray of shape (n_features,)

    References
    ----------
    T. Kohonen, "Self-organizing maps" (2001), section 3.6. T. Heskes, "Energy functions for self-organizing
    maps" (1999). A. Ultsch and H. P. Siemon, "Kohonen's self organizing feature maps for exploratory data
    analysis" (1990).

    Examples
    --------
    >>> from iterscope import SelfOrganizingMap
    >>> X = [[x, y] for x in range(9) for y in range(5)]
    >>> model = SelfOrganizingMap(3, 5).fit(X)
    >>> model.means_.reshape(3, 5, 2)[0, :, 0].round(1).tolist()
    [1.4, 2.4, 4.0, 5.6, 6.6]
    """

    kind = "self_organizing_map"
    may_outnumber = True
    settings = ("n_components", "random_state", "tol", "max_iter")
    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        "rows": [AT_LEAST_ONE],
        "columns": [AT_LEAST_ONE],
        "topology": [StrOptions({"rectangular", "hexagonal"})],
        "winner": [StrOptions({"nearest", "local"})],
        "init": [StrOptions({"pca", "random"}), "array-like"],
        "n_init": [AT_LEAST_ONE],
        "radius": [NOT_NEGATIVE, None],
        "final_radius": [NOT_NEGATIVE],
        "shrink_iter": [Interval(Integral, 0, None, closed="left")],
        "max_iter": [AT_LEAST_ONE],
        "tol": [NOT_NEGATIVE],
        "verbose": ["verbose"],
        "random_state": SEED,
    }

    def __init__(
        self,
        rows: int = 10,
        columns: int = 10,
        *,
        topology: Topology = "rectangular",
        winner: str = "nearest",
        init: str | ArrayLike = "pca",
        n_init: int = 1,
        radius: float | None = None,
        final_radius: float = 1.0,
        shrink_iter: int = 30,
        max_iter: int = 100,
        tol: float = 1e-4,
        verbose: int = 0,
        random_state: Seed = None,
    ) -> None:
        self.rows = rows
        self.columns = columns
        self.topology = topology
        self.winner = winner
        self.init = init
        self.n_init = n_init
        self.radius = radius
        self.final_radius = final_radius
        self.shrink_iter = shrink_iter
        self.max_iter = max_iter
        self.tol = tol
        self.verbose = verbose
        self.random_state = random_state

    @property
    def first_radius(self) -> float:
        """Radius of the first iteration."""
        half = max(self.rows, self.columns) / 2
        return float(max(half, self.final_radius) if self.radius is None else self.radius)

    def write_setting(self, name: str, value: Any) -> None:
        """Set a parameter by the name that a view gives it.

        A number of nodes makes a map that is as square as can be.
        """
        if name == "n_components":
            if value != self.read_settings()["n_components"]:
                if not isinstance(self.init, str):
                    self.drop_start()
                rows = next(rows for rows in range(int(value**0.5), 0, -1) if value % rows == 0)
                self.set_params(rows=rows, columns=value // rows)
        else:
            super().write_setting(name, value)

    def drop_start(self) -> None:
        """Forget places that a user has given, and the plane of most variance: a seed finds others."""
        self.set_params(init="random")

    @property
    def _shown(self) -> dict[str, Any]:
        return {"n_components": int(self.rows) * int(self.columns)}

    def _algorithm(self, data: Data) -> Kohonen:
        return Kohonen(self, data)

    def _check_size(self, n_samples: int) -> None:  # noqa: ARG002
        """Refuse a map that is too large, or whose radius would grow; more nodes than samples are normal."""
        if int(self.rows) * int(self.columns) > MAX_NODES:
            raise ValueError(
                f"rows and columns must make at most {MAX_NODES} nodes, got {self.rows} x {self.columns}"
            )
        if self.first_radius < self.final_radius:
            raise ValueError(
                f"radius must be at least final_radius={self.final_radius}, to which it shrinks, "
                f"got {self.radius}"
            )
