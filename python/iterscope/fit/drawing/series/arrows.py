"""The chain of the states: a ring for each of them, and arrows as wide as their probabilities."""

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.drawing.axes import SIZE
from iterscope.fit.drawing.marks import RING
from iterscope.fit.drawing.series.lanes import Frame
from iterscope.fit.drawing.theme import Rgba, Theme

_MARGIN = (74.0, 30.0)
"""CSS pixels around the rings, across and up."""
_PAIR, _OUT, _INWARDS = 0.2, 0.36, 0.14
"""How far an arrow bends, as a share of its length: of two states, and of more outwards and inwards."""
_ALONG = (0.5, 0.36)
"""How far along an arrow its number stands: of two states, and of more."""
_LOOP = (27.0, 48.0)
"""Size of an arrow from a state to itself, in CSS pixels."""
_SLOPE = 0.2
"""How much such an arrow points up or down rather than to a side."""
_BESIDE = 13.0
_WIDEST, _THINNEST = 6.0, 0.75
"""CSS pixels of an arrow's width."""
_FEW, _SEEN = 4, 0.02
"""Of more states only arrows of such a probability are drawn."""
_WRITTEN = (0.005, 0.03, 0.1)
"""Probabilities from here on are written: of two, of few and of many states."""
_KNOB = 4.5

Points = NDArray[np.float64]


def nodes(count: int, frame: Frame, scale: float) -> Points:
    """Return the places of the states, shape (count, 2), as a page has them."""
    left, right, top, bottom = frame
    middle = np.array([(left + right) / 2, (top + bottom) / 2])
    across = max(16 * scale, (right - left) / 2 - _MARGIN[0] * scale)
    up = max(12 * scale, (bottom - top) / 2 - _MARGIN[1] * scale)
    if count == 1:
        return middle[np.newaxis]
    if count == 2:
        return np.asarray(middle + np.array([(-1.4 * across, 0.4 * up), (1.4 * across, 0.4 * up)]))
    turned = np.pi if count % 4 else np.pi - np.pi / count  # none on top or at the bottom
    angles = turned - 2 * np.pi * np.arange(count) / count
    return np.asarray(middle + np.stack([across * np.cos(angles), -up * np.sin(angles)], axis=1))


def curve(places: Points, origin: int, end: int, frame: Frame, scale: float) -> tuple[Points, Points]:
    """Return an arrow's control points and where its number stands."""
    radius, node = RING * scale, places[origin]
    left, right, top, bottom = frame
    center = np.array([(left + right) / 2, (top + bottom) / 2])
    if origin != end:
        return _bow(node, places[end], None if len(places) == 2 else center, scale)
    away = node - center
    out = np.array([0.0, -1.0]) if len(places) == 2 else away * (1.0, _SLOPE)
    length = float(np.hypot(*out))
    out = out / length if length > 1e-6 else np.array([0.0, -1.0])
    side = np.array([-out[1], out[0]])
    wide, high = _LOOP[0] * scale, _LOOP[1] * scale
    steps = [(-0.6 * radius, 0.9 * radius), (-wide, high), (wide, high), (0.75 * radius, radius + 4 * scale)]
    points = np.array([node + a * side + b * out for a, b in steps])
    tip = node + out * (radius + 0.75 * high - 8 * scale)
    return points, tip + out * ((_BESIDE + 6) * scale, (_BESIDE + 2) * scale)


def along(points: Points, shares: Points) -> Points:
    """Return places along a Bézier curve, shape (len(shares), 2)."""
    rest = np.repeat(points[:, np.newaxis], len(shares), axis=1)
    while len(rest) > 1:
        rest = rest[:-1] + shares[:, np.newaxis] * (rest[1:] - rest[:-1])
    return np.asarray(rest[0])


def draw(
    figure: _core.Figure, transition: Points, frame: Frame, inks: list[Rgba], *, scale: float, theme: Theme
) -> Points:
    """Draw the arrows of a chain and their numbers; return the places of the states."""
    count = len(transition)
    places, size = nodes(count, frame, scale), SIZE * scale
    least = _WRITTEN[0 if count <= 2 else 1 if count <= _FEW else 2]
    for origin in range(count):
        for end in range(count):
            value = float(transition[origin, end])
            if not np.isfinite(value) or value < (_SEEN if count > _FEW else 1e-12):
                continue
            points, label = curve(places, origin, end, frame, scale)
            wide = max(_THINNEST, _WIDEST * value**0.5) * scale
            way = along(points, np.linspace(0, 1, 41))
            figure.line(way, (*inks[origin][:3], 205), wide)
            _draw_head(figure, way, wide + 3.5 * scale, inks[origin])
            knob = along(points, np.array([value]))[0]
            around = np.linspace(0, 2 * np.pi, 24, endpoint=False)
            ring = knob + _KNOB * scale * np.stack([np.cos(around), np.sin(around)], axis=1)
            figure.fill(ring, theme.ground)
            figure.line(ring, inks[origin], 1.75 * scale, closed=True)
            if value >= least:
                place = float(label[0]), float(label[1]) + 0.36 * size
                figure.text(f"{value:.2f}", place, theme.text, size, align="middle")
    return places


def _bow(start: Points, end: Points, center: Points | None, scale: float) -> tuple[Points, Points]:
    towards = end - start
    length = float(np.hypot(*towards)) or 1.0
    normal = np.array([towards[1], -towards[0]]) / length
    middle = (start + end) / 2
    is_out = center is not None and float(normal @ (middle - center)) >= 0
    bend = _PAIR if center is None else _OUT if is_out else _INWARDS
    control = middle + bend * length * normal
    first = start + _unit(control - start) * (RING + 2) * scale
    last = end + _unit(control - end) * (RING + 7) * scale
    points = np.array([first, control, last])
    share = _ALONG[0 if center is None else 1]
    return points, along(points, np.array([share]))[0] + normal * _BESIDE * scale


def _draw_head(figure: _core.Figure, way: Points, size: float, ink: Rgba) -> None:
    tip, ahead = way[-1], _unit(way[-1] - way[-5])
    side = np.array([-ahead[1], ahead[0]])
    back = tip - ahead * size
    figure.fill(np.array([tip + 0.4 * size * ahead, back + 0.6 * size * side, back - 0.6 * size * side]), ink)


def _unit(vector: Points) -> Points:
    return np.asarray(vector / (float(np.hypot(*vector)) or 1.0))
