"""The explorer: a parameter plane and a dynamical plane, linked by the point c."""

import base64
from contextlib import ExitStack
from os import PathLike
from typing import Any, ClassVar, SupportsFloat, SupportsIndex

import traitlets

from iterscope import _core
from iterscope.fractal.base import Fractal
from iterscope.fractal.explorer.pair import first, julia_set, parameter_plane
from iterscope.fractal.explorer.picture import GAP, draw_ring, place_of, side_by_side
from iterscope.fractal.explorer.planes import DynamicalPlane, ParameterPlane, Plane
from iterscope.fractal.families import Mandelbrot
from iterscope.fractal.messages.traits import ExplorerTraits
from iterscope.fractal.traits import LOOK
from iterscope.fractal.view import View as Place
from iterscope.validation import decimals, files
from iterscope.widget import export
from iterscope.widget.messages import MessageError
from iterscope.widget.picture_size import picture_size
from iterscope.widget.progress import Progress
from iterscope.widget.traits import Complex, Integer, Switch, refusal
from iterscope.widget.view import View, front_end
from iterscope.widget.worker import Worker

SHARED = frozenset({*LOOK, "max_iter", "antialias", "engine", "overlays", "angles"})
"""Options that both planes take."""
PLACE = ("center", "log2_width")
WIDTH, HEIGHT = 960, 480
"""CSS pixels of both planes together."""
MOST_PIXELS = 2**23
"""Of each plane in a picture of both."""


def _reference(plane: Plane, _widget: Any) -> str:
    """Return how anywidget names another widget."""
    return f"anywidget:{plane.model_id}"


def _half(width: int) -> int:
    """Return the width of each of two planes."""
    return max(64, (width - GAP) // 2)


class ExplorerWidget(View):
    """A family's set of constants c, and beside it the Julia set of one of them, both live.

    Dragging the point c in the parameter plane changes the Julia set while it is dragged, at any depth; a
    click sets it. Each plane is a `FractalWidget` of its own.

    Parameters
    ----------
    formula : Fractal, default=Mandelbrot()
        A family that has both planes: `Mandelbrot` or `BurningShip`; one of their Julia sets gives c, too.
    c : complex or pair of decimal strings, optional
        The constant; one that is worth seeing by default.
    together : bool, default=False
        Whether both planes show the same place at the same scale: near a Misiurewicz point c they look alike.
    swapped : bool, default=False
        Whether the dynamical plane comes first.
    colormap, color_by, density, offset, light, interior, antialias, max_iter, engine, overlays, angles
        As for `FractalWidget`, in both planes.
    width : int, optional
        CSS pixels of both planes together; as wide as the cell by default. Below 700 one is under the other.
    height : int, default=480
        CSS pixels of each plane.

    Attributes
    ----------
    parameter_plane, dynamical_plane : FractalWidget
        The planes. What is set in them reaches the page at once; their observers hear what a person does.
        Each has its own `goto`, `fly`, `bookmark` and `overlays`.

    Raises
    ------
    TypeError
        If an option is unknown, or both a Julia set and `c` are given.
    ValueError
        If the family has no constant, or `c` is not finite.
    traitlets.TraitError
        If another value is of the wrong type or out of range.

    Examples
    --------
    >>> import iterscope
    >>> explorer = iterscope.explore(c=1j)
    >>> explorer.dynamical_plane.formula
    Julia(1j)
    >>> explorer.c = -1
    >>> explorer.dynamical_plane.escape_counts().dtype
    dtype('uint32')
    """

    _esm = front_end("fractal.js")
    _css = front_end("fractal.css")
    _page_sets: ClassVar[frozenset[str]] = frozenset({"together", "swapped", "width", "height"})
    _kernel_sets: ClassVar[frozenset[str]] = frozenset({"formula", "c", "fluid", *SHARED})
    _pictured: ClassVar[int] = 2

    _made = ExitStack()
    """Closes the planes; a constructor that refuses its arguments has closed them."""

    height = Integer(HEIGHT, min=64, max=8192).tag(sync=True, echo_update=False)
    c = Complex(0j)
    together = Switch().tag(sync=True, echo_update=False)
    swapped = Switch().tag(sync=True, echo_update=False)
    parameter_plane = traitlets.Instance(ParameterPlane, read_only=True).tag(sync=True, to_json=_reference)
    dynamical_plane = traitlets.Instance(DynamicalPlane, read_only=True).tag(sync=True, to_json=_reference)

    def __init__(self, formula: Fractal | None = None, **options: Any) -> None:
        given = Mandelbrot() if formula is None else formula
        plane = parameter_plane(given)
        if plane != given and "c" in options:
            raise TypeError("an explorer takes a Julia set or c, not both")
        c = options.pop("c", given.parameters.get("c", first(plane)))
        julia = julia_set(plane, decimals.constant("c", c))
        shared = {name: options.pop(name) for name in SHARED & options.keys()}
        self._worker = Worker(self.send)
        with ExitStack() as made:  # if a later argument is refused, nothing stays
            for name, kind, fractal in (
                ("parameter_plane", ParameterPlane, plane),
                ("dynamical_plane", DynamicalPlane, julia),
            ):
                view = kind(formula=fractal, height=HEIGHT, **shared)
                made.callback(view.close)
                view.take_width(_half(WIDTH))
                self.set_trait(name, view)
            super().__init__(c=julia.parameters["c"], **options)
            self._made = made.pop_all()
        for view in self._planes:
            for follow, names in ((self._follow_formula, "formula"), (self._follow_place, PLACE)):
                view.observe(follow, names)
                self._made.callback(view.unobserve, follow, names)

    def _subject(self) -> str:
        return " and ".join(repr(plane.formula) for plane in self._planes)

    def close(self) -> None:
        """Stop all work, free what is held, and take both planes from the page."""
        super().close()
        self._made.close()

    def to_png(
        self,
        width: SupportsIndex | None = None,
        height: SupportsIndex | None = None,
        *,
        scale: SupportsFloat | None = None,
        antialias: SupportsIndex | None = None,
        progress: Progress | bool = True,
    ) -> bytes:
        """Encode both planes as one PNG file, side by side, with a ring around c in the parameter plane.

        Parameters
        ----------
        width, height : int, optional
            Pixels of each plane, as for `FractalWidget.to_png`.
        scale : float, optional
            Pixels for each CSS pixel, instead of a width or a height.
        antialias : {1, 2, 4}, optional
            Samples along a side of a pixel; by default those of the planes.
        progress : callable or bool, default=True
            As for `Julia.escape_counts`, for one plane after the other.

        Returns
        -------
        bytes
            The file holds the view of the dynamical plane, and so c: `FractalWidget.from_png` restores it.

        Raises
        ------
        TypeError, ValueError
            As `FractalWidget.to_png`.
        """
        size = self.parameter_plane.width, self.parameter_plane.height
        width, height = picture_size(size, width, height, scale, MOST_PIXELS)
        pngs = [plane.to_png(width, height, antialias=antialias, progress=progress) for plane in self._planes]
        picture = self._side_by_side(pngs, self.parameter_plane.view, (width, height))
        return self.dynamical_plane.saved.annotate(picture)

    def to_html(
        self,
        path: str | PathLike[str],
        *,
        depth: int | None = None,
        title: str = "iterscope",
        progress: Progress | bool = True,
    ) -> None:
        """Write both planes as one HTML file without a kernel: they pan and zoom, c stays where it is.

        Parameters
        ----------
        path : str or path
        depth : int, optional
            As for `FractalWidget.to_html`, in each plane.
        title : str, default="iterscope"
        progress : callable or bool, default=True
            As for `FractalWidget.to_html`, for one plane after the other.

        Raises
        ------
        ValueError
            If `depth` is out of range or asks for too many tiles.
        OSError
            If the file cannot be written.
        """
        files.target(path)
        planes = {
            "parameter_plane": self.parameter_plane.record(depth, progress=progress),
            "dynamical_plane": self.dynamical_plane.record(depth, progress=progress),
        }
        traits = self.get_state(list(ExplorerTraits.__annotations__))
        export.write(path, export.page("fractal", {"traits": traits, "planes": planes}, title))

    @property
    def _planes(self) -> tuple[Plane, Plane]:
        """The planes as they stand on the page."""
        planes = self.parameter_plane, self.dynamical_plane
        return planes[::-1] if self.swapped else planes

    @traitlets.validate("c")
    def _check_c(self, proposal: Any) -> Any:
        if proposal["value"] is None:
            raise refusal("c", "a finite complex number", None)
        return proposal["value"]

    @traitlets.observe("c")
    def _follow_c(self, change: Any) -> None:
        self.dynamical_plane.c = change.new

    @traitlets.observe("height")
    def _follow_height(self, change: Any) -> None:
        for plane in self._planes:
            plane.height = change.new

    @traitlets.observe("width")
    def _follow_width(self, change: Any) -> None:
        if self._from_page:
            return  # which tells the width of each plane itself
        for plane in self._planes:
            plane.take_width(_half(change.new))

    @traitlets.observe("together")
    def _gather(self, change: Any) -> None:
        """Bring both planes to c, at the scale of the parameter plane."""
        if change.new:
            log2_width = self.parameter_plane.log2_width
            for plane in self._planes:
                plane.goto(decimals.pair("c", self.c), log2_width)

    def _follow_formula(self, change: Any) -> None:
        """Show the same family in the other plane, too."""
        plane = parameter_plane(change.new)
        if plane == change.new:
            self.dynamical_plane.formula = julia_set(plane, decimals.pair("c", self.c))
        else:
            self.parameter_plane.formula = plane
            self.c = change.new.parameters["c"]

    def _follow_place(self, change: Any) -> None:
        """Move the other plane, too, if Python has moved one; the page does so itself."""
        if not self.together or change.owner.is_moved_by_page:
            return
        (other,) = (plane for plane in self._planes if plane is not change.owner)
        other.set_trait(change.name, change.new)

    def _receive(self, _content: Any) -> None:
        """Refuse it: a page tells the planes what it wants."""
        self.refuse(MessageError("an explorer takes no messages"))

    def _refresh_poster(self, cancellation: _core.Cancellation) -> None:
        """Do nothing: each plane has a poster of its own."""

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        posters = [plane.present_poster for plane in self._planes] if self._open else []
        if bundle is not None and posters and None not in posters:
            of_parameters = posters[self._planes.index(self.parameter_plane)]
            view = Place(of_parameters["center"], of_parameters["log2_width"])
            size = of_parameters["width"], of_parameters["height"]
            png = self._side_by_side([base64.b64decode(poster["png"]) for poster in posters], view, size)
            bundle[0]["image/png"] = base64.b64encode(png).decode("ascii")
        return bundle

    def _side_by_side(self, pngs: list[bytes], view: Place, size: tuple[int, int]) -> bytes:
        """Return pictures of both planes as one, with a ring around c in that of the parameter plane."""
        scale = size[0] / self.parameter_plane.width
        figure = side_by_side(pngs, size, scale)
        at = place_of(decimals.pair("c", self.c), view, size)
        if at is not None:
            left = self._planes.index(self.parameter_plane) * (size[0] + round(GAP * scale))
            draw_ring(figure, (left + at[0], at[1]), (left, left + size[0]), scale)
        return figure.png()


def explore(formula: Fractal | None = None, **options: Any) -> ExplorerWidget:
    """Show a family's set of constants and beside it the Julia set of one of them.

    Parameters
    ----------
    formula : Fractal, default=Mandelbrot()
    **options
        Of `ExplorerWidget`, such as ``c`` to begin with, ``height``, ``colormap``, ``overlays``, ``angles``.

    Returns
    -------
    ExplorerWidget
    """
    return ExplorerWidget(formula, **options)
