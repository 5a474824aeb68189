"""Recording of a fit that runs elsewhere: whole iterations, as scikit-learn's callbacks report them."""

import time
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from iterscope.fit.data import Data
from iterscope.fit.recording import Recording
from iterscope.fit.step import Step


class ObservedFit(Recording):
    """A recording whose steps are brought from outside; it can be left for one of its own at any of them.

    Parameters
    ----------
    estimator : estimator
        Is being fitted; the recording's model is another one with its parameters.
    X : array-like of shape (n_samples, n_features) or Data
    sample_weight : array-like of shape (n_samples,), default=None
    """

    def __init__(self, estimator: Any, X: ArrayLike | Data, sample_weight: ArrayLike | None = None) -> None:
        super().__init__(type(estimator)(**estimator.get_params(deep=False)), X, sample_weight)
        self._began = time.perf_counter()

    def advance(self) -> bool:
        """Return False: steps that are not there cannot be computed here."""
        return False

    def add(self, fitted: Any, init: int) -> None:
        """Append the step of an iteration.

        Parameters
        ----------
        fitted : estimator
            As if the fit had stopped there.
        init : int
            Number of the start.
        """
        self._keep(self._step(fitted, init))

    def end(self, fitted: Any) -> None:
        """Complete the recording with the result of the fit."""
        self._end = self._step(fitted, 0)
        self.complete = True

    def _step(self, fitted: Any, init: int) -> Step[Any]:
        before = self._steps[-1] if fitted.n_iter_ and self._steps else None
        found = self.algorithm.fields_of(fitted)
        change = np.inf
        if before is not None:
            change = self.algorithm.change(before, found["lower_bound"], found["parameters"])
        return self.algorithm.step(
            iteration=fitted.n_iter_,
            init=init,
            phase="step" if fitted.n_iter_ else "init",
            shading=None if before is None else before.parameters,
            change=change,
            stop_reason=fitted.stop_reason_,
            elapsed=time.perf_counter() - self._began,
            **found,
        )
