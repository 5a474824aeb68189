"""Every message between the kernel and a fractal view, typed once and checked on arrival.

``js/src/fractal/protocol.js`` mirrors these definitions. No coordinate is ever a JSON number: the plane is
addressed by tiles, whose indices are exact integers at any depth, and by decimal strings.

A tile ``(z, x, y)`` is the square of side ``2**(2 - z)`` with lower left corner
``(-2 + x * 2**(2 - z), -2 + y * 2**(2 - z))``. It is ``TILE_SIZE`` pixels wide and high, its row 0 on top.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypedDict

from iterscope.widget.messages import VIEW_ID, MessageError, exactly, integer, text

MAX_TILES = 512
"""Tiles that one request may name."""
MAX_OFFSET = 4096
"""Largest distance of a tile from the anchor of its request, in tiles."""

_ENGINE = re.compile(r"[a-z0-9-]{1,64}", re.ASCII)
_HEXADECIMAL = re.compile(r"-?[0-9a-f]{1,512}", re.ASCII)
_DECIMAL = re.compile(r"[+-]?(\d{1,1024}\.?\d{0,1024}|\.\d{1,1024})([eE][+-]?\d{1,4})?", re.ASCII)


class Tile(TypedDict):
    """One tile on its way to the browser."""

    x: str
    """Column, hexadecimal with an optional minus sign."""
    y: str
    """Row, counted upwards, hexadecimal with an optional minus sign."""
    max_iter: int
    """The number of iterations that "auto" meant."""
    ms: float
    """Time to compute and encode it, in milliseconds."""
    png: str
    """An indexed PNG of ``TILE_SIZE`` x ``TILE_SIZE`` pixels, base64."""


class Tiles(TypedDict):
    """A batch of tiles: the kernel's answer to a `ViewRequest`."""

    kind: Literal["tiles"]
    vid: str
    seq: int
    z: int
    tiles: list[Tile]
    remaining: int
    """Tiles of the request that are still to come."""


class Accepted(TypedDict):
    """The kernel has the request and works on it: no need to ask again."""

    kind: Literal["accepted"]
    vid: str
    seq: int


@dataclass(frozen=True)
class ViewRequest:
    """``{kind: "view", ...}``: the tiles that a view lacks, the most wanted first.

    On the wire ``c`` is a pair of decimal strings, ``x`` and ``y`` are hexadecimal strings, and ``tiles``
    are small offsets ``[dx, dy]`` from that anchor. The request names all that a tile depends on, so its
    answer cannot be wrong, however messages and trait changes overtake each other.
    """

    vid: str
    """Random name of one rendered view."""
    seq: int
    """Counts up within a view; a newer request replaces an older one."""
    c: tuple[str, str]
    max_iter: int | Literal["auto"]
    colormap: str
    engine: str
    z: int
    tiles: tuple[tuple[int, int], ...]
    """Absolute ``(x, y)``."""

    @property
    def level(self) -> tuple[tuple[str, str], int | str, str, str, int]:
        """All that a tile and its time depend on besides its place."""
        return self.c, self.max_iter, self.colormap, self.engine, self.z


@dataclass(frozen=True)
class CloseRequest:
    """``{kind: "close", vid}``: the view is gone."""

    vid: str


def parse(content: object) -> ViewRequest | CloseRequest:
    """Check a message from the browser.

    Parameters
    ----------
    content : object
        What the comm delivered.

    Returns
    -------
    ViewRequest or CloseRequest

    Raises
    ------
    MessageError
        If it is not a mapping, its kind is unknown, a field is missing, unknown, of the wrong type or out of
        range, or the whole is too large.
    """
    if not isinstance(content, Mapping):
        raise MessageError(f"a message must be an object, got {type(content).__name__}")
    kind = content.get("kind")
    if kind == "view":
        fields = exactly(content, "vid", "seq", "c", "max_iter", "colormap", "engine", "z", "x", "y", "tiles")
        c = fields["c"]
        if not (isinstance(c, list) and len(c) == 2):
            raise MessageError("c must be a pair of decimal strings")
        anchor = _integer16(fields, "x"), _integer16(fields, "y")
        return ViewRequest(
            vid=text(fields, "vid", VIEW_ID),
            seq=integer(fields, "seq", 0, 2**53 - 1),
            c=(text({"c": c[0]}, "c", _DECIMAL), text({"c": c[1]}, "c", _DECIMAL)),
            max_iter="auto" if fields["max_iter"] == "auto" else integer(fields, "max_iter", 1, 2**31 - 1),
            colormap=text(fields, "colormap", re.compile(r"[\w:.-]{1,64}", re.ASCII)),
            engine=text(fields, "engine", _ENGINE),
            z=integer(fields, "z", -64, 2**20),
            tiles=_tiles(fields["tiles"], anchor),
        )
    if kind == "close":
        return CloseRequest(vid=text(exactly(content, "vid"), "vid", VIEW_ID))
    raise MessageError('kind must be "view" or "close"')


def _integer16(fields: Mapping[str, Any], name: str) -> int:
    return int(text(fields, name, _HEXADECIMAL), 16)


def _tiles(offsets: object, anchor: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    if not isinstance(offsets, list) or len(offsets) > MAX_TILES:
        raise MessageError(f"tiles must be a list of at most {MAX_TILES} offsets")
    tiles = []
    for offset in offsets:
        if not isinstance(offset, list) or len(offset) != 2:
            raise MessageError("each of tiles must be a pair of integers")
        if any(type(value) is not int or abs(value) > MAX_OFFSET for value in offset):
            raise MessageError(f"each of tiles must be integers from {-MAX_OFFSET} to {MAX_OFFSET}")
        tiles.append((anchor[0] + offset[0], anchor[1] + offset[1]))
    return tuple(tiles)
