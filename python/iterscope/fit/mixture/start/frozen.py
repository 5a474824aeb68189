"""Parameters that stay where they start: `frozen`."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from iterscope import _core
from iterscope.fit.mixture import covariance
from iterscope.fit.mixture.start.user import UserInit
from iterscope.validation import arguments

Frozen = Sequence[str] | Mapping[str, ArrayLike]
GIVEN = {"weights": "weights_init", "means": "means_init", "covariances": "precisions_init"}
"""What can be frozen, and the parameter that says where it is."""


def check(
    frozen: Frozen | None,
    given: UserInit,
    before: _core.Parameters | None,
    covariance_type: str,
    shape: tuple[int, int],
) -> "_core.Frozen | None":
    """Check which parameters stay as they are.

    Parameters
    ----------
    frozen : sequence of str, mapping of str to array-like of int, or None
        Names, for all components or for some.
    given : UserInit
        Where they are.
    before : Parameters or None
        Where they are if the fit goes on from another.
    covariance_type : {'full', 'tied', 'diag', 'spherical'}
    shape : pair of int
        Numbers of components and of features.

    Returns
    -------
    Frozen or None
        None if nothing stays.

    Raises
    ------
    ValueError
        If a name or a component does not exist, or what is frozen is not given or inconsistent.
    """
    if frozen is None or not len(frozen):
        return None
    if isinstance(frozen, str) or not all(isinstance(name, str) and name in GIVEN for name in frozen):
        raise ValueError(f"frozen must name some of {tuple(GIVEN)}, got {arguments.shown(frozen)}")
    for name in frozen:
        if before is None and getattr(given, GIVEN[name].removesuffix("_init")) is None:
            raise ValueError(f"frozen {name} need {GIVEN[name]}, which says where they stay")
    kept = _parameters(given, covariance_type, shape) if before is None else before
    return _core.Frozen(kept, **marks(frozen, shape[0]))


def marks(frozen: Frozen, n_components: int) -> dict[str, list[bool]]:
    """Return whether the weight, the mean and the covariance of each component stay; raises ValueError."""
    found = {name: [False] * n_components for name in GIVEN}
    for name in frozen:
        components = frozen[name] if isinstance(frozen, Mapping) else range(n_components)
        for component in _components(name, components, n_components):
            found[name][component] = True
    return found


def n_frozen(frozen: Frozen | None, covariance_type: str, n_components: int, n_features: int) -> int:
    """Return how many parameters of a mixture are not free, because they stay."""
    if frozen is None:
        return 0
    counts = {name: sum(stays) for name, stays in marks(frozen, n_components).items()}
    square = covariance.n_parameters("full", 1, n_features) - n_features
    sizes = {"full": square, "tied": square / n_components, "diag": n_features, "spherical": 1}
    weights = min(counts["weights"], n_components - 1)
    return int(weights + counts["means"] * n_features + round(counts["covariances"] * sizes[covariance_type]))


def held(model: Any) -> float | None:
    """Return the variance at which all covariances stay multiples of the identity; None if they do not."""
    given = model.precisions_init
    several = isinstance(model.frozen, Iterable) and not isinstance(model.frozen, Mapping)
    names = {name for name in model.frozen if isinstance(name, str)} if several else set()
    whole = names >= {"weights", "covariances"}
    if not whole or model.covariance_type != "spherical" or given is None:
        return None
    precisions = np.unique(np.asarray(given, np.float64))
    return 1 / float(precisions[0]) if len(precisions) == 1 else None


def hold(model: Any, variance: float | None) -> None:
    """Hold all covariances at this variance times the identity, and weights equal: k-means in the limit.

    Parameters
    ----------
    model : GaussianMixture
    variance : float or None
        None frees what is held so.
    """
    if variance is not None:
        count = model.n_components
        model.set_params(
            covariance_type="spherical",
            weights_init=[1 / count] * count,
            precisions_init=[1 / variance] * count,
            frozen=["weights", "covariances"],
        )
    elif held(model) is not None:
        model.set_params(weights_init=None, precisions_init=None, frozen=None)


def _components(name: str, components: Any, n_components: int) -> list[int]:
    """Return the numbers of components that a user gave."""
    numbers = np.atleast_1d(np.asarray(components))
    if numbers.ndim != 1 or (numbers.size and numbers.dtype.kind not in "iu"):
        raise ValueError(f"frozen[{name!r}] must be numbers of components, got {arguments.shown(components)}")
    if numbers.size and (numbers.min() < 0 or numbers.max() >= n_components):
        raise ValueError(
            f"frozen[{name!r}] must be components from 0 to {n_components - 1}, got "
            f"{arguments.shown(components)}"
        )
    return [int(number) for number in numbers]


def _parameters(given: UserInit, covariance_type: str, shape: tuple[int, int]) -> _core.Parameters:
    """Return parameters with what is given; what is not is never asked for."""
    weights = np.full(shape[0], 1.0 / shape[0]) if given.weights is None else given.weights
    means = np.zeros(shape) if given.means is None else given.means
    if given.precisions is not None:
        return _core.Parameters.from_precisions(weights, means, given.precisions, covariance_type)
    unit = np.ones(covariance.shape(covariance_type, *shape))
    if covariance_type in ("full", "tied"):
        unit = unit * np.eye(shape[1])
    return _core.Parameters(weights, means, unit, covariance_type)
