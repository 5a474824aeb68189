"""Requests for overlays as jobs of a worker: of each kind only the newest one of a view counts."""

import base64
import math
from collections.abc import Collection
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import numpy as np

from iterscope import _core, dynamics
from iterscope.fractal import formula
from iterscope.fractal.messages.overlays import (
    MAX_GRID,
    Component,
    ComponentRequest,
    Equipotentials,
    EquipotentialsRequest,
    OverlayReply,
    OverlayRequest,
    Rays,
    RaysRequest,
)
from iterscope.fractal.overlays.equipotential import contours, shift
from iterscope.fractal.overlays.equipotential import lack as lack_of_potential
from iterscope.fractal.overlays.ray import Ray, ray, rotation
from iterscope.fractal.picture import Picture
from iterscope.fractal.view import View
from iterscope.widget.job import Job, Once

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FILE = "file"
"""Stands for the view where answers are written into a file."""

FINER = 12
"""Binary digits that a ray is followed beyond the width of its view."""
ROOT = -48.0
"""Logarithm to the base 2 of the narrowest view for which a root of a component has digits enough."""
REACH = 2.0**32
"""Widths of a view from where a ray lands, beyond which its points are left out."""
UNIT = 8192
"""Parts of a view's width in which the ends of curves are sent."""
BUCKETS = ((6.0, 0.35), (14.0, 0.6), (np.inf, 0.9))
"""Strengths of curves, by how many steps of the grid the next one is away, at most."""


class OverlayJob(Once):
    """What answers a request for an overlay. A newer one of its kind cancels it."""

    def __init__(self, request: OverlayRequest) -> None:
        key = request.vid, type(request)
        super().__init__(request.vid, request.seq, key, lambda _: answer(request))

    def wants(self, older: Job[None, object], piece: None) -> bool:  # noqa: ARG002
        """Stop the older one: it is about another view."""
        return False


def answer(request: OverlayRequest) -> OverlayReply:
    """Return the answer to a request.

    Raises
    ------
    ValueError
        If the family has no such overlay, or an angle is out of range.
    CancelledError
    """
    if isinstance(request, RaysRequest):
        return _rays(request)
    if isinstance(request, EquipotentialsRequest):
        return _equipotentials(request)
    return _component(request)


def _rays(request: RaysRequest) -> Rays:
    fractal, log2_width = formula.read(request.formula), request.log2_width
    distance = f"1e{math.floor(min(-50.0, log2_width - FINER) * math.log10(2))}"
    found: list[tuple[Ray, NDArray[np.complex128]]] = []
    for angle in request.angles:
        _core.check_cancelled()
        followed = ray(fractal, angle, distance)
        if followed.is_exact or log2_width > ROOT:
            points = followed.in_units(log2_width)
            found.append((followed, points[np.abs(points) < REACH]))
    return {
        "kind": "rays",
        "vid": request.vid,
        "seq": request.seq,
        "log2_width": log2_width,
        "rays": [
            {
                "angle": str(each.angle),
                "origin": each.origin,
                "offsets": _text(points.astype("<c16")),
                "landing": each.landing,
                "name": each.name,
            }
            for each, points in found
        ],
    }


def _equipotentials(request: EquipotentialsRequest) -> Equipotentials:
    fractal = formula.read(request.formula)
    reason = lack_of_potential(fractal)
    if reason:
        raise ValueError(reason)
    view = View(request.center, request.log2_width)
    shape = request.rows, request.columns
    nu = fractal.smooth(view, shape, max_iter=request.max_iter, progress=False)
    levels, pieces, spacing = contours(nu, shift(fractal))
    ends = np.stack([pieces.real, pieces.imag], axis=-1)
    bucket = np.searchsorted([most for most, _ in BUCKETS], spacing)
    # Beside the highest point of each curve there is room for its name.
    tops = [np.argmax(np.where(levels == level, ends[:, 0, 1], -np.inf)) for level in np.unique(levels)]
    return {
        "kind": "equipotentials",
        "vid": request.vid,
        "seq": request.seq,
        "center": request.center,
        "log2_width": request.log2_width,
        "degree": fractal.formula.degree,
        "curves": [
            {"strength": strength, "pieces": _text(np.rint(UNIT * ends[bucket == at]).astype("<i2"))}
            for at, (_, strength) in enumerate(BUCKETS)
        ],
        "names": [
            {"level": int(levels[at]), "x": float(ends[at, 0, 0]), "y": float(ends[at, 0, 1])} for at in tops
        ],
    }


def _component(request: ComponentRequest) -> Component:
    c = complex(*map(float, request.point))
    found = dynamics.component(c)
    outside = dynamics.external_angle(c) if found is None else None
    angles = (found and found.angles) or ()
    return {
        "kind": "component",
        "vid": request.vid,
        "seq": request.seq,
        "period": found.cycle.period if found else 0,
        "root": found.root if found else None,
        "is_cusp": found is not None and found.is_cusp,
        "angles": [str(angle) for angle in angles],
        "address": str(found.address) if found and found.address else "",
        "rotation": rotation(angles[0]) if angles else None,
        "exterior": f"{outside.turns:.6f}" if outside else "",
    }


def _text(array: np.ndarray[Any, Any]) -> str:
    return base64.b64encode(array.tobytes()).decode("ascii")


def recorded(picture: Picture, names: Collection[str], angles: tuple[str, ...]) -> dict[str, OverlayReply]:
    """Return what a file needs for these overlays of a picture, the rays of these angles."""
    written, view = formula.write(picture.fractal), picture.view
    columns = min(MAX_GRID, picture.width // 2)
    requests: dict[str, OverlayRequest] = {
        "rays": RaysRequest(vid=_FILE, seq=0, formula=written, angles=angles, log2_width=view.log2_width),
        "equipotentials": EquipotentialsRequest(
            vid=_FILE,
            seq=0,
            formula=written,
            max_iter=picture.max_iter,
            center=view.center,
            log2_width=view.log2_width,
            columns=columns,
            rows=max(2, min(MAX_GRID, round(columns * picture.height / picture.width))),
        ),
    }
    answers: dict[str, OverlayReply] = {}
    for name in requests.keys() & set(names):
        with suppress(ValueError):  # the family has none
            answers[name] = answer(requests[name])
    return answers
