"""scikit-learn's callbacks (SLEP 23), where the installed one has them."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any, Generic, TypeVar
from weakref import ref

from iterscope.fit.step import Step

try:
    from sklearn.callback import CallbackSupportMixin, with_callbacks
except ImportError:  # scikit-learn before 1.9

    class CallbackSupportMixin:  # type: ignore[no-redef]
        """An estimator without callbacks."""

    def with_callbacks(method: Callable[..., Any]) -> Callable[..., Any]:
        """Return the method as it is."""
        return method


__all__ = ["CallbackSupportMixin", "Hook", "Tasks", "with_callbacks"]

F = TypeVar("F", bound=Callable[..., Any])
Attributes = Callable[[Step[Any]], dict[str, Any]]
"""Makes the fitted attributes of a step."""


class Tasks:
    """Notifies the callbacks of an estimator of its starts, and of the iterations of each.

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

    @property
    def has_callbacks(self) -> bool:
        """Whether somebody is notified."""
        return self._root is not None

    def step(self, step: Step[Any], attributes: Attributes) -> bool:
        """Notify of a start, or of an iteration of it.

        Parameters
        ----------
        step : Step
        attributes : callable
            Makes the fitted attributes of a step.

        Returns
        -------
        bool
            Whether a callback wants this start to stop here.
        """
        if self._root is None:
            return False

        def now() -> dict[str, Any]:
            return attributes(step)

        stop = False
        if step.iteration == 0:
            self._init = self._root.subcontext(task_name="init", max_subtasks=self._max_iter)
            self._begin(self._init, None)
        else:
            stop = self._end(self._iteration, now)
        if stop or step.stop_reason is not None:
            self._end(self._init, now)
        else:
            self._iteration = self._init.subcontext(task_name="iteration")
            self._begin(self._iteration, now)
        return stop

    def end(self, step: Step[Any], attributes: Attributes) -> None:
        """Notify of the end of the fit.

        Parameters
        ----------
        step : Step
            The best one.
        attributes : callable
            Makes the fitted attributes of a step.
        """
        if self._root is not None:
            self._end(self._root, lambda: attributes(step))

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


class Hook(Generic[F]):
    """A hook that does not keep its object: scikit-learn keeps the hooks whose signatures it has read.

    Parameters
    ----------
    method : function
    """

    def __init__(self, method: F) -> None:
        self._method = method
        self.__doc__ = method.__doc__

    def __get__(self, owner: Any, kind: type) -> F:
        """Return the hook of an object, the same one each time; without an object, the function."""
        method: Any = self._method
        if owner is None:
            return self._method
        there = ref(owner)

        @wraps(method)
        def hook(*args: Any, **kwargs: Any) -> Any:
            return method(there(), *args, **kwargs)

        vars(hook)["__signature__"] = inspect.signature(method.__get__(owner, kind))
        bound: F = vars(owner).setdefault(method.__name__, hook)
        return bound
