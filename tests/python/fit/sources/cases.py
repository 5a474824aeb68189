"""A model of each kind, with samples that suit it, and sources that are divided at will."""

from collections.abc import Sequence
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.base import clone

from iterscope import (
    PPCA,
    BayesianGaussianMixture,
    BernoulliHMM,
    BernoulliMixture,
    CategoricalHMM,
    CategoricalMixture,
    FactorAnalysis,
    GaussianHMM,
    GaussianMixture,
    KalmanSmoother,
    KMeans,
    MixtureOfRegressions,
    PoissonHMM,
    PoissonMixture,
    SelfOrganizingMap,
    StudentMixture,
    make_blobs,
)

N = 5000
BLOBS = make_blobs(n_samples=N, centers=4, n_features=3, random_state=0)[0]
COUNTS = (
    np.random.default_rng(0).poisson(np.repeat([[2.0, 7.0], [9.0, 1.0]], N // 2, axis=0)).astype(np.float64)
)
BITS = (COUNTS > 4).astype(np.float64)
CATEGORIES = np.minimum(COUNTS // 3, 2)
WALK = np.cumsum(np.random.default_rng(3).normal(size=(N, 2)), axis=0)
LENGTHS = np.array([1, 7, 2, 500, 40, 1500, 3, 3, 90, 1, 1024, 600, 30, 9, 1190])
"""Of sequences, some longer than a thousand rows."""


class Parts:
    """Blocks that begin at some rows."""

    def __init__(self, X: NDArray[Any], offsets: Sequence[int]) -> None:
        self.shape = X.shape
        self.offsets = list(offsets)
        self._blocks = np.split(X, self.offsets[1:])
        self.loads = 0

    def load(self, i: int) -> NDArray[Any]:
        self.loads += 1
        return self._blocks[i]

    @classmethod
    def drawn(cls, X: NDArray[Any], rng: np.random.Generator) -> Self:
        """Cut samples at some multiples of 1024 rows."""
        cuts = rng.choice(np.arange(1024, len(X), 1024), rng.integers(0, len(X) // 1024), replace=False)
        return cls(X, [0, *np.sort(cuts)])


class Case(NamedTuple):
    """A model that has not been fitted, and its samples."""

    model: Any
    X: NDArray[np.float64]
    lengths: NDArray[np.int64] | None = None

    def fitted(self, source: Any = None) -> Any:
        """Fit a copy, to the samples or a source of them."""
        options = {} if self.lengths is None else {"lengths": self.lengths}
        return clone(self.model).fit(self.X if source is None else source, **options)

    @property
    def name(self) -> str:
        return str(self.model.kind)


CASES = [
    Case(GaussianMixture(4, random_state=0), BLOBS),
    Case(GaussianMixture(3, covariance_type="tied", init_params="k-means++", random_state=1), BLOBS),
    Case(GaussianMixture(3, covariance_type="diag", reg_covar="relative", n_init=2, random_state=2), BLOBS),
    Case(
        GaussianMixture(3, covariance_type="spherical", init_params="random_from_data", random_state=3), BLOBS
    ),
    Case(KMeans(5, n_init=3, random_state=0), BLOBS),
    Case(KMeans(4, init="random", n_init=1, random_state=1), BLOBS),
    Case(StudentMixture(3, random_state=0), BLOBS),
    Case(BayesianGaussianMixture(5, max_iter=8, random_state=0), BLOBS),
    Case(PoissonMixture(2, random_state=0), COUNTS),
    Case(BernoulliMixture(2, init_params="k-means++", random_state=0), BITS),
    Case(CategoricalMixture(2, n_categories=3, random_state=0), CATEGORIES),
    Case(MixtureOfRegressions(2, n_init=2, max_iter=20, random_state=0), BLOBS),
    Case(MixtureOfRegressions(2, init_params="kmeans", max_iter=5, random_state=0), BLOBS),
    Case(FactorAnalysis(1, max_iter=8, random_state=0), BLOBS),
    Case(PPCA(2, max_iter=8, random_state=0), BLOBS),
    Case(SelfOrganizingMap(4, 3, shrink_iter=5), BLOBS),
    Case(
        SelfOrganizingMap(
            2, 3, topology="hexagonal", winner="local", init="random", n_init=2, random_state=0
        ),
        BLOBS,
    ),
    Case(GaussianHMM(3, max_iter=8, random_state=0), BLOBS, LENGTHS),
    Case(GaussianHMM(2, covariance_type="full", max_iter=4, random_state=0), BLOBS[:1500]),
    Case(PoissonHMM(2, max_iter=8, random_state=0), COUNTS, LENGTHS),
    Case(BernoulliHMM(2, max_iter=8, init_params="random_from_data", random_state=0), BITS, LENGTHS),
    Case(CategoricalHMM(2, n_categories=3, max_iter=8, random_state=0), CATEGORIES, LENGTHS),
    Case(KalmanSmoother(2, max_iter=5), WALK, LENGTHS),
    Case(KalmanSmoother(1, frozen=(), accelerate="squarem", max_iter=5, random_state=0), WALK[:1500]),
]

FIRST_OF_KIND = list({case.name: case for case in reversed(CASES)}.values())


def results(model: Any) -> dict[str, NDArray[Any]]:
    """Everything that a fit has left, as arrays."""
    names = [name for name in vars(model) if name.endswith("_") and name != "stop_reason_"]
    return {name: np.asarray(getattr(model, name)) for name in names}


def assert_same(model: Any, other: Any) -> None:
    found, expected = results(model), results(other)
    assert found.keys() == expected.keys()
    for name, array in expected.items():
        np.testing.assert_array_equal(found[name], array, err_msg=name)
    assert model.stop_reason_ == other.stop_reason_
