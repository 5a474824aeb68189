"""Every message between the kernel and a mixture view, typed once and checked on arrival.

``js/src/mixture/protocol.js`` mirrors these definitions.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypedDict

import numpy as np
from numpy.typing import NDArray

from iterscope.fit.cluster.kmeans_step import KMeansStep
from iterscope.fit.mixture.covariance import CovarianceType
from iterscope.fit.recording import Algorithm, Recording
from iterscope.fit.step import EMStep
from iterscope.widget.messages import (
    VIEW_ID,
    MessageError,
    exactly,
    flag,
    integer,
    integers,
    one_of,
    places,
    reals,
    text,
)

MAX_COUNT = 2**31 - 1
"""Largest run, index or component that a message may name."""
MAX_STEPS = 1000
"""Half-steps that one command may ask for."""
MAX_STARTS = 64
"""Starts that may be asked for side by side."""
MAX_BRUSH = 64
"""Places that one stroke of the brush may have."""
MAX_SIDE = 8192
"""Pixels along a side of a picture."""

Layer = Literal["samples", "density"]
Real = float | None
"""None is a number that is not finite."""


class Frame(TypedDict):
    """The state of a fit after one step; `EMStep` tells what the fields are."""

    iteration: int
    init: int
    phase: str
    weights: list[float]
    means: list[list[float]]
    covariances: list[Any] | None
    """In the shape of their type; None for k-means."""
    log_likelihood: Real
    """Of k-means minus the inertia."""
    lower_bound: Real
    change: Real
    converged: bool
    stop_reason: str | None
    degenerate: list[int]
    elapsed: float


class Frames(TypedDict):
    """Consecutive steps of a recording; one of a newer run replaces all of an older."""

    kind: Literal["frames"]
    run: int
    algorithm: Algorithm
    covariance_type: CovarianceType
    first: int
    """Index of the first of the steps."""
    steps: list[Frame]


class Points(TypedDict):
    """The samples, or as many of them, chosen at random, as a page can draw one by one."""

    kind: Literal["points"]
    revision: int
    """Counts the changes by brush."""
    n_samples: int
    n_features: int
    n_points: int
    data: str
    """Little endian float64, row by row, base64."""
    labels: str | None
    """The true classes, if they are known: one byte a row, base64; 255 for none."""
    low: list[float]
    """Least value of each feature, of all samples."""
    high: list[float]


class Picture(TypedDict):
    """A layer of one frame, drawn by the kernel."""

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


class StartRow(TypedDict):
    """The end of one start."""

    seed: int
    n_iter: int
    algorithm: Algorithm
    covariance_type: CovarianceType
    step: Frame


class Starts(TypedDict):
    """The ends of several starts."""

    kind: Literal["starts"]
    best: int
    starts: list[StartRow]


class SelectionRow(TypedDict):
    """One of the mixtures that were compared; criteria of one that could not be fitted are None."""

    n_components: int
    covariance_type: CovarianceType
    bic: Real
    aic: Real
    icl: Real


class Selected(TypedDict):
    """What `select` has compared."""

    kind: Literal["selection"]
    criterion: str
    best: int
    rows: list[SelectionRow]


@dataclass(frozen=True)
class Presence:
    """A view has come, and wants all there is, or is gone."""

    kind: Literal["open", "close"]
    vid: str


@dataclass(frozen=True)
class Command:
    """``finish`` runs to the end, ``restart`` fits from a new start, ``reset`` goes back to the beginning."""

    kind: Literal["finish", "restart", "reset"]
    vid: str


@dataclass(frozen=True)
class Choice:
    """A command with a number.

    ``step`` goes so many half-steps on, or back, ``starts`` asks for so many starts, ``start`` and ``choose``
    show one of the last starts and one of the last selection.
    """

    kind: Literal["step", "starts", "start", "choose"]
    vid: str
    n: int


@dataclass(frozen=True)
class Move:
    """A mean is dragged: EM goes on from this step with that mean."""

    vid: str
    seq: int
    run: int
    index: int
    component: int
    dims: tuple[int, ...]
    at: tuple[float, ...]
    done: bool


@dataclass(frozen=True)
class Brush:
    """Points that are added, or places around which points are erased."""

    vid: str
    tool: Literal["add", "erase"]
    dims: tuple[int, ...]
    at: tuple[tuple[float, ...], ...]
    radius: tuple[float, ...]
    """Half axes of the ellipse within which points are erased, in the data's units."""


@dataclass(frozen=True)
class PictureRequest:
    """A layer of a frame is wanted; the newest request of each view and layer is answered."""

    vid: str
    seq: int
    run: int
    index: int
    layer: Layer
    dims: tuple[int, int]
    box: tuple[float, float, float, float]
    width: int
    height: int


Request = Presence | Command | Choice | Move | Brush | PictureRequest


def parse(content: object) -> Request:
    """Check a message from the browser.

    Parameters
    ----------
    content : object
        What the comm delivered.

    Returns
    -------
    Request

    Raises
    ------
    MessageError
        If it is not a mapping, its kind is unknown, or a field is missing, unknown, of the wrong type or out
        of range.
    """
    if not isinstance(content, Mapping):
        raise MessageError(f"a message must be an object, got {type(content).__name__}")
    kind = content.get("kind")
    read = _READERS.get(kind) if isinstance(kind, str) else None
    if read is None:
        raise MessageError(f"kind must be one of {', '.join(_READERS)}")
    return read(content)


def _presence(content: Mapping[str, Any]) -> Presence:
    fields = exactly(content, "vid")
    return Presence(fields["kind"], text(fields, "vid", VIEW_ID))


def _command(content: Mapping[str, Any]) -> Command:
    fields = exactly(content, "vid")
    return Command(fields["kind"], text(fields, "vid", VIEW_ID))


def _choice(content: Mapping[str, Any]) -> Choice:
    fields = exactly(content, "vid", "n")
    low, high = {"step": (-MAX_STEPS, MAX_STEPS), "starts": (1, MAX_STARTS)}.get(
        fields["kind"], (0, MAX_COUNT)
    )
    return Choice(fields["kind"], text(fields, "vid", VIEW_ID), integer(fields, "n", low, high))


def _move(content: Mapping[str, Any]) -> Move:
    fields = exactly(content, "vid", "seq", "run", "index", "component", "dims", "at", "done")
    dims = integers(fields, "dims", (1, 3), (0, MAX_COUNT))
    return Move(
        vid=text(fields, "vid", VIEW_ID),
        seq=integer(fields, "seq", 0, 2**53 - 1),
        run=integer(fields, "run", 0, MAX_COUNT),
        index=integer(fields, "index", 0, MAX_COUNT),
        component=integer(fields, "component", 0, MAX_COUNT),
        dims=dims,
        at=reals(fields, "at", len(dims), len(dims)),
        done=flag(fields, "done"),
    )


def _brush(content: Mapping[str, Any]) -> Brush:
    fields = exactly(content, "vid", "tool", "dims", "at", "radius")
    dims = integers(fields, "dims", (1, 3), (0, MAX_COUNT))
    radius = reals(fields, "radius", len(dims), len(dims))
    if min(radius) <= 0:
        raise MessageError("radius must be made of positive numbers")
    return Brush(
        vid=text(fields, "vid", VIEW_ID),
        tool=one_of(fields, "tool", "add", "erase"),  # type: ignore[arg-type]
        dims=dims,
        at=places(fields, "at", len(dims), MAX_BRUSH),
        radius=radius,
    )


def _picture(content: Mapping[str, Any]) -> PictureRequest:
    fields = exactly(content, "vid", "seq", "run", "index", "layer", "dims", "box", "width", "height")
    left, right, bottom, top = reals(fields, "box", 4, 4)
    if not (left < right and bottom < top and math.isfinite(right - left) and math.isfinite(top - bottom)):
        raise MessageError("box must be left, right, bottom, top with left < right and bottom < top")
    first, second = integers(fields, "dims", (2, 2), (0, MAX_COUNT))
    return PictureRequest(
        vid=text(fields, "vid", VIEW_ID),
        seq=integer(fields, "seq", 0, 2**53 - 1),
        run=integer(fields, "run", 0, MAX_COUNT),
        index=integer(fields, "index", 0, MAX_COUNT),
        layer=one_of(fields, "layer", "samples", "density"),  # type: ignore[arg-type]
        dims=(first, second),
        box=(left, right, bottom, top),
        width=integer(fields, "width", 1, MAX_SIDE),
        height=integer(fields, "height", 1, MAX_SIDE),
    )


_READERS: dict[str, Callable[[Mapping[str, Any]], Request]] = {
    **dict.fromkeys(("open", "close"), _presence),
    **dict.fromkeys(("finish", "restart", "reset"), _command),
    **dict.fromkeys(("step", "starts", "start", "choose"), _choice),
    "move": _move,
    "brush": _brush,
    "picture": _picture,
}


def frame(step: EMStep | KMeansStep) -> Frame:
    """Return a step as a page takes it."""
    if isinstance(step, KMeansStep):
        covariances, degenerate = None, []
        log_likelihood = lower_bound = -step.inertia
    else:
        covariances, degenerate = step.covariances.tolist(), list(step.degenerate)
        log_likelihood, lower_bound = step.log_likelihood, step.lower_bound
    return {
        "iteration": step.iteration,
        "init": step.init,
        "phase": step.phase,
        "weights": step.weights.tolist(),
        "means": step.means.tolist(),
        "covariances": covariances,
        "log_likelihood": real(log_likelihood),
        "lower_bound": real(lower_bound),
        "change": real(step.change),
        "converged": step.converged,
        "stop_reason": step.stop_reason,
        "degenerate": degenerate,
        "elapsed": step.elapsed,
    }


def frames(recording: Recording, run: int, first: int, last: int) -> Frames:
    """Return the steps of a recording from `first` up to `last`."""
    return {
        "kind": "frames",
        "run": run,
        "algorithm": recording.algorithm,
        "covariance_type": recording.covariance_type,
        "first": first,
        "steps": [frame(recording.step(index)) for index in range(first, last)],
    }


def starts(
    seeds: Sequence[int], ends: Sequence[EMStep | KMeansStep], covariance_type: CovarianceType
) -> Starts:
    """Return the last steps of several starts as a page takes them."""
    rows: list[StartRow] = [
        {
            "seed": seed,
            "n_iter": end.iteration,
            "algorithm": "kmeans" if isinstance(end, KMeansStep) else "em",
            "covariance_type": covariance_type,
            "step": frame(end),
        }
        for seed, end in zip(seeds, ends, strict=True)
    ]
    bounds = [-end.inertia if isinstance(end, KMeansStep) else end.lower_bound for end in ends]
    return {"kind": "starts", "best": bounds.index(max(bounds)), "starts": rows}


def selected(criterion: str, best: int, table: NDArray[np.void]) -> Selected:
    """Return the table of a selection as a page takes it."""
    names: Sequence[Literal["bic", "aic", "icl"]] = ("bic", "aic", "icl")
    rows: list[SelectionRow] = []
    for row in table:
        bic, aic, icl = (real(float(row[name])) for name in names)
        kind = str(row["covariance_type"])
        rows.append(
            {
                "n_components": int(row["n_components"]),
                "covariance_type": kind,  # type: ignore[typeddict-item]
                "bic": bic,
                "aic": aic,
                "icl": icl,
            }
        )
    return {"kind": "selection", "criterion": criterion, "best": best, "rows": rows}


def real(value: float) -> Real:
    """Return a number as JSON can say it."""
    return float(value) if math.isfinite(value) else None
