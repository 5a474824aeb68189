"""Recording of a fit: all half-steps so far, the next one computed when it is asked for."""

from collections.abc import Sequence
from typing import Any, SupportsFloat

from numpy.typing import ArrayLike, NDArray

from iterscope.fit import kinds, loop
from iterscope.fit.data import Data
from iterscope.fit.estimator import IterativeEstimator
from iterscope.fit.step import Step
from iterscope.validation import arguments, arrays


class Recording:
    """A fit that can be stepped through, back and forth, and left for another one at any step.

    Played to its end it leaves the model as ``fit`` does, bit for bit; only its warnings are not given, since
    the steps say the same. Memory grows by the parameters of each iteration (twice, with the factors of the
    precisions); nothing of the size of the samples is kept for a step.

    Parameters
    ----------
    model : estimator
        One of the registry; it is fitted by `fit_model`, and says how in the meantime.
    X : array-like of shape (n_samples, n_features) or Data
        Data are taken without another check.
    sample_weight : array-like of shape (n_samples,), default=None
    start : parameters, default=None
        Where to begin, instead of where the model would.

    Raises
    ------
    TypeError
        If the model is another estimator.
    ValueError
        If the model refuses a parameter or the data.
    """

    def __init__(
        self,
        model: IterativeEstimator,
        X: ArrayLike | Data,
        sample_weight: ArrayLike | None = None,
        start: Any = None,
    ) -> None:
        self.algorithm = kinds.check(model).prepare(X, sample_weight)
        self._source = loop.Loop(self.algorithm, start=start, half_steps=True)
        self._steps: list[Step[Any]] = []
        self._following: Step[Any] | None = None
        self._end: Step[Any] | None = None
        self._error: ValueError | None = None
        self.complete = False
        """Whether the fit has come to its end."""

    @property
    def model(self) -> Any:
        """The estimator that `fit_model` fits."""
        return self.algorithm.model

    @property
    def data(self) -> Data:
        """The samples that it is fitted to."""
        return self.algorithm.data

    @property
    def failure(self) -> str:
        """Why the fit cannot go on; "" while it can."""
        return "" if self._error is None else str(self._error)

    def __len__(self) -> int:
        return len(self._steps)

    def __repr__(self) -> str:
        end = self.failure or ("complete" if self.complete else "not yet complete")
        return f"<Recording of {type(self.model).__name__}: {len(self)} half-steps, {end}>"

    @property
    def values_per_step(self) -> int:
        """Numbers that make up the parameters of a step; 0 before the first."""
        return sum(array.size for array in self._first_arrays())

    @property
    def nbytes(self) -> int:
        """Bytes of the steps' parameters."""
        return len(self) * sum(array.nbytes for array in self._first_arrays())

    def advance(self) -> bool:
        """Compute the next half-step.

        Returns
        -------
        bool
            Whether there was one.

        Raises
        ------
        ValueError
            If the M step had no solution, now or the last time this was called.
        CancelledError
            If it was cancelled; the next call computes it again.
        """
        self.check()
        if self.complete:
            return False
        try:
            self._keep(next(self._source) if self._following is None else self._following)
            self._following = None
            if self._steps[-1].stop_reason is not None:
                self._following = next(self._source)
        except StopIteration:
            self._end = self._source.result
            self.complete = True
        except ValueError as error:
            self._error = error
            raise
        return True

    def check(self) -> None:
        """Raise the error that has ended the recording, if one has."""
        if self._error is not None:
            raise self._error

    def step(self, index: int) -> Any:
        """Return a recorded step; the labels of k-means are not kept."""
        return self._steps[index]

    def fit_model(self, index: int) -> None:
        """Make the model one that is fitted with the parameters of a recorded step."""
        if self.complete and self._end is not None and index == len(self) - 1:
            self.algorithm.fit_model(self._end)
        else:
            self.algorithm.fit_model(self.algorithm.restored(self._steps[index]))

    def moved(self, index: int, component: int, dims: tuple[int, ...], at: ArrayLike) -> "Recording":
        """Return a new recording that continues from a step with one component's handle moved.

        Parameters
        ----------
        index : int
            Of the step.
        component : int
        dims : tuple of int
            The features in which it moves, or beyond them principal axes: it moves along these only.
        at : array-like of shape (len(dims),)
            Where it moves to: a coordinate along each.

        Returns
        -------
        Recording

        Raises
        ------
        ValueError
            If there is no such step, component or feature, or `at` is not finite.
        """
        parameters = self.parameters(index, component, dims)
        place = arrays.parameter(at, "at", (len(dims),))
        if max(dims) < self.data.n_features:
            start = self.algorithm.moved(parameters, component, list(dims), place)
        elif self.algorithm.view == "table":
            raise ValueError(
                f"dims must be features, for a table moves along no principal axes, got {list(dims)}"
            )
        else:
            centers = getattr(self._steps[index], self.algorithm.names[1])
            center = self.data.projection.moved(centers[component], dims, place)
            start = self.algorithm.moved(parameters, component, list(range(len(center))), center)
        return Recording(self.model, self.data, start=start)

    def reshaped(
        self, index: int, component: int, dims: tuple[int, ...], covariance: ArrayLike
    ) -> "Recording":
        """Return a new recording that continues from a step with another covariance of one component.

        Parameters
        ----------
        index : int
            Of the step.
        component : int
            Of tied covariances all change.
        dims : tuple of int
            The features along which it changes, or beyond them principal axes.
        covariance : array-like of shape (len(dims), len(dims))
            Along these.

        Returns
        -------
        Recording

        Raises
        ------
        ValueError
            If there is no such step, component or feature, the covariance is not positive definite, or the
            model has none.
        """
        parameters = self.parameters(index, component, dims)
        wanted = arrays.parameter(covariance, "covariance", (len(dims), len(dims)))
        start = self.algorithm.reshaped(parameters, component, list(dims), wanted)
        return Recording(self.model, self.data, start=start)

    def adjusted(self, index: int, name: str, place: tuple[int, ...], value: SupportsFloat) -> "Recording":
        """Return a new recording that continues from a step with one number of its parameters changed.

        Parameters
        ----------
        index : int
            Of the step.
        name : str
            Of the parameter.
        place : tuple of int
            Where in it the number stands.
        value : float

        Returns
        -------
        Recording

        Raises
        ------
        ValueError
            If there is no such step, parameter or place, the number is out of range, or the model has no such
            numbers.
        """
        parameters = self._parameters(index)
        array = getattr(self._steps[index], name) if name in self.algorithm.names else None
        if array is None:
            raise ValueError(f"name must be one of {', '.join(self.algorithm.names)}, got {name!r}")
        if len(place) != array.ndim or any(
            not 0 <= at < size for at, size in zip(place, array.shape, strict=True)
        ):
            raise ValueError(f"place must be within {array.shape}, the shape of {name}, got {tuple(place)}")
        start = self.algorithm.adjusted(parameters, name, tuple(place), arguments.real("value", value))
        return Recording(self.model, self.data, start=start)

    def parameters(self, index: int, component: int, dims: Sequence[int]) -> Any:
        """Return the parameters of a step; raises ValueError without this component or these directions."""
        parameters = self._parameters(index)
        for name, values, size in [
            ("component", (component,), self.algorithm.n_components(parameters)),
            ("dims", dims, len(self.data.projection)),
        ]:
            if any(not 0 <= value < size for value in values):
                raise ValueError(f"{name} must be from 0 to {size - 1}, got {values}")
        if not 0 < len(dims) == len(set(dims)):
            raise ValueError(f"dims must be different features, at least one, got {list(dims)}")
        return parameters

    def _parameters(self, index: int) -> Any:
        """Return the parameters of a step; raises ValueError if there is no such step."""
        if not 0 <= index < len(self):
            raise ValueError(f"index must be from 0 to {len(self) - 1}, got {index}")
        return self._steps[index].parameters

    def _keep(self, step: Step[Any]) -> None:
        self._steps.append(self.algorithm.kept(step))

    def _first_arrays(self) -> list[NDArray[Any]]:
        """Return the parameters of the first step, which are shaped as those of all; none before it."""
        return [getattr(step, name) for step in self._steps[:1] for name in self.algorithm.names]
