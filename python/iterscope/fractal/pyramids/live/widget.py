"""The live view of a pyramid."""

import time
from typing import Any, ClassVar

import traitlets

from iterscope import _core
from iterscope.fractal import tiles
from iterscope.fractal.messages.tiles import Tile, ViewRequest
from iterscope.fractal.pyramids.live.window import Window
from iterscope.fractal.pyramids.reader import COLOR, PyramidReader
from iterscope.fractal.requests import Compute, Place
from iterscope.fractal.traits import LOOK
from iterscope.fractal.widget import FractalWidget
from iterscope.validation import arguments

_COMPUTED = frozenset({"formula", "max_iter", "engine"})
"""Traits that say what is computed."""
_PAINTED = frozenset({*LOOK, "cycling", "usual"})
"""Traits of colors."""


class PyramidWidget(FractalWidget):
    """Live view of a pyramid: its tiles are read from the file, and deeper than that they are enlarged.

    `Pyramid.explore` makes it. All traits of `FractalWidget` are there; those that say what is computed are
    the pyramid's and stay as they are, and so do colors of a picture. Of fields any colors can be made that
    need no others. What is no tile, such as `to_png` and `escape_counts`, is computed anew.

    Parameters
    ----------
    pyramid : Pyramid
    **options
        Traits of `FractalWidget`.

    Raises
    ------
    TypeError
        If `pyramid` is none, or an option is not one that can be chosen.
    traitlets.TraitError
        If a value is of the wrong type or out of range.
    """

    _page_sets: ClassVar[frozenset[str]] = FractalWidget._page_sets - _COMPUTED  # noqa: SLF001
    _kernel_sets: ClassVar[frozenset[str]] = FractalWidget._kernel_sets | _COMPUTED - {"engine"}  # noqa: SLF001

    def __init__(self, pyramid: PyramidReader, **options: Any) -> None:
        if not isinstance(pyramid, PyramidReader):
            raise TypeError(
                f"pyramid must be one that open_pyramid has opened, got {arguments.shown(pyramid)}"
            )
        fixed = _COMPUTED | {"c"} | (frozenset() if pyramid.names else _PAINTED)
        if given := fixed & options.keys():
            raise TypeError(f"explore takes what the file says for {', '.join(sorted(given))}")
        self._pyramid = pyramid
        self._window = Window(pyramid)
        colors = {name: getattr(pyramid.coloring, name) for name in LOOK} if pyramid.coloring else {}
        place = {"center": pyramid.view.center, "log2_width": pyramid.view.log2_width}
        super().__init__(
            **{"formula": pyramid.fractal, "max_iter": pyramid.max_iter, **colors, **place, **options}
        )
        self.set_trait("file", pyramid.path.name)
        self._follow_kernel(None)

    @property
    def pyramid(self) -> PyramidReader:
        """What it shows."""
        return self._pyramid

    @traitlets.validate("formula", "max_iter", "color_by", "density", "offset", "light", "cycling")
    def _check_fixed(self, proposal: Any) -> Any:
        name, value = proposal["trait"].name, proposal["value"]
        fixed = name in _COMPUTED or not self._pyramid.names
        if fixed and self.file is not None and value != getattr(self, name):
            raise traitlets.TraitError(f"{name} must be that of the file, got {arguments.shown(value)}")
        return value

    @traitlets.validate("colormap")
    def _check_colormap(self, proposal: Any) -> Any:
        self._check_fixed(proposal)
        return super()._check_colormap(proposal)

    @traitlets.validate("interior")
    def _check_interior(self, proposal: Any) -> Any:
        self._check_fixed(proposal)
        return super()._check_interior(proposal)

    @traitlets.validate("usual")
    def _check_usual(self, proposal: Any) -> Any:
        self._check_fixed(proposal)
        return super()._check_usual(proposal)

    @traitlets.observe("formula", "engine")
    def _follow_kernel(self, _change: Any) -> None:
        super()._follow_kernel(_change)
        if self.file is not None:
            self.set_trait("zoom_range", self._window.range)
            self.set_trait("field_names", self._pyramid.names or (COLOR,))
            self.set_trait("engines", ())

    def _prepare(self, request: ViewRequest) -> Compute:
        """Return what cuts tiles out of the file."""

        def compute(place: Place, _passes: int, _cancellation: _core.Cancellation) -> Tile:
            start = time.perf_counter()
            found = self._window.tile((request.z, *place))
            encoded = tiles.encode({name: found[name] for name in request.fields if name in found})
            return {
                "x": f"{place[0]:x}",
                "y": f"{place[1]:x}",
                "max_iter": self._pyramid.max_iter,
                "preliminary": False,
                "ms": round(1000 * (time.perf_counter() - start), 3),
                "fields": encoded,
            }

        return compute
