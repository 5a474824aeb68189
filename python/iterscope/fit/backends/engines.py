"""The ways to take an E and an M step, by name: this package's, and those of the texts that it comes from.

All lead to the same parameters, up to rounding; they differ in their speed and in what they know.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray
from sklearn.mixture import GaussianMixture as SklearnMixture

from iterscope import _core
from iterscope.fit.cluster.lloyd import mean_variance
from iterscope.fit.mixture.init import ILL_DEFINED, floor
from iterscope.reference import einsum, loops

Matrix = NDArray[np.float64]
Estimates = tuple[Matrix, Matrix, Matrix]
"""Weights, means and covariances."""


class Expected(Protocol):
    """What an E step found."""

    @property
    def log_likelihood(self) -> float:
        """Weighted sum of the log densities of the samples."""

    @property
    def weight(self) -> float:
        """Sum of the sample weights."""


class Engine(Protocol):
    """Takes E and M steps."""

    def expect(self, X: Matrix, parameters: _core.Parameters, sample_weight: Matrix | None) -> Any:
        """Take the E step; return something `Expected`."""

    def maximize(self, expected: Any, reg_covar: float | str) -> tuple[_core.Parameters, list[int]]:
        """Take the M step; return the parameters and the degenerate components."""


class Rust:
    """Both steps in one pass over the samples, which keeps sufficient statistics only: the package's own."""

    @staticmethod
    def expect(
        X: Matrix, parameters: _core.Parameters, sample_weight: Matrix | None
    ) -> _core.SufficientStatistics:
        """Take the E step and gather what the M step needs."""
        return _core.expect_statistics(X, parameters, sample_weight)

    @staticmethod
    def maximize(
        expected: _core.SufficientStatistics, reg_covar: float | str
    ) -> tuple[_core.Parameters, list[int]]:
        """Take the M step."""
        return _core.maximize_statistics(expected, **floor(reg_covar))


@dataclass(frozen=True, slots=True, eq=False)
class Shares:
    """The responsibilities of the components for the samples."""

    X: Matrix
    responsibilities: Matrix
    """Times the sample weights; their logarithms for scikit-learn."""
    covariance_type: str
    log_likelihood: float
    weight: float

    def __post_init__(self) -> None:
        if not math.isfinite(self.log_likelihood):
            raise ValueError(
                "X must be of a scale at which squared distances are finite, got values up to "
                f"{np.abs(self.X).max():g}"
            )


@dataclass(frozen=True, slots=True)
class Textbook:
    """Two separate steps, with an array of samples by components between them, as the tutorial has them."""

    expectation: Callable[[Matrix, _core.Parameters], tuple[Matrix, Matrix]]
    """Responsibilities and log densities."""
    maximization: Callable[[Matrix, Matrix], Estimates]

    def expect(self, X: Matrix, parameters: _core.Parameters, sample_weight: Matrix | None) -> Shares:
        """Take the E step."""
        with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
            responsibilities, log_densities = self.expectation(X, parameters)
        if sample_weight is None:
            total, weight = log_densities.sum(), len(X)
        else:
            total, weight = sample_weight @ log_densities, sample_weight.sum()
            responsibilities = responsibilities * sample_weight[:, np.newaxis]
        return Shares(X, responsibilities, parameters.covariance_type, float(total), float(weight))

    def maximize(self, expected: Shares, reg_covar: float | str) -> tuple[_core.Parameters, list[int]]:
        """Take the M step."""
        sums = expected.responsibilities.sum(axis=0)
        if not sums.all():
            raise ValueError(
                f"component {sums.argmin()} is empty, and this M step would divide by zero: fit with "
                "engine='rust', or with fewer components"
            )
        weights, means, covariances = self.maximization(expected.X, expected.responsibilities)
        added = _added(expected.X, reg_covar)
        return _checked(weights, means, covariances + added * np.eye(means.shape[1]), added, expected)


class ScikitLearn:
    """scikit-learn's own two steps."""

    @staticmethod
    def expect(X: Matrix, parameters: _core.Parameters, sample_weight: Matrix | None) -> Shares:
        """Take the E step."""
        del sample_weight  # refused before
        model = SklearnMixture(parameters.n_components, covariance_type=parameters.covariance_type)
        model.weights_, model.means_ = parameters.weights, parameters.means
        model.precisions_cholesky_ = parameters.precisions_cholesky
        with np.errstate(over="ignore", invalid="ignore"):
            mean, log_responsibilities = model._e_step(X)  # noqa: SLF001 - what its `fit` calls
        n_samples = len(X)
        return Shares(X, log_responsibilities, parameters.covariance_type, float(mean) * n_samples, n_samples)

    @staticmethod
    def maximize(expected: Shares, reg_covar: float | str) -> tuple[_core.Parameters, list[int]]:
        """Take the M step."""
        added = _added(expected.X, reg_covar)
        n_components = expected.responsibilities.shape[1]
        model = SklearnMixture(n_components, covariance_type=expected.covariance_type, reg_covar=added)
        model._m_step(expected.X, expected.responsibilities)  # noqa: SLF001 - likewise
        return _checked(model.weights_, model.means_, model.covariances_, added, expected)


def _added(X: Matrix, reg_covar: float | str) -> float:
    least = floor(reg_covar)
    return float(least["reg_covar"] * (mean_variance(X) if "relative" in least else 1.0))


def _checked(
    weights: Matrix, means: Matrix, covariances: Matrix, added: float, expected: Shares
) -> tuple[_core.Parameters, list[int]]:
    """Return parameters, and the components that only what was added keeps from collapsing."""
    kind = expected.covariance_type
    try:
        parameters = _core.Parameters(weights, means, np.ascontiguousarray(covariances), kind)
    except ValueError:
        raise ValueError(ILL_DEFINED) from None
    if kind in ("full", "tied"):
        spread = np.linalg.eigvalsh(covariances)
    else:
        spread = np.sort(covariances.reshape(len(covariances), -1))
    spread = np.broadcast_to(spread, (len(means), spread.shape[-1])) - added
    rounding = np.finfo(np.float64).eps * (means.shape[1] * spread[:, -1] + 4 * added)
    rounding += (4 * np.finfo(np.float64).eps * np.abs(means).max(axis=1)) ** 2
    return parameters, np.flatnonzero(spread[:, 0] <= rounding).tolist()


def _unpacked(
    expect: Callable[[Matrix, Matrix, Matrix, Matrix], tuple[Matrix, Matrix]],
) -> Callable[[Matrix, _core.Parameters], tuple[Matrix, Matrix]]:
    return lambda X, parameters: expect(X, parameters.weights, parameters.means, parameters.covariances)


_TEXTBOOKS: Final = {
    "loops": Textbook(_unpacked(loops.expect), loops.maximize),
    "einsum": Textbook(_unpacked(einsum.expect), einsum.maximize),
    **{
        f"rust-{style}": Textbook(_core.responsibilities, partial(_core.maximize_styled, style=style))
        for style in ("indexed", "iterators", "functional", "parallel")
    },
}
_ALL: Final[dict[str, Engine]] = {**_TEXTBOOKS, "sklearn": ScikitLearn(), "rust": Rust()}

ENGINES: Final = tuple(_ALL)
"""NumPy with a loop over components, and without; the tutorial's four M steps in Rust after this package's E
step; scikit-learn; this package."""


def load(name: str) -> Engine:
    """Return the engine of this name."""
    return _ALL[name]


def check(name: str, covariance_type: str, sample_weight: Matrix | None) -> None:
    """Refuse a fit that an engine cannot do.

    Raises
    ------
    ValueError
        If the engine does not know such covariances, or no sample weights.
    """
    if name in _TEXTBOOKS and covariance_type != "full":
        raise ValueError(f"engine={name!r} knows covariance_type='full' only, got {covariance_type!r}")
    if name == "sklearn" and sample_weight is not None:
        raise ValueError("engine='sklearn' takes no sample_weight, as scikit-learn's mixtures do not")
