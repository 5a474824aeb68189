"""The steps of a fit as a table."""

import math
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from os import PathLike
from typing import TYPE_CHECKING, Any

import numpy as np

from iterscope.fit.exports import tables
from iterscope.fit.recording import Recording
from iterscope.fit.step import Step
from iterscope.widget.card import card
from iterscope.widget.progress import lasting

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS = (
    "init",
    "iteration",
    "phase",
    "log_likelihood",
    "lower_bound",
    "change",
    "stop_reason",
    "n_degenerate",
    "elapsed",
)
"""Fields of a step that are columns, before those of its parameters."""
_SHOWN = 5
"""Steps at the beginning, and as many at the end, that a notebook shows."""


class History(list[Step[Any]]):
    """Recorded steps, and tables of them: a row for each half-step.

    Columns are ``init``, ``iteration``, ``phase``, ``log_likelihood``, ``lower_bound``, ``change``,
    ``stop_reason``, ``n_degenerate`` and ``elapsed`` as `iterscope.EMStep` has them, then the parameters, one
    column for each number, such as ``weights_0``, ``means_0_1`` and ``covariances_0_1_1``: the array, and the
    indices in it.

    Parameters
    ----------
    steps : iterable of Step
    names : tuple of str
        Of the arrays that are parameters.
    """

    def __init__(self, steps: Iterable[Step[Any]] = (), names: tuple[str, ...] = ()) -> None:
        super().__init__(steps)
        self._names = names

    @classmethod
    def of(cls, recording: Recording) -> "History":
        """Return all steps of a recording."""
        return cls((recording.step(index) for index in range(len(recording))), recording.algorithm.names)

    def __repr__(self) -> str:
        if not self:
            return "<History without a step>"
        starts = len({step.init for step in self})
        ways = f"{len(self)} half-steps of {starts} start{'s' * (starts > 1)}"
        bounds = [step.lower_bound for step in self if math.isfinite(step.lower_bound)]
        grown = f", lower bound {bounds[0]:.6g} to {bounds[-1]:.6g}" if bounds else ""
        return f"<History: {ways}{grown}>"

    def _repr_html_(self) -> str:
        """Return what a notebook shows of it: the first and the last steps."""
        shown = [*self[:_SHOWN], *self[max(_SHOWN, len(self) - _SHOWN) :]]
        rows = [(f"{step.iteration} {step.phase}", f"{step.log_likelihood:.6f}") for step in shown]
        if len(self) > len(shown):
            rows.insert(_SHOWN, ("...", f"{len(self) - len(shown)} more; to_frame() has all of them"))
        return card(repr(self), rows)

    def to_frame(self, *, parameters: bool = True) -> "pd.DataFrame":
        """Return a table for pandas; its index counts the steps from 0.

        Parameters
        ----------
        parameters : bool, default=True
            Whether the parameters are among the columns.

        Returns
        -------
        pandas.DataFrame

        Raises
        ------
        ImportError
            If pandas is not installed.
        """
        with self._counting() as show:
            rows = list(self._rows(show, parameters=parameters))
        columns = self._columns(parameters=parameters)
        return tables.frame(rows, columns).rename_axis("step")

    def to_csv(self, path: str | PathLike[str] | None = None, *, parameters: bool = True) -> str | None:
        """Write a table as comma-separated values, each number with all of its digits.

        Parameters
        ----------
        path : str or path, default=None
            The file, which is replaced.
        parameters : bool, default=True
            Whether the parameters are among the columns.

        Returns
        -------
        str or None
            Without a path the text: the names of the columns, then a line for each step, its number first. An
            empty field is a number that is not finite, or no reason to stop.

        Raises
        ------
        OSError
            If the file cannot be written.
        """
        head = ["step", *self._columns(parameters=parameters)]
        with self._counting() as show:
            rows = (
                [number, *("" if _is_lacking(value) else value for value in row.values())]
                for number, row in enumerate(self._rows(show, parameters=parameters))
            )
            return tables.deliver(tables.separated(chain([head], rows)), path)

    def to_json(self, path: str | PathLike[str] | None = None, *, parameters: bool = True) -> str | None:
        """Write a list of objects, one for each step, its parameters as nested lists.

        Parameters
        ----------
        path : str or path, default=None
            The file, which is replaced.
        parameters : bool, default=True
            Whether the parameters are among their keys.

        Returns
        -------
        str or None
            Without a path the text. What is not finite is null.

        Raises
        ------
        OSError
            If the file cannot be written.
        """
        names = self._names if parameters else ()
        with self._counting() as show:
            records = (
                {
                    **{name: None if _is_lacking(value) else value for name, value in _fields(step).items()},
                    **{name: getattr(step, name).tolist() for name in names},
                }
                for step in self._counted(show)
            )
            return tables.deliver(tables.objects(records), path)

    def _counting(self) -> lasting:
        return lasting(len(self), unit="step")

    def _counted(self, show: Callable[[int], object]) -> Iterator[Step[Any]]:
        """Yield the steps, and tell how many."""
        for done, step in enumerate(self):
            show(done)
            yield step

    def _columns(self, *, parameters: bool) -> list[str]:
        names = self._names if parameters and self else ()
        arrays = [(name, getattr(self[0], name)) for name in names]
        return [
            *_COLUMNS,
            *("_".join(map(str, (name, *at))) for name, array in arrays for at in np.ndindex(array.shape)),
        ]

    def _rows(self, show: Callable[[int], object], *, parameters: bool) -> Iterator[dict[str, Any]]:
        columns = self._columns(parameters=parameters)
        for step in self._counted(show):
            numbers = [
                value
                for name in (self._names if parameters else ())
                for value in getattr(step, name).ravel().tolist()
            ]
            yield dict(zip(columns, [*_fields(step).values(), *numbers], strict=True))


def _fields(step: Step[Any]) -> dict[str, Any]:
    return {name: getattr(step, name) for name in _COLUMNS}


def _is_lacking(value: object) -> bool:
    return value is None or (isinstance(value, float) and not math.isfinite(value))
