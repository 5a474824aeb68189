"""Picture of a view: its place in the plane, its size and its colors."""

import base64
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Context, Decimal
from functools import cached_property
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fractal import tiles
from iterscope.fractal.base import Fractal
from iterscope.fractal.coloring import Coloring
from iterscope.fractal.colors.sight import Sight
from iterscope.fractal.formula import FormulaTrait
from iterscope.fractal.messages.tiles import Field
from iterscope.fractal.sampling import Sampling
from iterscope.fractal.view import View
from iterscope.validation.decimals import MAX_DIGITS
from iterscope.widget.progress import Progress

_ROUNDING = 1e-6
"""Rounding of a logarithm that names a level."""
_NEAR = Decimal("1e-5")
"""Distance from a grid, in its steps, that the decimals of a center may leave."""
_EXACT = Context(prec=4 * MAX_DIGITS)


@dataclass(frozen=True)
class Picture:
    """Settings that the pixels of a view depend on.

    Parameters
    ----------
    fractal : Fractal
    view : View
    width, height : int
        Pixels.
    max_iter : int or "auto"
    coloring : Coloring
    """

    fractal: Fractal
    view: View
    width: int
    height: int
    max_iter: int | Literal["auto"]
    coloring: Coloring

    @cached_property
    def place(self) -> View:
        """The view whose samples are those of tiles, where its pixels are theirs.

        A page that rests on the tiles' grid writes its center to a millionth of a pixel.
        """
        exponent = self.view.log2_width - math.log2(self.width)
        if abs(exponent - round(exponent)) > _ROUNDING:
            return self.view
        x, y = (
            _on_grid(part, round(exponent) - 1, side % 2)
            for part, side in zip(self.view.center, (self.width, self.height), strict=True)
        )
        return View((x, y), self.view.log2_width)

    @property
    def shape(self) -> tuple[int, int]:
        """Height and width in pixels."""
        return self.height, self.width

    @property
    def level(self) -> int:
        """The level of the tiles that show it."""
        return tiles.level(self.view.log2_width, self.width)

    @property
    def iterations(self) -> int:
        """The number of iterations of its pixels."""
        if self.max_iter != "auto":
            return int(self.max_iter)
        return _core.auto_max_iter(self.fractal.formula, self.place.area, self.shape)

    def iterations_of(self, tile: tuple[int, int, int]) -> int:
        """Return the number of iterations of one of its tiles."""
        return tiles.iterations(self.fractal, tile) if self.max_iter == "auto" else int(self.max_iter)

    @property
    def field_names(self) -> tuple[Field, ...]:
        """Names of the fields that its colors need and its family has."""
        return tiles.known(self.fractal, self.coloring.fields)

    def message(self) -> dict[str, object]:
        """Return the fields of a poster besides its pixels."""
        return {
            "formula": FormulaTrait.to_json(self.fractal, None),
            "center": list(self.view.center),
            "log2_width": self.view.log2_width,
            "max_iter": self.max_iter,
            **asdict(self.coloring),
            "width": self.width,
            "height": self.height,
        }

    def sight(
        self, max_iter: int, antialias: int = 1, cancellation: _core.Cancellation | None = None
    ) -> Sight:
        """Return what its colors follow, for those of its parts to do so; raises CancelledError."""
        samples = Sampling(
            region=self.place.area,
            shape=self.shape,
            max_iter=max_iter,
            bailout=tiles.BAILOUT,
            grid="pixel",
        )
        return Sight.of(self.fractal, samples, antialias, cancellation)

    def poster(self, cancellation: _core.Cancellation | None = None) -> Any:
        """Draw it and return it as a `Poster`; raises as `png`."""
        png = self.png(cancellation=cancellation)
        return {**self.message(), "png": base64.b64encode(png).decode("ascii")}

    def cover(self, z: int) -> list[tuple[int, int, int]]:
        """Return the tiles of a level that it touches."""
        return _core.tile_cover(self.view.center, self.view.log2_width, self.shape, z)

    def counts(self, progress: Progress | bool) -> NDArray[np.uint32]:  # noqa: FBT001 - as its callers have it
        """Return the escape counts, shape (height, width)."""
        return self.fractal.escape_counts(self.place, self.shape, max_iter=self.iterations, progress=progress)

    def fields(self, names: Sequence[str], progress: Progress | bool) -> dict[str, NDArray[Any]]:  # noqa: FBT001
        """Return fields, shape (height, width); distances in pixels."""
        max_iter = self.iterations
        return self.fractal.fields(
            self.place, self.shape, names, max_iter=max_iter, unit="pixel", progress=progress
        )

    def png(self, *, antialias: int = 1, cancellation: _core.Cancellation | None = None) -> bytes:
        """Encode it as a PNG file; raises CancelledError.

        Parameters
        ----------
        antialias : {1, 2, 4}, default=1
            Samples along a side of a pixel, whose light is averaged.
        cancellation : Cancellation, optional

        Raises
        ------
        ValueError
            If it has more samples than a picture may have pixels.
        """
        samples = replace(self, width=antialias * self.width, height=antialias * self.height)
        height, width = samples.shape
        if height * width > _core.MAX_PIXELS:
            raise ValueError(f"a picture has at most {_core.MAX_PIXELS} pixels, got {height} x {width}")
        return _core.paint_png(
            self.fractal.formula,
            self.place.area,
            self.shape,
            max_iter=samples.iterations,
            bailout=tiles.BAILOUT,
            look=self.coloring.look,
            antialias=antialias,
            grid="pixel",
            cancellation=cancellation,
        )


def _on_grid(part: str, exponent: int, odd: int) -> str:
    """Return a coordinate, or the odd or even multiple of 2^exponent next to it if that is very near."""
    step = Decimal(2**exponent) if exponent >= 0 else Decimal(5**-exponent).scaleb(exponent, _EXACT)
    steps = _EXACT.divide(Decimal(part), step)
    half = _EXACT.divide(_EXACT.subtract(steps, Decimal(odd)), Decimal(2))
    nearest = _EXACT.add(_EXACT.multiply(half.to_integral_value(), Decimal(2)), Decimal(odd))
    if abs(_EXACT.subtract(steps, nearest)) > _NEAR:
        return part
    on_grid = _EXACT.multiply(nearest, step)
    return str(on_grid) if on_grid != Decimal(part) else part
