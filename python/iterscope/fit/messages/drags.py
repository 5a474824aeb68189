"""Handles, which are dragged: places and ellipses of components, and single numbers of the parameters."""

from typing import Annotated

from msgspec import Meta

from iterscope.fit.messages.values import Dims, Place, require_one_for_each
from iterscope.widget.messages import Count, MessageError, NumberedRequest, require_distinct


class MoveRequest(NumberedRequest, frozen=True, tag="move"):
    """A component's handle is dragged: the fit goes on from this step with that handle moved."""

    run: Count
    index: Count
    component: Count
    dims: Dims
    at: Place
    done: bool
    """Whether the handle has been let go."""

    def __post_init__(self) -> None:
        require_distinct("dims", self.dims)
        require_one_for_each("at", self.at, self.dims)


class ReshapeRequest(NumberedRequest, frozen=True, tag="reshape"):
    """A component's ellipse is stretched: the fit goes on from this step with that covariance changed."""

    run: Count
    index: Count
    component: Count
    dims: Dims
    covariance: Annotated[tuple[Place, ...], Meta(min_length=1, max_length=3)]
    """Along these, row by row."""
    done: bool
    """Whether the handle has been let go."""

    def __post_init__(self) -> None:
        require_distinct("dims", self.dims)
        if len(self.covariance) != len(self.dims):
            raise MessageError(f"covariance must have {len(self.dims)} rows, one for each of dims")
        for row in self.covariance:
            require_one_for_each("each row of covariance", row, self.dims)


class AdjustRequest(NumberedRequest, frozen=True, tag="adjust"):
    """A number of the parameters is dragged: the fit goes on from this step with it changed."""

    run: Count
    index: Count
    name: Annotated[str, Meta(min_length=1, max_length=32)]
    """Of the parameter, such as "transition"."""
    place: Annotated[tuple[Count, ...], Meta(min_length=1, max_length=3)]
    """Where in it the number stands."""
    value: float
    done: bool
    """Whether the handle has been let go."""
