"""scikit-learn's callback protocol (SLEP 23), where the installed version has it."""

from collections.abc import Callable
from typing import Any

try:
    from sklearn.callback import CallbackSupportMixin, with_callbacks
except ImportError:  # scikit-learn before 1.9

    class CallbackSupportMixin:  # type: ignore[no-redef]
        """An estimator without callbacks."""

    def with_callbacks(method: Callable[..., Any]) -> Callable[..., Any]:  # type: ignore[no-redef]
        """Return the method as it is."""
        return method


__all__ = ["CallbackSupportMixin", "Tasks", "with_callbacks"]


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
        self._init: Any = None
        self._iteration: Any = None
        self._root = None
        if hasattr(estimator, "_skl_callbacks") or hasattr(estimator, "_parent_callback_ctx"):
            self._root = estimator._init_callback_context(max_subtasks=n_init)  # noqa: SLF001
            self._begin(self._root)

    def step(self, stop_reason: str | None, attributes: Callable[[], dict[str, Any]], *, first: bool) -> bool:
        """Tell that a start or an iteration of it is done.

        Parameters
        ----------
        stop_reason : str or None
            Why no other iteration follows, if none does.
        attributes : callable
            Makes the fitted attributes of this moment.
        first : bool
            Whether it is the start.

        Returns
        -------
        bool
            Whether a callback wants this start to stop here.
        """
        if self._root is None:
            return False
        stop = False
        if first:
            self._init = self._root.subcontext(task_name="init", max_subtasks=self._max_iter)
            self._begin(self._init)
        else:
            stop = self._end(self._iteration, attributes)
        if stop or stop_reason is not None:
            self._end(self._init, attributes)
        else:
            self._iteration = self._init.subcontext(task_name="iteration")
            self._begin(self._iteration, attributes)
        return stop

    def end(self, attributes: Callable[[], dict[str, Any]]) -> None:
        """Tell that the fit is done."""
        if self._root is not None:
            self._end(self._root, attributes)

    def _begin(self, context: Any, attributes: Callable[[], dict[str, Any]] | None = None) -> None:
        context.call_on_fit_task_begin(
            estimator=self._estimator, reconstruction_attributes=attributes, **self._data
        )

    def _end(self, context: Any, attributes: Callable[[], dict[str, Any]]) -> bool:
        return bool(
            context.call_on_fit_task_end(
                estimator=self._estimator, reconstruction_attributes=attributes, **self._data
            )
        )
