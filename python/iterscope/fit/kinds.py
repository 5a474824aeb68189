"""The kinds of models, for all that is below the models: recordings, sessions, views."""

from typing import TYPE_CHECKING, Any

from iterscope.door import Door

if TYPE_CHECKING:
    from iterscope.fit.estimator import IterativeEstimator

models: "Door[[], dict[str, type[IterativeEstimator]]]" = Door()
"""Return the estimators by their kind, as `registry` has them."""


def usual() -> "type[IterativeEstimator]":
    """Return the estimator that is meant unless one is given: the registry's first."""
    return next(iter(models().values()))


def check(model: Any) -> "IterativeEstimator":
    """Return an estimator that can be watched.

    Raises
    ------
    TypeError
        If it is none of them.
    """
    kind = getattr(type(model), "kind", None)
    if kind not in models():
        *names, last = (f"a {estimator.__name__}" for estimator in models().values())
        raise TypeError(f"model must be {', '.join(names)} or {last}, got {type(model).__name__}")
    known: IterativeEstimator = model
    return known
