"""Questions about the next half-step, and answers."""

from typing import Literal, TypedDict

from iterscope.fit.messages.values import Place
from iterscope.widget.messages import Count, Request

Change = Literal["better", "same", "worse"]


class AskRequest(Request, frozen=True, tag="ask"):
    """A question at the step that is shown is wanted."""


class AnswerRequest(Request, frozen=True, tag="answer"):
    """The answer to the question of a step; one that is not asked any more is refused."""

    run: Count
    index: Count
    given: Count | Place | Change
    """A component, a place in the features that are shown, or how the objective changes."""


class Question(TypedDict):
    """A question about the half-step after the one that is shown."""

    kind: Literal["question"]
    vid: str
    run: int
    index: int
    asked: Literal["owner", "place", "change"]
    text: str
    sample: int | None
    """Row of the points that the page has."""
    component: int | None
    """Whose mean or level."""
    dims: list[int]
    """Features, or beyond them principal axes, in which a place is given."""


class Verdict(TypedDict):
    """How right an answer was; the step that it was about is shown now."""

    kind: Literal["verdict"]
    vid: str
    run: int
    index: int
    right: bool
    text: str
    score: float
    """Of all answers so far."""
    count: int
    """Answers so far."""
