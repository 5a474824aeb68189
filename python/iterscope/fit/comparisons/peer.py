"""scikit-learn's own fit of the same model, from the same start."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from iterscope._core import check_cancelled
from iterscope.fit.recording import Recording

_SAME = 1e-7
"""Difference of two objectives, relative to their size, up to which it is the same optimum."""
_MOST_WORK = 10**11
"""Differences of coordinates in a k-means of scikit-learn: some tens of seconds."""
_ROUNDING = 1e-14
"""Share of the samples' size by which rounding moves a center that stays."""


@dataclass(frozen=True)
class Peer:
    """Two ends of the same fit, by scikit-learn and here."""

    version: str
    """scikit-learn's."""
    name: str
    """Of the objective."""
    theirs: float
    """The objective of the parameters that scikit-learn ends with."""
    ours: float
    n_iter: int
    """Iterations that scikit-learn took."""
    our_n_iter: int

    @property
    def difference(self) -> float:
        """How much larger ours is than theirs, as a share of their size."""
        return (self.ours - self.theirs) / max(abs(self.theirs), 1e-300)

    @property
    def same(self) -> bool:
        """Whether both have found the same optimum."""
        return abs(self.difference) <= _SAME

    def __str__(self) -> str:
        found = "the same optimum"
        if not self.same:
            found = f"{self.name} {_written(self.theirs, 6)}, here {_written(self.ours, 6)}"
        here = "as here" if self.n_iter == self.our_n_iter else f"here {self.our_n_iter}"
        iterations = "1 iteration" if self.n_iter == 1 else f"{self.n_iter} iterations"
        return (
            f"scikit-learn {self.version}, from the same start: {found}, relative difference "
            f"{_written(abs(self.difference), 1)}; {iterations}, {here}."
        )


def _written(value: float, digits: int) -> str:
    return f"{value:.{digits}g}".replace("-", "\N{MINUS SIGN}")


def peer(recording: Recording) -> Peer:
    """Fit scikit-learn's model from the start of a recording that has come to its end; of several, the last.

    Parameters
    ----------
    recording : Recording

    Returns
    -------
    Peer

    Raises
    ------
    ImportError
        If scikit-learn is not installed.
    TypeError
        If it has no such model.
    ValueError
        If it cannot fit what this one does: missing values, uneven weights of a mixture's samples, a relative
        floor, frozen parameters, no iteration; or if its k-means would take too long.
    CancelledError
        If it was cancelled.
    """
    try:
        import sklearn  # noqa: PLC0415
    except ImportError:
        raise ImportError("a comparison with scikit-learn needs it: pip install scikit-learn") from None
    algorithm, model = recording.algorithm, recording.model
    if not recording.data.in_memory:
        raise ValueError("scikit-learn needs all samples in memory: there is nothing to compare")
    if recording.data.incomplete:
        raise ValueError("scikit-learn's models take complete samples only: there is nothing to compare")
    if model.max_iter < 1:
        raise ValueError("scikit-learn takes at least one iteration, and max_iter is 0")
    end = recording.step(len(recording) - 1)
    start = next(
        step for step in map(recording.step, reversed(range(len(recording)))) if step.phase == "init"
    )
    X, weights = np.asarray(recording.data.values, np.float64), recording.data.weights
    if algorithm.kind == "gaussian_mixture":
        if recording.data.uneven_weights is not None:
            raise ValueError(
                "scikit-learn's mixtures take no weights of samples: there is nothing to compare"
            )
        theirs, n_iter = _mixture(model, start, X)
        theirs *= 1.0 if weights is None else float(weights[0])
    elif algorithm.kind == "kmeans":
        work = X.size * model.n_clusters * end.iteration
        if work > _MOST_WORK:
            raise ValueError(
                f"a k-means of scikit-learn must take at most {_MOST_WORK:.0e} differences of coordinates, "
                f"and this one would take {work:.1e}"
            )
        theirs, n_iter = _kmeans(model, start, X, weights)
    else:
        raise TypeError(f"scikit-learn has no model like {type(model).__name__}")
    name, _ = algorithm.objective(end)
    sign = -1.0 if algorithm.kind == "kmeans" else 1.0
    fields = algorithm.expected_fields(algorithm.expect(end.parameters))
    return Peer(sklearn.__version__, name, theirs, sign * fields["log_likelihood"], n_iter, end.iteration)


def _mixture(model: Any, start: Any, X: Any) -> tuple[float, int]:
    from sklearn.mixture import GaussianMixture  # noqa: PLC0415

    if isinstance(model.reg_covar, str) or model.frozen:
        raise ValueError("scikit-learn has no relative reg_covar and no frozen parameters")

    class Cancellable(GaussianMixture):  # type: ignore[misc]
        """Can be cancelled before each half-step."""

        def _e_step(self, *arguments: Any, **options: Any) -> Any:
            check_cancelled()
            return super()._e_step(*arguments, **options)

        def _m_step(self, *arguments: Any, **options: Any) -> None:
            check_cancelled()
            super()._m_step(*arguments, **options)

    covariances = start.covariances
    full = model.covariance_type in {"full", "tied"}
    fitted = Cancellable(
        model.n_components,
        covariance_type=model.covariance_type,
        tol=model.tol,
        reg_covar=model.reg_covar,
        max_iter=model.max_iter,
        weights_init=start.weights / start.weights.sum(),
        means_init=start.means,
        precisions_init=np.linalg.inv(covariances) if full else 1 / covariances,
    ).fit(X)
    return float(fitted.score_samples(X).sum()), int(fitted.n_iter_)


def _kmeans(model: Any, start: Any, X: Any, weights: Any) -> tuple[float, int]:
    from sklearn.cluster import KMeans  # noqa: PLC0415

    centers, scale = start.means, np.square(X).mean(axis=0).sum()
    least = max(model.tol * np.var(X, axis=0).mean(), _ROUNDING**2 * scale)
    for n_iter in range(1, model.max_iter + 1):  # noqa: B007 - one by one: nothing interrupts its own loop
        check_cancelled()
        fitted = KMeans(model.n_clusters, init=centers, n_init=1, tol=0, max_iter=1)
        fitted.fit(X, sample_weight=weights)
        moved, centers = np.square(fitted.cluster_centers_ - centers).sum(), fitted.cluster_centers_
        if moved <= least:
            break
    return float(fitted.inertia_), n_iter
