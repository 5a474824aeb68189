"""The samples, and the brush that changes them."""

from typing import Annotated, Literal, TypedDict

from msgspec import Meta

from iterscope.fit.messages.values import Dims, Place, require_one_for_each
from iterscope.widget.messages import Count, Request, require_distinct

MAX_BRUSH = 64
"""Places that one stroke of the brush may have."""
MAX_POINTS = 20_000
"""Most rows that are sent to the page."""
MAX_ROWS = 200_000
"""Most rows of a series that are sent to the page."""
MAX_VALUES = 400_000
"""Most numbers that are sent to the page."""


class BrushRequest(Request, frozen=True, tag="brush"):
    """Points that are added, or places around which points are erased, or weigh more or less."""

    tool: Literal["add", "erase", "heavier", "lighter"]
    dims: Dims
    at: Annotated[tuple[Place, ...], Meta(min_length=1, max_length=MAX_BRUSH)]
    radius: Annotated[tuple[Annotated[float, Meta(gt=0)], ...], Meta(min_length=1, max_length=3)]
    """Half axes of the ellipse within which points are erased or weighed, in the data's units."""
    stroke: Count = 0
    """Number of the stroke, from 1 on: its messages are taken back together. 0: it has no other message."""

    def __post_init__(self) -> None:
        require_distinct("dims", self.dims)
        require_one_for_each("radius", self.radius, self.dims)
        for place in self.at:
            require_one_for_each("each of at", place, self.dims)


class Principal(TypedDict):
    """The principal axes of the samples."""

    mean: list[float]
    """Of the samples; coordinates along the axes are counted from it."""
    axes: list[list[float]]
    """Unit vectors, that of most variance first."""


class Points(TypedDict):
    """The samples, or as many of them, chosen at random, as a page can draw one by one."""

    kind: Literal["points"]
    revision: int
    """Counts the changes by brush."""
    n_samples: int
    n_features: int
    n_points: int
    """Rows of `data`; below `n_samples` the kernel draws the samples of two dimensions."""
    data: str
    """Little endian float64, row by row, base64."""
    weights: str | None
    """Little endian float32 for each row, relative to the heaviest, base64; null where all weigh the same."""
    labels: str | None
    """The true classes, if they are known: one byte a row, base64; 255 for none."""
    lengths: list[int] | None
    """Of the sequences that the rows are, one after the other; null for a single one."""
    principal: Principal | None
    """None of few features or of very many."""
    low: list[float]
    """Least coordinate of all samples along each feature, and after these each principal axis."""
    high: list[float]
    """Largest coordinate along each."""
