"""Base class of fractals: the counts, fields and pictures of a family."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, SupportsFloat, SupportsIndex

import numpy as np
from numpy.typing import ArrayLike, NDArray

from iterscope import _core
from iterscope.door import Door
from iterscope.fractal import engines
from iterscope.fractal.coloring import Coloring
from iterscope.fractal.colors.rendering import Colors, Whole, rendering
from iterscope.fractal.family import Family
from iterscope.fractal.sampling import UNITS, Grid, MaxIter, Region, Unit, pixel, sampling
from iterscope.fractal.view import View
from iterscope.validation import arguments
from iterscope.widget.progress import Progress, watched

INTERIOR = ("period", "internal_angle", "interior_distance", "root")
"""Fields of points that do not escape."""
LENGTHS = ("distance", "interior_distance")
"""Fields that are lengths."""


class Fractal(Family):
    """A family whose counts, fields and pictures are computed."""

    def escape_counts(
        self,
        region: Region,
        shape: Sequence[SupportsIndex],
        *,
        max_iter: MaxIter = "auto",
        bailout: SupportsFloat = 2.0,
        grid: Grid = "pixel",
        engine: str = "rust",
        progress: Progress | bool = True,
    ) -> NDArray[np.uint32]:
        """Count the steps that each point of a region stays inside the bailout radius.

        Parameters
        ----------
        region : View or (xmin, xmax, ymin, ymax)
            A rectangle of the complex plane. One of four numbers must be so wide and high that neighbouring
            pixels are distinct float64 numbers, each within a pixel of its place; it is refused otherwise.
        shape : (height, width)
            Pixels, at most 2**28 in all.
        max_iter : int or "auto", default="auto"
            The count of points that do not escape in that many steps, at most 10**7; "auto" grows with the
            depth.
        bailout : float, default=2.0
            The radius: a step escapes when ``abs(z) > bailout``, and when z overflows. The starting point
            itself is not tested.
        grid : {"pixel", "linspace", "left"}, default="pixel"
            Which points stand for the pixels: their centers; both ends included, as `numpy.linspace` has
            them; or their left and upper edges, as the article's Rust crate has them.
        engine : str, default="rust"
            Who counts: "vectorize", "numpy", "numba", "numba-norm2", "numba-parallel", "rust-scalar" or
            "rust"; see `iterscope.fractal.engines`. Only the time differs.
        progress : callable or bool, default=True
            ``progress(done, total)`` is called ten times a second, with pixels. True shows a bar of tqdm
            after a second, if that is installed. The engine "rust-scalar" tells nothing.

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
        samples = sampling(
            self, region, shape, max_iter=max_iter, bailout=bailout, grid=grid, engine=engines.check(engine)
        )
        height, width = samples["shape"]
        with watched(height * width, progress=progress, name="escape_counts") as show:
            return engines.escape_counts(engine, self, **samples, show=show)

    def smooth(
        self,
        region: Region,
        shape: Sequence[SupportsIndex],
        *,
        max_iter: MaxIter = "auto",
        grid: Grid = "pixel",
        progress: Progress | bool = True,
    ) -> NDArray[np.float64]:
        """Return the smooth escape counts, which change without steps from band to band.

        Parameters
        ----------
        region, shape, max_iter, grid, progress
            As for `escape_counts`.

        Returns
        -------
        ndarray of float64, shape (height, width)
            ``n - log(log(abs(z))) / log(d)`` for the first z of the orbit with ``abs(z) > 1000``, after n
            steps of a map of degree d; NaN where there is none.

        Raises
        ------
        TypeError, ValueError, MemoryError, KeyboardInterrupt
            As `escape_counts`; ValueError also if the family has no such field.
        """
        return self.fields(region, shape, ["smooth"], max_iter=max_iter, grid=grid, progress=progress)[
            "smooth"
        ]

    def distance(
        self,
        region: Region,
        shape: Sequence[SupportsIndex],
        *,
        max_iter: MaxIter = "auto",
        grid: Grid = "pixel",
        unit: Unit = "plane",
        progress: Progress | bool = True,
    ) -> NDArray[np.float64]:
        """Estimate the distance of points outside to the set.

        Parameters
        ----------
        region, shape, max_iter, grid, progress
            As for `smooth`.
        unit : {"plane", "pixel"}, default="plane"
            In what it is measured. Pixels have meaning at any depth.

        Returns
        -------
        ndarray of float64, shape (height, width)
            ``2 abs(z) log(abs(z)) / abs(dz)`` with the derivative dz of z by the point: one to four times the
            distance (Koebe); NaN where the orbit does not escape.

        Raises
        ------
        TypeError, ValueError, MemoryError, KeyboardInterrupt
            As `smooth`; ValueError also if float64 cannot hold lengths of the plane at this depth.
        """
        found = self.fields(
            region, shape, ["distance"], max_iter=max_iter, grid=grid, unit=unit, progress=progress
        )
        return found["distance"]

    def interior(
        self,
        region: Region,
        shape: Sequence[SupportsIndex],
        *,
        max_iter: MaxIter = "auto",
        grid: Grid = "pixel",
        unit: Unit = "plane",
        progress: Progress | bool = True,
    ) -> dict[str, NDArray[Any]]:
        """Return what is known of the points that do not escape.

        Parameters
        ----------
        region, shape, max_iter, grid, unit, progress
            As for `distance`.

        Returns
        -------
        dict of str to ndarray, shape (height, width)
            Those of these that the family has: ``period`` of the attracting cycle (uint32, 0 for none),
            ``internal_angle`` of its multiplier in turns and ``interior_distance`` to the boundary (float64,
            NaN where there is none), ``root`` that Newton's method comes to (uint32, from 1, 0 for none).

        Raises
        ------
        TypeError, ValueError, MemoryError, KeyboardInterrupt
            As `distance`.
        """
        names = [name for name in INTERIOR if name in self.formula.fields]
        return self.fields(region, shape, names, max_iter=max_iter, grid=grid, unit=unit, progress=progress)

    def fields(
        self,
        region: Region,
        shape: Sequence[SupportsIndex],
        names: Sequence[str],
        *,
        max_iter: MaxIter = "auto",
        bailout: SupportsFloat = 2.0,
        grid: Grid = "pixel",
        unit: Unit = "plane",
        progress: Progress | bool = True,
    ) -> dict[str, NDArray[Any]]:
        """Return several fields of a region, for which the orbits are followed once.

        Parameters
        ----------
        region, shape, max_iter, grid, progress
            As for `escape_counts`.
        names : sequence of str
            Some of "count", "smooth", "fraction" (what rounding leaves of 256 smooth counts, plus 1/2),
            "distance", "angle" (of the distance's gradient), "final_angle" (of the first z that has escaped),
            "trap" (least ``abs(z)`` of the orbit), "period", "internal_angle", "interior_distance" and
            "root".
        bailout : float, default=2.0
            The radius for "count"; for the others it is at least 1000.
        unit : {"plane", "pixel"}, default="plane"
            In what distances are measured.

        Returns
        -------
        dict of str to ndarray, shape (height, width)
            In the order of `names`. "count", "period" and "root" are of uint32, the others of float64: angles
            in turns from 0 to 1, and NaN where a field is not defined.

        Raises
        ------
        TypeError, ValueError, MemoryError, KeyboardInterrupt
            As `escape_counts`; ValueError also if the family has no such field.
        """
        if (
            isinstance(names, str)
            or not isinstance(names, Iterable)
            or not all(isinstance(name, str) for name in names)
        ):
            raise TypeError(f"names must be a sequence of strings, got {arguments.shown(names)}")
        names = tuple(dict.fromkeys(names))  # memory for each once
        for name in names:
            if name not in self.formula.fields:
                allowed = ", ".join(map(repr, self.formula.fields))
                raise ValueError(f"names must be fields of {self}: {allowed}, got {arguments.shown(name)}")
        arguments.one_of("unit", unit, UNITS)
        samples = sampling(self, region, shape, max_iter=max_iter, bailout=bailout, grid=grid)
        lengths = [name for name in names if name in LENGTHS]
        side = pixel(samples) if lengths and unit == "plane" else 1.0
        height, width = samples["shape"]
        with watched(height * width, progress=progress, name="fields"):
            found: dict[str, NDArray[Any]] = _core.fields(self.formula, **samples, fields=names)
        for name in lengths:
            found[name] *= side
        return found

    def render(
        self,
        region: Region,
        shape: Sequence[SupportsIndex],
        *,
        max_iter: MaxIter = "auto",
        min_iter: SupportsIndex = 0,
        bailout: SupportsFloat = 2.0,
        colormap: str | ArrayLike = "grey",
        cycle: int | None = None,
        coloring: Coloring | None = None,
        antialias: SupportsIndex = 1,
        grid: Grid = "pixel",
        part_of: Whole | None = None,
        progress: Progress | bool = True,
    ) -> NDArray[np.uint8]:
        """Color a region by its escape counts, or by any field.

        Parameters
        ----------
        region, shape, max_iter, bailout, grid, progress
            As for `escape_counts`.
        min_iter : int, default=0
            Counts up to this one get the first color, those of `max_iter` the last: counts are clamped,
            scaled to the colormap and truncated, as the article does.
        colormap : str or array_like of shape (n, 3), default="grey"
            As for `iterscope.fractal.palette`. "grey" is the article's.
        cycle : int, optional
            Repeat the colors every so many counts instead, whatever `min_iter` and `max_iter`; points that
            do not escape are then dark.
        coloring : Coloring, optional
            Colors of any field, instead of `colormap`, `cycle` and `min_iter`. `FractalWidget` draws its view
            like this.
        antialias : {1, 2, 4}, default=1
            With `coloring`: samples along a side of a pixel, whose light is averaged; with the grid "pixel".
        part_of : (region, (height, width)), optional
            With `coloring`: the picture that this is a part of, for colors that follow what a picture shows
            ("smooth", "histogram", "final_angle") and for iterations that are "auto". So parts fit together,
            and a tile of a pyramid is that of its view and shape.

        Returns
        -------
        ndarray of uint8, shape (height, width, 3)
            Red, green and blue, row 0 on top.

        Raises
        ------
        TypeError, ValueError, MemoryError, KeyboardInterrupt
            As `escape_counts`.
        """
        return rendering(
            self,
            region,
            shape,
            Colors(coloring, colormap, cycle, min_iter),
            max_iter=max_iter,
            bailout=bailout,
            antialias=antialias,
            grid=grid,
            part_of=part_of,
        ).pixels(progress)


families: Door[[], Mapping[str, type[Fractal]]] = Door()
"""Return the families by their kind: a door to `families`."""
examples: Door[[], tuple[tuple[str, Fractal, View | None], ...]] = Door()
"""Return places worth seeing, their titles before them: another one."""


def of_kind(kind: str, **parameters: Any) -> Fractal:
    """Return the fractal of a family and its parameters."""
    return families()[kind](**parameters)


def checked(name: str, value: object) -> Fractal:
    """Return `value` if it is a fractal; raises TypeError."""
    if not isinstance(value, Fractal):
        shown = arguments.shown(value)
        raise TypeError(f"{name} must be a fractal such as iterscope.Mandelbrot(), got {shown}")
    return value
