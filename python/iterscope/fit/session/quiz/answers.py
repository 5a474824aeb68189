"""Answers that were given, and tables of them."""

from dataclasses import asdict, dataclass
from os import PathLike
from typing import TYPE_CHECKING, Any

from iterscope.fit.exports import tables
from iterscope.fit.session.quiz.question import Asked

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Answer:
    """A question with the answer that was given, and what is true."""

    run: int
    index: int
    """Of the step at which it was asked."""
    asked: Asked
    text: str
    given: Any
    """A component, a place in the features that were shown, or "better", "same" or "worse"."""
    truth: Any
    right: bool
    score: float
    """From 0 to 1; of a place the nearer the more."""


class Answers(list[Answer]):
    """Answers in the order in which they were given."""

    @property
    def score(self) -> float:
        """The sum of all scores."""
        return sum(answer.score for answer in self)

    def to_frame(self) -> "pd.DataFrame":
        """Return a table for pandas, a row for each answer; raises ImportError without pandas."""
        return tables.frame([asdict(answer) for answer in self], list(Answer.__annotations__))

    def to_csv(self, path: str | PathLike[str] | None = None) -> str | None:
        """Write a table as comma-separated values; without a path return it.

        Parameters
        ----------
        path : str or path, default=None
            The file, which is replaced.

        Returns
        -------
        str or None

        Raises
        ------
        OSError
            If the file cannot be written.
        """
        rows = [[*Answer.__annotations__], *(list(asdict(answer).values()) for answer in self)]
        return tables.deliver(tables.separated(rows), path)

    def to_json(self, path: str | PathLike[str] | None = None) -> str | None:
        """Write a list of objects; without a path return it.

        Parameters
        ----------
        path : str or path, default=None
            The file, which is replaced.

        Returns
        -------
        str or None

        Raises
        ------
        OSError
            If the file cannot be written.
        """
        return tables.deliver(tables.objects(map(asdict, self)), path)
