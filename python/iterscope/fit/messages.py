"""Every message and trait between the kernel and the view of a fit.

``python -m tests.protocol`` writes ``js/src/fit/messages.d.ts`` from these declarations.
"""

import math
from typing import Annotated, Any, Literal, NotRequired, TypedDict, get_args

from msgspec import Meta

from iterscope.widget.messages import (
    Count,
    Failure,
    MessageError,
    NumberedRequest,
    Request,
    decode,
    require_distinct,
)

MAX_STEPS = 1000
"""Half-steps that one command may ask for."""
MAX_STARTS = 64
"""Starts that may be asked for side by side."""
MAX_BRUSH = 64
"""Places that one stroke of the brush may have."""
MAX_SIDE = 8192
"""Pixels along a side of a picture."""
MAX_POINTS = 20_000
"""Most rows that are sent to the page."""
MAX_VALUES = 400_000
"""Most numbers that are sent to the page."""

Layer = Literal["samples", "density"]
Real = float | None
"""None is a number that is not finite."""
Dims = Annotated[tuple[Count, ...], Meta(min_length=1, max_length=3)]
"""Features, each at most once."""
Place = Annotated[tuple[float, ...], Meta(min_length=1, max_length=3)]
"""A coordinate for each of the features."""
Side = Annotated[int, Meta(ge=1, le=MAX_SIDE)]


class OpenRequest(Request, frozen=True, tag="open"):
    """A view was opened, and wants all points and steps."""


class CloseRequest(Request, frozen=True, tag="close"):
    """A view was closed."""


class FinishRequest(Request, frozen=True, tag="finish"):
    """Run to the end of the fit."""


class RestartRequest(Request, frozen=True, tag="restart"):
    """Fit again from a new start."""


class ResetRequest(Request, frozen=True, tag="reset"):
    """Restore the data and the parameters of the beginning."""


class UndoRequest(Request, frozen=True, tag="undo"):
    """Take the last change of the fit back: a drag, a stroke of the brush, or settings."""


class RedoRequest(Request, frozen=True, tag="redo"):
    """Do again what was taken back last."""


class StepRequest(Request, frozen=True, tag="step"):
    """Show the step some half-steps further on."""

    n: Annotated[int, Meta(ge=-MAX_STEPS, le=MAX_STEPS)]
    """Negative goes back."""


class StartsRequest(Request, frozen=True, tag="starts"):
    """Run several starts side by side."""

    n: Annotated[int, Meta(ge=1, le=MAX_STARTS)]


class StartRequest(Request, frozen=True, tag="start"):
    """Show one of the last starts."""

    n: Count


class SelectRequest(Request, frozen=True, tag="select"):
    """Compare mixtures of several sizes, otherwise like the present one, by an information criterion."""


class ChooseRequest(Request, frozen=True, tag="choose"):
    """Show a row of the last selection."""

    n: Count


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
        _require_one_for_each("at", self.at, self.dims)


class BrushRequest(Request, frozen=True, tag="brush"):
    """Points that are added, or places around which points are erased."""

    tool: Literal["add", "erase"]
    dims: Dims
    at: Annotated[tuple[Place, ...], Meta(min_length=1, max_length=MAX_BRUSH)]
    radius: Annotated[tuple[Annotated[float, Meta(gt=0)], ...], Meta(min_length=1, max_length=3)]
    """Half axes of the ellipse within which points are erased, in the data's units."""
    stroke: Count = 0
    """Number of the stroke, from 1 on: its messages are taken back together. 0: it has no other message."""

    def __post_init__(self) -> None:
        require_distinct("dims", self.dims)
        _require_one_for_each("radius", self.radius, self.dims)
        for place in self.at:
            _require_one_for_each("each of at", place, self.dims)


class PictureRequest(NumberedRequest, frozen=True, tag="picture"):
    """A layer of a step is wanted; the newest request of each view and layer is answered."""

    run: Count
    index: Count
    layer: Layer
    dims: tuple[Count, Count]
    box: tuple[float, float, float, float]
    """Left, right, bottom, top in the data's units."""
    width: Side
    """Device pixels."""
    height: Side
    """Device pixels."""

    def __post_init__(self) -> None:
        require_distinct("dims", self.dims)
        _require_box(self.box)


class AgreementRequest(NumberedRequest, frozen=True, tag="agreement"):
    """The agreement of a step with the true classes is wanted; each view's newest request is answered."""

    run: Count
    index: Count


class CameraRequest(Request, frozen=True, tag="camera"):
    """The part of the data that a view shows now that its camera rests."""

    dims: Annotated[tuple[Count, ...], Meta(min_length=1, max_length=2)]
    box: Annotated[tuple[float, ...], Meta(min_length=2, max_length=4)] | None
    """Left and right, of two features bottom and top too, in the data's units; null is all of the data."""

    def __post_init__(self) -> None:
        require_distinct("dims", self.dims)
        if self.box is not None:
            if len(self.box) != 2 * len(self.dims):
                raise MessageError(f"box must be null or a list of {2 * len(self.dims)} numbers")
            _require_box(self.box)


PageRequest = (
    OpenRequest
    | CloseRequest
    | FinishRequest
    | RestartRequest
    | ResetRequest
    | UndoRequest
    | RedoRequest
    | StepRequest
    | StartsRequest
    | StartRequest
    | SelectRequest
    | ChooseRequest
    | MoveRequest
    | BrushRequest
    | PictureRequest
    | AgreementRequest
    | CameraRequest
)
"""Messages from the page."""


class Model(TypedDict):
    """The model of some steps, and its settings that stay the same over them."""

    kind: str
    """Its name in the registry."""
    covariance_type: NotRequired[Literal["full", "tied", "diag", "spherical"]]


class Step(TypedDict):
    """The state of a fit after one step; `iterscope.EMStep` tells what the fields are."""

    iteration: int
    init: int
    phase: Literal["init", "expect", "maximize", "step"]
    parameters: dict[str, Any]
    """By name, arrays as nested lists. The page colors the samples by their responsibilities."""
    log_likelihood: Real
    """Of the parameters that the last E step used; of k-means minus the inertia."""
    lower_bound: Real
    change: Real
    stop_reason: Literal["converged", "max_iter", "callback"] | None
    degenerate: list[int]
    """Components."""
    floored: list[list[int]]
    """Pairs of a component and a feature whose variance is mostly what the regularization adds."""
    elapsed: float
    """Seconds."""


class Steps(TypedDict):
    """Consecutive steps of a recording; one of a newer run replaces all of an older."""

    kind: Literal["steps"]
    run: int
    model: Model
    """Its kind is the trait `algorithm`, or that of the companion if `compare` is set."""
    first: int
    """Index of the first of the steps."""
    steps: list[Step]


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
    low: list[float]
    """Least value of each feature, of all samples."""
    high: list[float]
    """Largest value of each feature."""


class Picture(TypedDict):
    """A layer of one step, drawn by the kernel."""

    kind: Literal["picture"]
    vid: str
    seq: int
    run: int
    index: int
    layer: Layer
    dims: list[int]
    box: list[float]
    """Left, right, bottom, top in the data's units."""
    width: int
    height: int
    png: str
    """RGBA, base64."""


class Agreement(TypedDict):
    """How well the components agree with the true classes; see `iterscope.fit.session.agreement`."""

    kind: Literal["agreement"]
    vid: str
    seq: int
    run: int
    index: int
    rand: float
    """The adjusted Rand index: 1 for the same partition, about 0 for one by chance."""
    table: list[list[int]]
    """A row for each class, a column for each component: samples of the class that belong to it most."""


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


class SelectionRow(TypedDict):
    """One of the mixtures that were compared; criteria of one that could not be fitted are None."""

    n_components: int
    model: Model
    degenerate: bool
    """Whether a component has collapsed: what the criteria say then means nothing."""
    bic: Real
    aic: Real
    icl: Real


class Selection(TypedDict):
    """The mixtures that `select` has compared."""

    kind: Literal["selection"]
    criterion: Literal["bic", "aic", "icl"]
    best: int
    rows: list[SelectionRow]


Reply = Points | Steps | Picture | Agreement | Starts | Selection | Failure
"""Messages from the kernel."""


class Poster(TypedDict):
    """A picture of the view for a page without a kernel."""

    png: str
    """Base64."""
    width: int
    height: int


class Traits(TypedDict):
    """The traits of `MixtureWidget`; the page sets those up to `fluid`."""

    index: int
    """Of the step that is shown."""
    playing: bool
    speed: float
    """Half-steps per second."""
    loop: bool
    dims: list[int]
    """One: histogram; two: plane; three: cloud."""
    algorithm: str
    """Kind of the model."""
    n_components: int
    covariance_type: Literal["full", "tied", "diag", "spherical"]
    init_params: str
    random_state: int | None
    """None if the model has none, or not a number."""
    reg_covar: float | Literal["relative"]
    tol: float
    max_iter: int
    colors: Literal["blend", "argmax"]
    fade: bool
    """Whether uncertain points (high entropy) are drawn faint."""
    sigmas: list[int]
    """Of 1, 2 and 3."""
    trails: bool
    density: Literal["none", "heat", "contours"]
    classes: bool
    """Whether samples are marked by their true classes, if these are known."""
    regression: bool
    """Whether the conditional mean and band of dims[1] given dims[0] are drawn."""
    compare: bool
    """Whether the model's companion from the same start is shown too."""
    width: int
    """CSS pixels."""
    height: int
    """CSS pixels."""
    fluid: bool
    lesson: str
    """A hint what to look at, shown above the scene; "" for nothing."""
    run: int
    """Number of the present recording."""
    n_steps: int
    """Recorded so far."""
    complete: bool
    """Whether the recording has come to the fit's end."""
    failure: str
    """Why the fit cannot go on; "" while it can."""
    can_undo: bool
    """Whether there is a change to take back."""
    can_redo: bool
    """Whether a change has been taken back."""
    feature_names: list[str]
    class_names: list[str]
    """Of the true classes; empty if they are not known."""
    palette: list[str]
    """Colors of the components, `#rrggbb`."""
    poster: Poster | None
    version: str
    """Of the kernel's side."""


def parse(content: object) -> PageRequest:
    """Check a message from the browser; raises `MessageError`, see `decode`."""
    request: PageRequest = decode(content, *get_args(PageRequest))
    return request


def _require_box(box: tuple[float, ...]) -> None:
    if not all(0 < high - low < math.inf for low, high in zip(box[::2], box[1::2], strict=True)):
        raise MessageError("box must be left, right, bottom, top with left < right and bottom < top")


def _require_one_for_each(name: str, values: tuple[float, ...], dims: tuple[int, ...]) -> None:
    if len(values) != len(dims):
        raise MessageError(f"{name} must be a list of {len(dims)} finite numbers, one for each of dims")
