"""Mixtures whose components have a table of parameters: within a component the features are independent."""

from abc import abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

import numpy as np
from numpy.typing import NDArray
from sklearn.utils.validation import check_is_fitted

from iterscope import _core
from iterscope.fit import loop
from iterscope.fit.cluster.kmeans import KMeans
from iterscope.fit.cluster.lloyd import Lloyd
from iterscope.fit.cluster.nearest import nearest
from iterscope.fit.cluster.oversampling import parallel_seeds
from iterscope.fit.cluster.seeding import rows, seeds
from iterscope.fit.data import draws
from iterscope.fit.mixture import diagnosis
from iterscope.fit.mixture.base import MixtureBase, same
from iterscope.fit.mixture.em import EM
from iterscope.fit.step import Step, frozen
from iterscope.fit.watched import WatchedEstimator
from iterscope.validation.arrays import Samples
from iterscope.validation.seed import Seed

P = TypeVar("P", _core.BernoulliParameters, _core.CategoricalParameters, _core.PoissonParameters)

FLOOR = 1e-10
"""Parameters are kept this far from where a component would never change its mind."""


@dataclass(frozen=True, eq=False, kw_only=True)
class ProductStep(Step[P]):
    """The state of a mixture with a table of parameters after one step of EM."""

    @property
    def weights(self) -> NDArray[np.float64]:
        """Mixing weights after this step, shape (n_components,)."""
        return frozen(self.parameters.weights)


class ProductEM(EM[P]):
    """EM for a mixture with a table of parameters.

    Parameters
    ----------
    model : ProductMixture
        Its parameters say how.
    data : Data
    """

    view = "table"
    remedy = "no sample belongs to them. Try to decrease n_components, or other init parameters."

    def start(self, random_state: np.random.RandomState) -> P:
        """Compute the parameters of one start."""
        data, k = self.data, self.model.n_components
        if self.model.init_params == "random":
            if not data.in_memory:
                raise ValueError("init_params must not be 'random' for samples that are not in memory")
            return self._from_shares(draws.shares(random_state, len(data), k))
        if self.model.init_params == "kmeans":
            clusters: Any = loop.result(Lloyd(KMeans(k, n_init=1, random_state=random_state), data))
            if clusters.labels is None:
                return self._from_centers(clusters.shading.means)
            return self._from_shares((clusters.labels[:, np.newaxis] == np.arange(k)).astype(np.float64))
        if self.model.init_params == "random_from_data":
            chosen = rows(data.n_samples, k, data.uneven_weights, random_state)
        elif self.model.init_params == "k-means||":
            chosen = parallel_seeds(data, k, random_state)
        else:
            chosen = seeds(data, k, random_state)
        # Halfway between a sample and all of them: nothing is impossible because of a single sample.
        average = self._table(self._from_centers(np.zeros((1, data.n_features))))
        return self._parameters(np.full(k, 1.0 / k), (self._alone(data.take(chosen)) + average) / 2)

    def expect(self, parameters: P) -> Any:
        """Take the E step and gather what the M step needs."""
        return self.data.total(_core.expect_statistics, parameters)

    def maximize(self, expected: Any) -> tuple[P, list[int]]:
        """Take the M step; a component without samples keeps its parameters."""
        maximized: tuple[P, list[int]] = expected.maximize(floor=FLOOR)
        return maximized

    def coinciding(self, parameters: P) -> list[tuple[int, int]]:
        """Return pairs of components with the same table."""
        table = self._table(parameters)
        flat = table.reshape(len(table), -1)
        return diagnosis.pairs(flat, self._deviations(flat))

    def fitted(self, parameters: P) -> dict[str, NDArray[np.float64]]:
        """Return the attributes that hold the parameters."""
        return {"weights_": parameters.weights, f"{self.names[1]}_": self._table(parameters)}

    def moved(self, parameters: P, component: int, dims: list[int], at: NDArray[np.float64]) -> P:
        """Set parameters of a component; where they are out of range the nearest possible ones are taken."""
        table = self._table(parameters)
        table[component, dims] = at
        return self._parameters(parameters.weights, table)

    def between(self, first: P, second: P, fraction: float) -> P:
        """Return parameters on the line from the first to the second."""
        weights = (1 - fraction) * first.weights + fraction * second.weights
        table = (1 - fraction) * self._table(first) + fraction * self._table(second)
        made: P = self.model.core(weights, table)
        return made

    def alone(self, parameters: P, component: int) -> P:
        """Return one component as a mixture of its own."""
        own = slice(component, component + 1)
        made: P = self.model.core(np.ones(1), self._table(parameters)[own])
        return made

    def _table(self, parameters: P) -> NDArray[np.float64]:
        table: NDArray[np.float64] = getattr(parameters, self.names[1])
        return table

    def _from_shares(self, shares: NDArray[np.float64]) -> P:
        X, weights = self.data.values, self.data.weights
        found: tuple[P, list[int]] = self.model.core.maximize(
            X, shares, weights, floor=FLOOR, **self.model.family
        )
        return found[0]

    def _from_centers(self, centers: NDArray[np.float64]) -> P:
        """Return the parameters of the samples that are nearest to each center."""
        row = np.full_like(self._alone(np.zeros((1, self.data.n_features))), self.model.even)
        even = self._parameters(
            np.full(len(centers), 1.0 / len(centers)), np.repeat(row, len(centers), axis=0)
        )
        found: tuple[P, list[int]] = self.data.total(_nearest, even, centers).maximize(floor=FLOOR)
        return found[0]

    def _parameters(self, weights: NDArray[np.float64], table: NDArray[np.float64]) -> P:
        made: P = self.model.core(weights, self.model.possible(table))
        return made

    def _alone(self, samples: Any) -> NDArray[np.float64]:
        """Return the table of which each row fits one sample best."""
        return np.asarray(samples, np.float64)

    def _deviations(self, flat: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return by how much entries differ that are told apart, in a thousandth."""
        return np.ones_like(flat)


def _nearest(
    values: Samples,
    even: Any,
    centers: NDArray[np.float64],
    sample_weight: NDArray[np.float64] | None,
    *,
    first_row: int,
) -> Any:
    """Return the statistics of samples that belong to the nearest center."""
    labels = nearest(values, centers)
    shares = (labels[:, np.newaxis] == np.arange(len(centers))).astype(np.float64)
    return _core.given_statistics(values, shares, even, sample_weight, first_row=first_row)


class ProductMixture(WatchedEstimator, MixtureBase):
    """A mixture with a table of parameters, fitted by EM."""

    settings = ("n_components", "init_params", "random_state", "tol", "max_iter")
    least_samples = 2
    table: ClassVar[str]
    """The attribute that holds the table."""
    core: ClassVar[Any]
    """The class of its parameters in the core."""

    def __init__(
        self,
        n_components: int = 1,
        *,
        tol: float = 1e-3,
        max_iter: int = 100,
        n_init: int = 1,
        init_params: str = "kmeans",
        random_state: Seed = None,
        verbose: int = 0,
        verbose_interval: int = 10,
    ) -> None:
        self.n_components = n_components
        self.tol = tol
        self.max_iter = max_iter
        self.n_init = n_init
        self.init_params = init_params
        self.random_state = random_state
        self.verbose = verbose
        self.verbose_interval = verbose_interval

    @property
    def even(self) -> float:
        """The parameter of a feature that tells nothing: where a component without samples begins."""
        return 0.5

    @staticmethod
    @abstractmethod
    def possible(table: NDArray[Any]) -> NDArray[Any]:
        """Return the nearest table whose components do not exclude anything."""

    def _holds(self, parameters: Any) -> bool:
        table = getattr(self, self.table)
        return same((self.weights_, parameters.weights), (table, getattr(parameters, self.table[:-1])))

    def _read_parameters(self) -> Any:
        given = getattr(self, self.table)
        weights, table = (np.ascontiguousarray(array, np.float64) for array in (self.weights_, given))
        if given.dtype != np.float64:  # float32 rounds what is close to the edge
            table = self.possible(table)
        return self.core(weights, table)

    @property
    def n_parameters_(self) -> int:
        """Number of free parameters."""
        check_is_fitted(self)
        return int(getattr(self, self.table).size + len(self.weights_) - 1)

    @property
    def _n_features(self) -> int:
        return int(getattr(self, self.table).shape[1])

    def _components(self) -> tuple[NDArray[Any], NDArray[Any]]:
        return self.weights_, getattr(self, self.table)

    def _in_order(self, order: NDArray[np.intp]) -> dict[str, Any]:
        exact = self.parameters_
        parameters = self.core(exact.weights[order], getattr(exact, self.table[:-1])[order])
        attributes = {name: getattr(self, name)[order] for name in ("weights_", self.table)}
        return super()._in_order(order) | attributes | {"_parameters": parameters}
