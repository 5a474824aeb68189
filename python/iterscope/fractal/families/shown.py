"""Base of the families: fractals that are shown, in files, in pyramids and in a live view."""

from collections.abc import Sequence
from os import PathLike
from typing import TYPE_CHECKING, Any, SupportsFloat, SupportsIndex, cast

from numpy.typing import ArrayLike

from iterscope.fractal.base import Fractal
from iterscope.fractal.coloring import ColorBy, Coloring
from iterscope.fractal.colors.rendering import Colors, Whole, rendering
from iterscope.fractal.sampling import Grid, MaxIter, Region
from iterscope.fractal.view import View
from iterscope.widget.card import card
from iterscope.widget.progress import Progress

if TYPE_CHECKING:
    from iterscope.fractal.widget import FractalWidget

_THUMBNAIL = (135, 240)
"""Height and width of the picture of a fractal that is the value of a cell."""


class ShownFractal(Fractal):
    """A fractal that files and a live view can be asked of; these know it as a `Fractal`."""

    def to_png(
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
    ) -> bytes:
        """Encode the picture of `render`, which has the same parameters and errors.

        Returns
        -------
        bytes
            A PNG file: greyscale or indexed where 256 colors do, RGB otherwise. Memory grows by one byte a
            pixel (three for RGB) and twice the file. The file holds the formula, the middle of the region and
            its width, and the coloring if there is one: `View.from_png` and `FractalWidget.from_png` restore
            them, if a view reaches so far.
        """
        from iterscope.fractal.places.saved import SavedView  # noqa: PLC0415

        picture = rendering(
            self,
            region,
            shape,
            Colors(coloring, colormap, cycle, min_iter),
            max_iter=max_iter,
            bailout=bailout,
            antialias=antialias,
            grid=grid,
            part_of=part_of,
        ).png(progress)
        saved = SavedView.of(self, region, max_iter, coloring)
        return picture if saved is None else saved.annotate(picture)

    def to_pmtiles(
        self, path: str | PathLike[str], view: View, shape: Sequence[SupportsIndex], **options: Any
    ) -> None:
        """Write a square picture in all its resolutions as one PMTiles file; see `pyramids.to_pmtiles`."""
        from iterscope.fractal.pyramids.write import to_pmtiles  # noqa: PLC0415

        to_pmtiles(self, path, view, shape, **options)

    def to_dzi(
        self, path: str | PathLike[str], view: View, shape: Sequence[SupportsIndex], **options: Any
    ) -> None:
        """Write a picture in all its resolutions as a Deep Zoom image; see `pyramids.to_dzi`."""
        from iterscope.fractal.pyramids.write import to_dzi  # noqa: PLC0415

        to_dzi(self, path, view, shape, **options)

    def to_zarr(
        self,
        path: str | PathLike[str],
        view: View,
        shape: Sequence[SupportsIndex],
        names: Sequence[str] = ("smooth",),
        **options: Any,
    ) -> None:
        """Write fields in all their resolutions as zarr arrays; see `pyramids.to_zarr`."""
        from iterscope.fractal.pyramids.write import to_zarr  # noqa: PLC0415

        to_zarr(self, path, view, shape, names, **options)

    def explore(self, **options: Any) -> "FractalWidget":
        """Show the set in a live, zoomable view.

        Parameters
        ----------
        **options
            Of `iterscope.FractalWidget`, such as ``center``, ``log2_width``, ``colormap``, ``height`` and
            ``overlays``.

        Returns
        -------
        FractalWidget
        """
        from iterscope.fractal.widget import FractalWidget  # noqa: PLC0415

        return FractalWidget(formula=self, **options)

    def _repr_html_(self) -> str:
        """Return what a notebook shows of it: its home, and how to come nearer."""
        coloring = Coloring(color_by=cast("ColorBy", self.color_by))
        png = self.to_png(self.home, _THUMBNAIL, max_iter=500, coloring=coloring, antialias=2, progress=False)
        return card(
            repr(self), [("live", ".explore()"), ("anywhere", ".to_png(View(...), (400, 640))")], png=png
        )
