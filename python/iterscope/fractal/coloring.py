"""Palettes from the names of colormaps, and the scales by which counts find their color."""

import math
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from iterscope import _core
from iterscope.validation import arguments
from iterscope.widget.card import card

INTERIOR = (7, 6, 14)
"""Color of points that never escape where colors repeat: a very dark blue."""
COLORS = 1024
"""Colors of a passage through a colormap: more than eyes tell apart."""

ColorBy = Literal["count", "smooth", "histogram", "distance", "final_angle", "trap", "root"]
"""What colors tell; "histogram" is the rank of the smooth count."""
Interior = Literal["flat", "period", "internal_angle", "distance"]
"""What the colors of points that never escape tell."""
_STOPS = 32
"""Stops of the gradient that a notebook shows of a coloring."""
MAX_DENSITY = 64.0
"""Times that colors may pass by as often as usual, or as seldom."""


_FIELDS: dict[ColorBy, tuple[str, ...]] = {
    "count": ("count",),
    "smooth": ("smooth", "distance"),
    "histogram": ("smooth",),
    "distance": ("distance",),
    "final_angle": ("smooth", "distance", "final_angle"),
    "trap": ("trap",),
    "root": ("root", "smooth"),
}
"""The fields that colors are made from; smooth counts are averaged over a pixel, by the distance."""
_INTERIOR_FIELDS: dict[Interior, tuple[str, ...]] = {
    "flat": (),
    "period": ("period",),
    "internal_angle": ("internal_angle",),
    "distance": ("interior_distance",),
}


@dataclass(frozen=True)
class Coloring:
    """What the colors of a picture tell, and how.

    Parameters
    ----------
    colormap : str, default="inferno"
        "grey" for the article's, or a name that matplotlib or the package ``cmap`` knows.
    color_by : str, default="smooth"
        What colors tell: "count", "smooth", "histogram" (the rank of the smooth count), "distance",
        "final_angle" (the smooth count, darker where the last point is in the lower half plane), "trap" or
        "root".
    density : float, default=1
        How often the colors pass by, from 1/64 to 64 times as often as usual.
    offset : float, default=0
        Turns of the colors.
    light : float, default=0
        Strength of a light that falls on the slopes, from 0 to 1.
    interior : {"flat", "period", "internal_angle", "distance"}, default="flat"
        What the colors of points that never escape tell.

    Raises
    ------
    TypeError, ValueError
        If an argument is of the wrong type or out of range.

    Examples
    --------
    >>> Coloring("magma", color_by="distance", light=0.5).fields
    ('distance', 'angle')
    """

    colormap: str = "inferno"
    color_by: ColorBy = "smooth"
    density: float = 1.0
    offset: float = 0.0
    light: float = 0.0
    interior: Interior = "flat"

    def __post_init__(self) -> None:
        if not isinstance(self.colormap, str):
            raise TypeError(f"colormap must be a string, got {arguments.shown(self.colormap)}")
        palette(self.colormap)
        arguments.one_of("color_by", self.color_by, get_args(ColorBy))
        arguments.one_of("interior", self.interior, get_args(Interior))
        for name, low, high in (
            ("density", 1 / MAX_DENSITY, MAX_DENSITY),
            ("offset", -math.inf, math.inf),
            ("light", 0.0, 1.0),
        ):
            value = arguments.real(name, getattr(self, name))
            if not low <= value <= high:
                raise ValueError(f"{name} must be from {low:g} to {high:g}, got {value:g}")
            object.__setattr__(self, name, value)

    @property
    def look(self) -> _core.Look:
        """The same as the core takes it."""
        return self._look(None)

    @property
    def follows(self) -> bool:
        """Whether colors follow the smooth counts that a view shows: their ranks, or how far they spread."""
        return self.color_by in {"histogram", "smooth", "final_angle"}

    def among(self, sight: tuple[NDArray[np.uint32], NDArray[np.uint32] | None]) -> _core.Look:
        """Return the look of pictures that follow one sight together, instead of each what it shows itself.

        Parameters
        ----------
        sight : Sight
            Smooth counts all over what they are of: whole numbers, and fractions if there are any.

        Returns
        -------
        Look
        """
        return self._look(sight)

    def _look(self, among: tuple[NDArray[np.uint32], NDArray[np.uint32] | None] | None) -> _core.Look:
        colors, cyclic = passage(self.colormap)
        return _core.Look(
            colors,
            cyclic=cyclic,
            color_by=self.color_by,
            density=self.density,
            offset=self.offset,
            light=self.light,
            interior=self.interior,
            among=among,
        )

    def _repr_html_(self) -> str:
        """Return what a notebook shows of it: its colors, and what is not as usual."""
        colors, _ = passage(self.colormap)
        stops = colors[np.linspace(0, len(colors) - 1, _STOPS).astype(int)]
        own = [(part.name, str(getattr(self, part.name))) for part in fields(self)]
        usual = {part.name: str(part.default) for part in fields(self)}
        rows = [(name, text) for name, text in own if name == "color_by" or text != usual[name]]
        return card("Coloring", rows, bar=", ".join(f"rgb({r}, {g}, {b})" for r, g, b in stops))

    @property
    def fields(self) -> tuple[str, ...]:
        """Names of the fields that it needs."""
        fields = dict.fromkeys(_FIELDS[self.color_by])
        fields |= dict.fromkeys(["angle"] if self.light else [])
        fields |= dict.fromkeys(_INTERIOR_FIELDS[self.interior])
        return tuple(fields)


def check_interior(interior: Interior, kind: str, fields: Sequence[str]) -> Interior:
    """Return what the colors of the interior tell; raises ValueError if a family of these fields lacks it."""
    has = [name for name, needed in _INTERIOR_FIELDS.items() if set(needed) <= set(fields)]
    if interior not in has:
        names = ", ".join(f'"{name}"' for name in has)
        raise ValueError(f'interior must be one of {names} for {kind}, got "{interior}"')
    return interior


def palette(colormap: str | ArrayLike = "grey", cycle: int | None = None) -> NDArray[np.uint8]:
    """Return the colors of a colormap.

    Parameters
    ----------
    colormap : str or array_like of shape (n, 3)
        "grey" for the article's ramp of 256 greys, any other name that matplotlib or the package ``cmap``
        knows, or red, green and blue from 0 to 255 in integers.
    cycle : int, optional
        The number of colors before they repeat. A colormap that is not cyclic by itself then goes there and
        back, so that the cycle has no seam. The default is one passage in 256 colors.

    Returns
    -------
    ndarray of uint8, shape (256, 3) or (cycle + 1, 3)
        With `cycle` the last row is `INTERIOR`. An array, and a map of separate colors like "tab10", are
        returned as they are, plus that row.

    Raises
    ------
    TypeError
        If `colormap` is neither a string nor an array of integers.
    ValueError
        If no colormap has that name, or the array is not of that form.
    """
    if cycle is not None:
        cycle = arguments.integer("cycle", cycle, 1, _core.MAX_COLORS - 1)
    colors = _sampled(colormap, cycle) if isinstance(colormap, str) else _given(colormap)
    if cycle is None:
        return colors.copy()  # what is cached stays ours
    return np.vstack([colors, np.array([INTERIOR], dtype=np.uint8)])


def of_counts(colormap: str | ArrayLike, cycle: int | None, *, min_iter: int = 0) -> _core.Coloring:
    """Return the coloring of counts by a colormap.

    Parameters
    ----------
    colormap, cycle
        As for `palette`.
    min_iter : int, default=0
        Without `cycle`: counts up to this one get the first color.

    Returns
    -------
    Coloring

    Raises
    ------
    TypeError, ValueError
        As `palette`.
    """
    colors = palette(colormap, cycle)
    return _core.Coloring(colors, "cycle" if cycle is not None else "range", min_iter=min_iter)


def passage(colormap: str | ArrayLike) -> tuple[NDArray[np.uint8], bool]:
    """Return the colors of one passage through a colormap, and whether it is cyclic.

    Parameters
    ----------
    colormap : str or array_like of shape (n, 3)
        As for `palette`.

    Returns
    -------
    colors : ndarray of uint8, shape (n, 3)
        `COLORS` of them, and fewer of "grey" (the article's 256), of a map of separate colors, which has its
        own, and of an array, which is taken as it is.
    cyclic : bool
        Whether the first color follows the last one, so that colors that repeat go round; they go there and
        back otherwise. Separate colors and arrays go round.

    Raises
    ------
    TypeError, ValueError
        As `palette`.
    """
    if not isinstance(colormap, str):
        return _given(colormap), True
    colors, cyclic = _passage(colormap)
    return colors.copy(), cyclic


def _given(colors: ArrayLike) -> NDArray[np.uint8]:
    array = np.asarray(colors)
    if array.dtype.kind not in "ui":
        raise TypeError(f"colormap must be a name or an array of integers, got {arguments.shown(colors)}")
    if array.ndim != 2 or array.shape[1] != 3 or not 2 <= len(array) < _core.MAX_COLORS:
        raise ValueError(
            f"colormap must have shape (n, 3) with 2 <= n < {_core.MAX_COLORS}, got {array.shape}"
        )
    if array.min() < 0 or array.max() > 255:
        raise ValueError(f"colormap must lie between 0 and 255, got {array.min()} to {array.max()}")
    return np.ascontiguousarray(array, dtype=np.uint8)


@lru_cache(maxsize=64)
def _sampled(name: str, cycle: int | None) -> NDArray[np.uint8]:
    if name == "grey":
        shares = np.arange(256) / 255 if cycle is None else 1 - np.abs(1 - 2 * np.arange(cycle) / cycle)
        return np.repeat(np.rint(255 * shares).astype(np.uint8)[:, np.newaxis], 3, axis=1)
    colormap = _find(name)
    if cycle is None:
        colors = colormap.lut(256)
    else:
        shares = np.arange(cycle) / cycle
        colors = colormap(shares if colormap.category == "cyclic" else 1 - np.abs(1 - 2 * shares))
    return np.rint(255 * np.asarray(colors, dtype=np.float64)[:, :3]).astype(np.uint8)


@lru_cache(maxsize=64)
def _passage(name: str) -> tuple[NDArray[np.uint8], bool]:
    if name == "grey":
        return _sampled(name, None), False
    colormap = _find(name)
    separate, cyclic = colormap.category == "qualitative", colormap.category == "cyclic"
    if separate:
        colors = colormap.lut(None)
    else:
        colors = colormap(np.arange(COLORS) / (COLORS if cyclic else COLORS - 1))
    bytes_ = np.rint(255 * np.asarray(colors, dtype=np.float64)[:, :3]).astype(np.uint8)
    return bytes_, cyclic or separate


def _find(name: str) -> Any:
    # Imported here: it costs a third of `import iterscope`.
    from cmap import Colormap  # noqa: PLC0415

    stem = name.removesuffix("_r")
    with suppress(KeyError):
        # Its full name: of a short one that two authors have used, cmap says so at every import.
        stem = Colormap.catalog().resolve(stem)
    try:
        return Colormap(stem + "_r" * name.endswith("_r"))
    except (ValueError, TypeError):
        shown = arguments.shown(name)
        raise ValueError(
            f'colormap must be "grey" or a name that matplotlib or cmap knows, got {shown}'
        ) from None
