"""A fit from beginning to end, with scikit-learn's callbacks (SLEP 23) where the installed one has them."""

from collections.abc import Callable, Generator
from typing import Any, Generic, Protocol, TypeVar

try:
    from sklearn.callback import CallbackSupportMixin, with_callbacks
except ImportError:  # scikit-learn before 1.9

    class CallbackSupportMixin:  # type: ignore[no-redef]
        """An estimator without callbacks."""

    def with_callbacks(method: Callable[..., Any]) -> Callable[..., Any]:
        """Return the method as it is."""
        return method


__all__ = ["Assign", "CallbackSupportMixin", "Tasks", "exhaust", "with_callbacks"]


class State(Protocol):
    """What is common to the states of EM and of k-means."""

    @property
    def iteration(self) -> int:
        """0 for a start, then counting from 1."""

    @property
    def stop_reason(self) -> str | None:
        """Why no other iteration follows, if none does."""


S = TypeVar("S", bound=State)


class Assign(Generic[S]):
    """Makes a state of a fit the model's.

    Parameters
    ----------
    model : estimator
    attributes : callable
        Makes the fitted attributes of a state.
    """

    def __init__(self, model: Any, attributes: Callable[[S], dict[str, Any]]) -> None:
        self._model = model
        self.attributes = attributes

    def __call__(self, state: S) -> None:
        """Set the fitted attributes."""
        for name, value in self.attributes(state).items():
            setattr(self._model, name, value)


def exhaust(states: Generator[S, bool | None, S], assign: Assign[S], tasks: "Tasks") -> None:
    """Run a fit to its end.

    Parameters
    ----------
    states : generator
        Yields states, takes a true value to stop the present start, returns the best start's last state.
    assign : Assign
        Is given the last state, or the one that an interrupt found.
    tasks : Tasks
        Whom to tell.

    Raises
    ------
    KeyboardInterrupt
        If the user interrupts.
    """
    state: S | None = None
    stop = False
    try:
        while True:
            state = next(states) if state is None else states.send(stop)
            stop = tasks.step(state, assign.attributes)
    except StopIteration as end:
        assign(end.value)
        tasks.end(end.value, assign.attributes)
    except KeyboardInterrupt:
        if state is not None:
            assign(state)
        raise


class Tasks:
    """Tells the callbacks of an estimator about its starts, and the iterations of each.

    Parameters
    ----------
    estimator : estimator
    n_init, max_iter : int
        How many starts, and how many iterations each, there can be.
    data : dict
        ``X``, ``y`` and ``metadata``, as the hooks get them.
    """

    def __init__(self, estimator: Any, n_init: int, max_iter: int, data: dict[str, Any]) -> None:
        self._estimator = estimator
        self._data = data
        self._max_iter = max_iter
        self._root: Any = None
        self._init: Any = None
        self._iteration: Any = None
        if hasattr(estimator, "_skl_callbacks") or hasattr(estimator, "_parent_callback_ctx"):
            self._root = estimator._init_callback_context(max_subtasks=n_init)  # noqa: SLF001  the protocol's name
            self._begin(self._root, None)

    def step(self, state: S, attributes: Callable[[S], dict[str, Any]]) -> bool:
        """Tell that a start or an iteration of it is done.

        Parameters
        ----------
        state : State
        attributes : callable
            Makes the fitted attributes of a state.

        Returns
        -------
        bool
            Whether a callback wants this start to stop here.
        """
        if self._root is None:
            return False

        def now() -> dict[str, Any]:
            return attributes(state)

        stop = False
        if state.iteration == 0:
            self._init = self._root.subcontext(task_name="init", max_subtasks=self._max_iter)
            self._begin(self._init, None)
        else:
            stop = self._end(self._iteration, now)
        if stop or state.stop_reason is not None:
            self._end(self._init, now)
        else:
            self._iteration = self._init.subcontext(task_name="iteration")
            self._begin(self._iteration, now)
        return stop

    def end(self, state: S, attributes: Callable[[S], dict[str, Any]]) -> None:
        """Tell that the fit is done.

        Parameters
        ----------
        state : State
            The best one.
        attributes : callable
            Makes the fitted attributes of a state.
        """
        if self._root is not None:
            self._end(self._root, lambda: attributes(state))

    def _begin(self, context: Any, attributes: Callable[[], dict[str, Any]] | None) -> None:
        context.call_on_fit_task_begin(
            estimator=self._estimator, reconstruction_attributes=attributes, **self._data
        )

    def _end(self, context: Any, attributes: Callable[[], dict[str, Any]]) -> bool:
        return bool(
            context.call_on_fit_task_end(
                estimator=self._estimator, reconstruction_attributes=attributes, **self._data
            )
        )
