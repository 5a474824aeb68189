"""Base class of iterative algorithms: starts, steps, and when to stop, for the loop, recordings and views."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from iterscope.fit.data import Data
from iterscope.fit.data.dims import View
from iterscope.fit.progress.verbose import Reporter
from iterscope.fit.step import Step, StopReason
from iterscope.fit.typeset.formulas import Example, Halves
from iterscope.validation.arrays import Samples

if TYPE_CHECKING:
    from iterscope import _core

P = TypeVar("P")


class Algorithm(ABC, Generic[P]):
    """A model that is fitted to data by iteration: starts, both halves of a step, and when to stop.

    The loop (`iterscope.fit.loop.Loop`) asks the first group of methods, the estimator the second, recordings
    and views the third. Nothing else knows which model it has.

    Parameters
    ----------
    model : estimator
        Its parameters, which have been checked, say how; `fit_model` fits it.
    data : Data
    """

    kind: ClassVar[str]
    """The model's name in the registry, in messages and in the page."""
    view: ClassVar[View] = "plane"
    """How it is drawn: among the samples, as rows of parameters, along time, or as a net."""
    names: ClassVar[tuple[str, ...]]
    """Parameters that travel to the page: attributes of a step."""
    step: ClassVar[type[Step[Any]]]
    """The class of its steps."""
    halves: ClassVar[tuple[str, str]] = ("E step", "M step")
    """The names of the two halves of an iteration, in pictures."""
    hard: ClassVar[bool] = False
    """Whether a sample belongs to one component alone."""
    is_one: ClassVar[bool] = False
    """Whether all samples belong to one component."""
    features_fail: ClassVar[bool] = False
    """Whether those that degenerate are features, not components."""
    why_no_bound: ClassVar[str] = "an E step shares out no single samples here"
    """Of a model without `joint`."""
    weights_name: ClassVar[str] = "Weights"
    """What pictures call the components' shares of all samples."""
    lower_bound = -np.inf
    """The bound that the first change is relative to."""

    def __init__(self, model: Any, data: Data) -> None:
        self.model = model
        self.data = data
        self.columns = data.names
        """What the fitted model keeps of the columns."""

    @property
    @abstractmethod
    def n_init(self) -> int:
        """Number of starts."""

    @property
    def reporter(self) -> Reporter:
        """Writes the reports that ``verbose`` asks for."""
        return Reporter()

    @abstractmethod
    def starts(self) -> Iterator[P]:
        """Compute the parameters of each start in turn."""

    @abstractmethod
    def expect(self, parameters: P) -> Any:
        """Take the E step and return what it found."""

    @abstractmethod
    def expected_fields(self, expected: Any) -> dict[str, Any]:
        """Return the fields of a step that the E step has found: the likelihood, the bound and its own."""

    @abstractmethod
    def maximize(self, expected: Any) -> tuple[P, list[int]]:
        """Take the M step and return the new parameters and the degenerate components."""

    def floored(self, parameters: P, degenerate: list[int]) -> tuple[tuple[int, int], ...]:  # noqa: ARG002
        """Return each component and feature whose variance is mostly what a regularization adds."""
        return ()

    @abstractmethod
    def change(self, before: Step[P], bound: float, parameters: P | None) -> float:
        """Return how much an iteration has changed; the parameters are None before its M step."""

    @abstractmethod
    def stop(self, before: Step[P], after: Step[P]) -> StopReason | None:
        """Return why no other iteration follows, or None."""

    def end(self, last: Step[P]) -> Step[P]:
        """Return the last step of a start, with the values that count in the end."""
        return last

    def better(self, step: Step[P], best: Step[P]) -> bool:
        """Tell whether the end of a start is better than the best one so far."""
        return step.lower_bound > best.lower_bound

    def objective(self, step: Step[P]) -> tuple[str, float]:
        """Return the name of what the fit betters, and its value after a step."""
        return "log-likelihood", step.log_likelihood

    def formulas(self, shown: Example) -> Halves:  # noqa: ARG002
        """Return the formulas of both halves, with the numbers of an example; none by default."""
        return (), ()

    def warn(self, best: Step[P]) -> None:
        """Warn of problems in the result of a fit."""

    def attributes(self, step: Step[P]) -> dict[str, Any]:
        """Return the attributes of an estimator that is fitted with a step's parameters.

        Among them are the parameters themselves, in float64 whatever the type of the others.
        """
        return {**self.columns, **self.results(step), "_parameters": self.exact(step.parameters)}

    @abstractmethod
    def results(self, step: Step[P]) -> dict[str, Any]:
        """Return the attributes that hold the results of a fit."""

    def exact(self, parameters: P) -> Any:
        """Return the parameters as a fitted model keeps them, in float64."""
        return parameters

    def fit_model(self, step: Step[P]) -> None:
        """Make the model one that is fitted with a step's parameters."""
        self.model.__dict__.pop("feature_names_in_", None)  # of an earlier fit
        for name, value in self.attributes(step).items():
            setattr(self.model, name, value)

    @abstractmethod
    def fields_of(self, fitted: Any) -> dict[str, Any]:
        """Return the fields of a step from an estimator that was fitted elsewhere."""

    def public(self, step: Step[P], responsibilities: NDArray[np.float64] | None) -> Step[P]:
        """Return a step as `iterate` yields it."""
        return replace(step, responsibilities=responsibilities)

    @abstractmethod
    def responsibilities(self, values: Samples, parameters: P) -> NDArray[np.float64]:
        """Compute the responsibilities of the components for samples, shape (n_samples, n_components)."""

    def shares(self, rows: Any, parameters: P) -> NDArray[np.float64]:
        """Compute the responsibilities for some rows of the data, of series as parts of the whole."""
        if self.view == "series":
            return np.asarray(self.responsibilities(self.data.values, parameters)[rows])
        return self.responsibilities(self.data.values[rows], parameters)

    def kept(self, step: Step[P]) -> Step[P]:
        """Return a step as a recording keeps it, with nothing of the size of the samples."""
        return step

    def restored(self, step: Step[P]) -> Step[P]:
        """Return a step with all that `attributes` needs, after `kept` took it away."""
        return step

    def weights(self, step: Step[P]) -> NDArray[np.float64]:
        """Return the components' shares of all samples, as pictures show them, shape (n_components,)."""
        weights: NDArray[np.float64] = step.weights  # type: ignore[attr-defined]
        return weights

    def centers(self, step: Step[P]) -> NDArray[np.float64]:
        """Return where the components are, shape (n_components, n_features); in a table the ends of bars."""
        centers: NDArray[np.float64] = getattr(step, self.names[1])
        return centers

    @property
    def positions(self) -> NDArray[np.float64] | None:
        """Where the components are on a lattice, shape (n_components, 2); None where they are on none."""
        return None

    def layers(self, step: Step[P]) -> NDArray[np.float64] | None:  # noqa: ARG002
        """Return the parts of a table's cells, the bar the last one, shape (n_components, n_features, n).

        None where there is the bar only.
        """
        return None

    def smoothed(
        self,
        parameters: P,  # noqa: ARG002
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
        """Return means (n_samples, n) and covariances (n_samples, n, n) of a state that moves, or None."""
        return None

    def path(self, parameters: P) -> NDArray[np.int64] | None:  # noqa: ARG002
        """Return the most likely state of each row, if rows follow one another, shape (n_samples,)."""
        return None

    @property
    def full(self) -> NDArray[np.float64]:
        """What a full bar of each feature stands for in a table."""
        return np.ones(self.data.n_features)

    @property
    def description(self) -> dict[str, Any]:
        """The kind, and all else that a page must know to read the parameters."""
        return {"kind": self.kind}

    @abstractmethod
    def n_components(self, parameters: P) -> int:
        """Return the number of components."""

    def counted(self, parameters: P) -> str:
        """Return in words of a picture how many components there are."""
        return f"k = {self.n_components(parameters)}"

    @abstractmethod
    def moved(self, parameters: P, component: int, dims: list[int], at: NDArray[np.float64]) -> P:
        """Return the parameters with one component's handle dragged to a place, in some features."""

    def between(self, first: P, second: P, fraction: float) -> P:  # noqa: ARG002
        """Return parameters on the line from the first, at 0, to the second, at 1, and beyond.

        Raises ValueError where they are none of a model, and of models without `joint`.
        """
        raise self._no_bound()

    def _no_bound(self) -> ValueError:
        return ValueError(f"a model of the kind {self.kind!r} has no bound along a line: {self.why_no_bound}")

    def joint(self, values: Samples, parameters: P) -> NDArray[np.float64]:  # noqa: ARG002
        """Return the logarithm of weight times density, shape (n_samples, n_components).

        Of k-means minus the squared distances. Samples that depend on one another have none: ValueError.
        """
        raise self._no_bound()

    def basin_start(self, parameters: P) -> "_core.Parameters | NDArray[np.float64]":  # noqa: ARG002
        """Return what `_core.Basins` starts from; raises ValueError for a model without basins."""
        raise ValueError("basins are those of means in a plane: this model has none")

    @property
    def basin_options(self) -> dict[str, Any]:
        """What `_core.Basins.refine` must know of the fit."""
        return {}

    def reshaped(
        self,
        parameters: P,  # noqa: ARG002
        component: int,  # noqa: ARG002
        dims: list[int],  # noqa: ARG002
        wanted: NDArray[np.float64],  # noqa: ARG002
    ) -> P:
        """Return the parameters with another covariance of one component along some directions."""
        raise ValueError(f"a model of the kind {self.kind!r} has no covariances")

    def adjusted(self, parameters: P, name: str, place: tuple[int, ...], value: float) -> P:  # noqa: ARG002
        """Return the parameters with one number changed, and what must follow from it.

        Raises
        ------
        ValueError
            If it cannot have this value, or is none that is set by hand.
        """
        raise ValueError(f"a model of the kind {self.kind!r} has no number {name!r} that is set by hand")

    def companion(self, start: P) -> "tuple[Any, Any] | None":  # noqa: ARG002
        """Return another model to be compared with this one, and where it begins; None if there is none."""
        return None

    def coloring(self, parameters: P | None) -> Any:  # noqa: ARG002
        """Return what the core colors samples by: a mixture, centers, or None for no color."""
        return None

    def pulls(
        self,
        values: Samples,  # noqa: ARG002
        parameters: P,  # noqa: ARG002
    ) -> NDArray[np.float64] | None:
        """Return how much samples count in the estimates, from 0 to 1, shape (n_samples,).

        None where all count alike.
        """
        return None

    def falls(
        self,
        values: Samples,  # noqa: ARG002
        parameters: P,  # noqa: ARG002
    ) -> NDArray[np.float64] | None:
        """Return where samples fall onto the plane that the model is, shape (n_samples, n_features).

        None for a model that is no plane.
        """
        return None

    def strengths(self, parameters: P) -> NDArray[np.float64] | None:  # noqa: ARG002
        """Return how strongly components are drawn, from 0 for one that has died out to 1; None: alike."""
        return None

    def lines(
        self,
        parameters: P,  # noqa: ARG002
        dims: tuple[int, ...],  # noqa: ARG002
    ) -> list[tuple[NDArray[Any], NDArray[Any]]]:
        """Return components that are lines in a plane: direction, and one deviation to the side, of each."""
        return []

    def marginal(
        self,
        parameters: P,  # noqa: ARG002
        dims: tuple[int, ...],  # noqa: ARG002
    ) -> "_core.Parameters | _core.StudentParameters | None":
        """Return the mixture of Gaussians or t distributions along some directions of the data's projection.

        None for a model without a density to draw.
        """
        return None
