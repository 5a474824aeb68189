"""Basins of a fit: in which optimum it ends with one mean at each point of the plane."""

from typing import Annotated, Literal, TypedDict

from msgspec import Meta

from iterscope.fit.messages.values import require_box
from iterscope.widget.messages import Count, NumberedRequest, require_distinct

MAX_SIDE = 512
"""Points along a side of a map."""
Side = Annotated[int, Meta(ge=1, le=MAX_SIDE)]


class BasinsRequest(NumberedRequest, frozen=True, tag="basins"):
    """The basins of a mean are wanted; each view's newest request is answered, in ever finer maps."""

    run: Count
    index: Count
    component: Count | None
    """None: no map is wanted any more."""
    dims: tuple[Count, Count]
    box: tuple[float, float, float, float]
    """Left, right, bottom, top in the data's units."""
    rows: Side
    columns: Side

    def __post_init__(self) -> None:
        require_distinct("dims", self.dims)
        require_box(self.box)


class Basins(TypedDict):
    """What is known of a map."""

    kind: Literal["basins"]
    vid: str
    seq: int
    run: int
    index: int
    component: int
    dims: list[int]
    box: list[float]
    """Left, right, bottom, top in the data's units."""
    rows: int
    columns: int
    optimum: str
    """Little endian int16 for each point, row by row from below, base64: its optimum, -1 for none."""
    became: str
    """Likewise the component of the optimum that the moved one has become."""
    iterations: str
    """Little endian uint16 likewise."""
    log_likelihoods: list[float]
    """Of the optima; of k-means minus the inertias."""
    colors: list[str]
    """Of the optima."""
    n_samples: int
    """To which the fits are made."""
    progress: float
    """Share of the points that are known."""
