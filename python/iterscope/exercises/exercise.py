"""An exercise, and how an answer to it is examined."""

import textwrap
import traceback
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from iterscope.exercises.difference import difference, shown

_LINES: Final = textwrap.TextWrapper(90, break_long_words=False, break_on_hyphens=False)
"""As long as a window of 1000 pixels shows."""


@dataclass(frozen=True)
class Verdict:
    """What is said of an answer; it counts as true if the answer is right."""

    right: bool
    text: str

    def __bool__(self) -> bool:
        return self.right

    def __repr__(self) -> str:
        """Return the text in lines between words: JupyterLab breaks longer ones anywhere."""
        return "\n".join(_LINES.fill(line) for line in self.text.splitlines())


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """A function that is to be written."""

    name: str
    arguments: tuple[str, ...]
    truth: Callable[..., Any]
    """Computes the right result in a plain way, which is never shown."""
    inputs: Sequence[tuple[Any, ...]]
    """What the answer is called with, the simplest first."""
    hints: tuple[str, ...]
    """From the gentlest on; none is the solution."""
    results: tuple[str, ...] = ()
    """Names of the results, if there are several."""
    mistakes: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    """Wrong answers that many give, by what there is to say of them."""

    def fault(self, function: Callable[..., Any]) -> str:
        """Return what is wrong with an answer, "" if nothing is."""
        for values in self.inputs:
            copies = deepcopy(values)
            try:
                with np.errstate(all="ignore"):
                    found = function(*copies)
            except Exception as error:  # noqa: BLE001  whatever it is, it is told
                words = _raised(function, error)
            else:
                words = self._changed(values, copies) or self._difference(found, values)
            if words:
                given = ", ".join(
                    f"{name} {shown(value)}" for name, value in zip(self.arguments, values, strict=True)
                )
                return f"For {given}: {words}"
        return ""

    def _difference(self, found: object, values: tuple[Any, ...]) -> str:
        words = difference(found, self.truth(*values), self.results)
        if not words:
            return ""
        for said, mistake in self.mistakes.items():
            with np.errstate(all="ignore"):
                if not difference(found, mistake(*values), self.results):
                    return f"{words} {said}"
        return words

    def _changed(self, values: tuple[Any, ...], copies: tuple[Any, ...]) -> str:
        for name, value, copy in zip(self.arguments, values, copies, strict=True):
            if not np.array_equal(value, copy, equal_nan=np.asarray(value).dtype.kind in "fc"):
                return f"it has changed its argument {name}. Work on a copy."
        return ""


def _raised(function: Callable[..., Any], error: Exception) -> str:
    """Return what an answer has raised, and in which of its lines."""
    file = getattr(getattr(function, "__code__", None), "co_filename", None)
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == file]
    where = f" in line {lines[-1]}" if lines else ""
    return f"it raised {type(error).__name__}{where}: {str(error).rstrip('.')}."
