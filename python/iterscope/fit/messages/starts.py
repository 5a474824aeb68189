"""Several starts side by side."""

from typing import Annotated, Literal, TypedDict

from msgspec import Meta

from iterscope.fit.messages.steps import Model, Step
from iterscope.widget.messages import Count, Request

MAX_STARTS = 64
"""Starts that may be asked for side by side."""


class StartsRequest(Request, frozen=True, tag="starts"):
    """Run several starts side by side."""

    n: Annotated[int, Meta(ge=1, le=MAX_STARTS)]


class StartRequest(Request, frozen=True, tag="start"):
    """Show one of the last starts."""

    n: Count


class Start(TypedDict):
    """The end of one start."""

    seed: int
    n_iter: int
    model: Model
    step: Step


class Starts(TypedDict):
    """The ends of several starts."""

    kind: Literal["starts"]
    best: int
    starts: list[Start]
