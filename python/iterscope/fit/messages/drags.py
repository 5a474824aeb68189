"""Handles of components, which are dragged."""

from iterscope.fit.messages.values import Dims, Place, require_one_for_each
from iterscope.widget.messages import Count, NumberedRequest, require_distinct


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
