"""Choice of the number of components and of the covariance type by an information criterion."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from iterscope.fit.data import Data
from iterscope.fit.mixture.covariance import COVARIANCE_TYPES
from iterscope.fit.mixture.gaussian import GaussianMixture
from iterscope.validation.warn import warn

Criterion = Literal["bic", "aic", "icl"]
ROW = np.dtype(
    [
        ("n_components", np.int64),
        ("covariance_type", "U9"),
        ("log_likelihood", np.float64),
        ("bic", np.float64),
        ("aic", np.float64),
        ("icl", np.float64),
        ("n_iter", np.int64),
        ("converged", np.bool_),
    ]
)


@dataclass(frozen=True, eq=False)
class Selection:
    """The mixtures that were compared."""

    kind: ClassVar[str] = GaussianMixture.kind
    """Their name in the registry."""
    table: NDArray[np.void]
    """A row for each mixture; fields ``n_components``, ``covariance_type``, ``log_likelihood``, ``bic``,
    ``aic``, ``icl``, ``n_iter`` and ``converged``. Criteria of a mixture that could not be fitted are inf."""
    models: tuple[GaussianMixture | None, ...]
    """The fitted mixtures, in the order of the table; None where the fit failed."""
    criterion: Criterion
    """The criterion that they are compared by."""

    @property
    def best_(self) -> GaussianMixture:
        """The mixture with the lowest criterion."""
        model = self.models[int(self.table[self.criterion].argmin())]
        if model is None:
            raise ValueError("none of the mixtures could be fitted")
        return model


def select(
    X: ArrayLike | Data,
    n_components: int | Iterable[int] = range(1, 10),
    covariance_type: str | Iterable[str] = COVARIANCE_TYPES,
    criterion: Criterion = "bic",
    *,
    sample_weight: ArrayLike | None = None,
    **parameters: Any,
) -> Selection:
    """Fit mixtures of several sizes and types and compare them.

    Parameters
    ----------
    X : array-like of shape (n_samples, n_features) or Data
    n_components : int or iterable of int, default=range(1, 10)
    covariance_type : str or iterable of str, default=('full', 'tied', 'diag', 'spherical')
    criterion : {'bic', 'aic', 'icl'}, default='bic'
        The lower the better.
    sample_weight : array-like of shape (n_samples,), default=None
        For the fits; the criteria count each sample once.
    **parameters
        Other parameters of `GaussianMixture`, such as ``random_state``.

    Returns
    -------
    Selection

    Raises
    ------
    ValueError
        If an argument cannot be what it must be.

    Warns
    -----
    RuntimeWarning
        If a mixture could not be fitted.
    """
    if criterion not in ("bic", "aic", "icl"):
        raise ValueError(f"criterion must be 'bic', 'aic' or 'icl', got {criterion!r:.80}")
    sizes = [n_components] if isinstance(n_components, int | np.integer) else list(n_components)
    types = [covariance_type] if isinstance(covariance_type, str) else list(covariance_type)
    candidates = [
        GaussianMixture(size, covariance_type=kind, **parameters) for kind in types for size in sizes
    ]
    if not candidates:
        raise ValueError("n_components and covariance_type must not be empty")
    data = replace(Data.of(X, sample_weight, min_samples=2, user="select"), dtype=np.float64)
    for candidate in candidates:
        candidate.prepare(data)
    rows: list[tuple[Any, ...]] = []
    models: list[GaussianMixture | None] = []
    for candidate in candidates:
        kind = candidate.n_components, candidate.covariance_type
        try:
            candidate.fit(data)
        except ValueError as error:
            warn(f"{kind[0]} components, {kind[1]}: {error}", RuntimeWarning)
            rows.append((*kind, -np.inf, np.inf, np.inf, np.inf, 0, False))
            models.append(None)
            continue
        criteria = candidate.bic(data), candidate.aic(data), candidate.icl(data)
        total = candidate.score(data) * len(data)
        rows.append((*kind, total, *criteria, candidate.n_iter_, candidate.converged_))
        models.append(candidate)
    return Selection(np.array(rows, ROW), tuple(models), criterion)
