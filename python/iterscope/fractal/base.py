"""Base class of the families of fractals: counts, pictures and the live view."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Literal, SupportsFloat, SupportsIndex, TypedDict

import numpy as np
from numpy.typing import ArrayLike, NDArray

from iterscope import _core
from iterscope.fractal import engines
from iterscope.fractal.coloring import coloring
from iterscope.fractal.engines import Points
from iterscope.fractal.view import View, size
from iterscope.validation import arguments

if TYPE_CHECKING:
    from iterscope.fractal.widget import FractalWidget


Grid = Literal["pixel", "linspace", "left"]
GRIDS = ("pixel", "linspace", "left")
DEGREE = 2
"""Degree of a map unless another one is said."""
MAX_DEGREE = 8
"""Largest degree of a map z -> z^d + c."""

Region = View | Sequence[SupportsFloat]
"""A view, or (xmin, xmax, ymin, ymax)."""
Parameter = complex | int | tuple[str, str] | tuple[complex, ...]
"""A number, one with more decimals than float64 has, or several."""


class Fractal:
    """A formula with its parameters. Those of a subclass are the keywords of its constructor."""

    kind: ClassVar[str]
    """Name of the formula, as the core and the page know it."""
    several: ClassVar[frozenset[str]] = frozenset()
    """Names of the parameters that are several complex numbers."""
    deep: ClassVar[bool] = False
    """Whether it is computed beyond the end of float64."""

    @property
    def home(self) -> View:
        """A view that shows all of it, in a picture of 16:9 or higher."""
        raise NotImplementedError

    @property
    def parameters(self) -> dict[str, Parameter]:
        """The formula's parameters by name, without those that have their default."""
        raise NotImplementedError

    @cached_property
    def formula(self) -> _core.Formula:
        """The formula as the core takes it."""
        return _core.Formula(self.kind, self.parameters)

    def orbits(self, points: Points) -> tuple[Points, Points | complex]:  # noqa: ARG002
        """Return where the orbits of some points start, and the constants of their map z -> z² + c.

        The readable engines iterate these; the compiled ones know the formula by its kind.

        Raises
        ------
        ValueError
            If it iterates another map.
        """
        raise ValueError(f"engine must be 'rust' or 'rust-scalar' for {self}, which is no z -> z² + c")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Fractal):
            return NotImplemented
        return (self.kind, self.parameters) == (other.kind, other.parameters)

    def __hash__(self) -> int:
        return hash((self.kind, *self.parameters.items()))

    def __getstate__(self) -> dict[str, Any]:
        """Return what pickle sends: all but the core's formula, which is made again."""
        return {name: value for name, value in vars(self).items() if name != "formula"}

    def escape_counts(
        self,
        region: Region,
        shape: Sequence[SupportsIndex],
        *,
        max_iter: SupportsIndex,
        bailout: SupportsFloat = 2.0,
        grid: Grid = "pixel",
        engine: str = "rust",
    ) -> NDArray[np.uint32]:
        """Count the steps that each point of a region stays inside the bailout radius.

        Parameters
        ----------
        region : View or (xmin, xmax, ymin, ymax)
            A rectangle of the complex plane. One of four numbers must be so wide and high that neighbouring
            pixels are distinct float64 numbers, each within a pixel of its place; it is refused otherwise.
        shape : (height, width)
            Pixels, at most 2**28 in all.
        max_iter : int
            The count of points that do not escape in that many steps, at most 10**7.
        bailout : float, default=2.0
            The radius: a step escapes when ``abs(z) > bailout``, and when z overflows. The starting point
            itself is not tested.
        grid : {"pixel", "linspace", "left"}, default="pixel"
            Which points stand for the pixels: their centers; both ends included, as `numpy.linspace` has
            them; or their left and upper edges, as the article's Rust crate has them.
        engine : str, default="rust"
            Who counts: "vectorize", "numpy", "numba", "numba-norm2", "numba-parallel", "rust-scalar" or
            "rust"; see `iterscope.fractal.engines`. Only the time differs.

        Returns
        -------
        ndarray of uint32, shape (height, width)
            Row 0 is the top, the largest imaginary part. The same bits on every processor, for any number of
            threads, from every engine.

        Raises
        ------
        TypeError, ValueError
            If an argument is of the wrong type or out of range.
        MemoryError
            If the counts cannot be allocated.
        ImportError
            If `engine` needs Numba, which is not installed.
        KeyboardInterrupt
            Within 100 ms of Ctrl-C.
        """
        escape = _escape(max_iter, bailout, grid)
        return engines.escape_counts(engines.check(engine), self, *_raster(region, shape), **escape)

    def render(
        self,
        region: Region,
        shape: Sequence[SupportsIndex],
        *,
        max_iter: SupportsIndex,
        min_iter: SupportsIndex = 0,
        bailout: SupportsFloat = 2.0,
        colormap: str | ArrayLike = "grey",
        cycle: int | None = None,
        grid: Grid = "pixel",
    ) -> NDArray[np.uint8]:
        """Color the escape counts of a region.

        Parameters
        ----------
        region, shape, max_iter, bailout, grid
            As for `escape_counts`.
        min_iter : int, default=0
            Counts up to this one get the first color, those of `max_iter` the last: counts are clamped,
            scaled to the colormap and truncated, as the article does.
        colormap : str or array_like of shape (n, 3), default="grey"
            As for `iterscope.fractal.palette`. "grey" is the article's.
        cycle : int, optional
            Repeat the colors every so many counts instead, whatever `min_iter` and `max_iter`; points that
            do not escape are then dark. `FractalWidget` draws its view like this.

        Returns
        -------
        ndarray of uint8, shape (height, width, 3)
            Red, green and blue, row 0 on top.

        Raises
        ------
        TypeError, ValueError, MemoryError, KeyboardInterrupt
            As `escape_counts`.
        """
        escape = _escape(max_iter, bailout, grid)
        first = arguments.integer("min_iter", min_iter, 0, escape["max_iter"] - 1)
        colors = coloring(colormap, cycle, min_iter=first)
        return _core.render(self.formula, *_raster(region, shape), **escape, coloring=colors)

    def to_png(
        self,
        region: Region,
        shape: Sequence[SupportsIndex],
        *,
        max_iter: SupportsIndex,
        min_iter: SupportsIndex = 0,
        bailout: SupportsFloat = 2.0,
        colormap: str | ArrayLike = "grey",
        cycle: int | None = None,
        grid: Grid = "pixel",
    ) -> bytes:
        """Encode the picture of `render`, which has the same parameters and errors.

        Returns
        -------
        bytes
            A PNG file: greyscale or indexed where 256 colors do, RGB otherwise. Memory grows by one byte a
            pixel (three for RGB) and the file.
        """
        escape = _escape(max_iter, bailout, grid)
        first = arguments.integer("min_iter", min_iter, 0, escape["max_iter"] - 1)
        colors = coloring(colormap, cycle, min_iter=first)
        return _core.render_png(self.formula, *_raster(region, shape), **escape, coloring=colors)

    def explore(self, **options: Any) -> "FractalWidget":
        """Show the set in a live, zoomable view.

        Parameters
        ----------
        **options
            Traits of `iterscope.FractalWidget`.

        Returns
        -------
        FractalWidget
        """
        from iterscope.fractal.widget import FractalWidget  # noqa: PLC0415

        return FractalWidget(formula=self, **options)


def degree_of(degree: SupportsIndex) -> int:
    """Return the degree of a map z -> z^d + c; raises TypeError or ValueError."""
    return arguments.integer("degree", degree, 2, MAX_DEGREE)


def _raster(
    region: Region, shape: Sequence[SupportsIndex]
) -> tuple[tuple[float, float, float, float], tuple[int, int]]:
    if isinstance(region, View):
        return region.region(shape), size(shape)
    return arguments.region("region", region), size(shape)


class _Escape(TypedDict):
    max_iter: int
    bailout: float
    grid: str


def _escape(max_iter: SupportsIndex, bailout: SupportsFloat, grid: str) -> _Escape:
    return {
        "max_iter": arguments.integer("max_iter", max_iter, 1, _core.MAX_ITER),
        "bailout": arguments.radius("bailout", bailout),
        "grid": arguments.one_of("grid", grid, GRIDS),
    }
