"""A view that can be written down: as JSON, as Python, in a picture, in a bookmark."""

import ast
import io
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from functools import partial
from os import PathLike
from pathlib import Path
from typing import Any, Literal, Self

import msgspec

from iterscope import _core
from iterscope.fractal import formula
from iterscope.fractal.base import Fractal, families
from iterscope.fractal.coloring import Coloring
from iterscope.fractal.messages.places import MAX_TEXT, Saved, SavedColoring
from iterscope.fractal.places import png
from iterscope.fractal.sampling import MaxIter, Region
from iterscope.fractal.view import View
from iterscope.validation import arguments
from iterscope.widget.messages import convert

KEYWORD = "Parameters"
"""The keyword of the text in which a picture holds its view."""

_PLACE = ("center", "log2_width", "max_iter")
_COLORS = tuple(field.name for field in fields(Coloring))
_OTHERS = ("antialias", "engine", "width", "height")
"""Keywords of `explore` that are no part of a view."""
_PYTHON = "an expression such as Mandelbrot().explore(center=('0', '1'), log2_width=-20)"


@dataclass(frozen=True)
class SavedView:
    """What a view shows: the formula, the place, and, if they are said, iterations and colors.

    Parameters
    ----------
    fractal : Fractal
        What is iterated.
    view : View
        The place.
    max_iter : int or "auto", default="auto"
        Iterations; None leaves those that are.
    coloring : Coloring, optional
        Its colors; None leaves those that are.

    Examples
    --------
    >>> from iterscope import Julia, View
    >>> print(SavedView(Julia(1j), View(1j, -20)))
    Julia(1j).explore(center=('0.0', '1.0'), log2_width=-20.0)
    """

    fractal: Fractal
    view: View
    max_iter: int | Literal["auto"] | None = "auto"
    coloring: Coloring | None = None

    def __str__(self) -> str:
        return self.to_python()

    def to_python(self) -> str:
        """Return the expression that shows it; what is usual is left out."""
        options: dict[str, Any] = {"center": self.view.center, "log2_width": self.view.log2_width}
        if self.max_iter is not None and self.max_iter != "auto":
            options["max_iter"] = self.max_iter
        if self.coloring is not None:
            usual = asdict(Coloring())
            options |= {name: value for name, value in asdict(self.coloring).items() if value != usual[name]}
        written = ", ".join(f"{name}={value!r}" for name, value in options.items())
        return f"{self.fractal!r}.explore({written})"

    def to_json(self) -> str:
        """Return it as JSON in ASCII."""
        return msgspec.json.encode(self.message()).decode("ascii")

    def message(self) -> Saved:
        """Return it as a message has it."""
        colors = None if self.coloring is None else SavedColoring(**asdict(self.coloring))
        place = self.view
        return Saved(formula.write(self.fractal), place.center, place.log2_width, self.max_iter, colors)

    @classmethod
    def of_message(cls, saved: Saved) -> Self:
        """Return what a message says; raises ValueError if it is no view."""
        fractal, view = formula.read(saved.formula), View(saved.center, saved.log2_width)
        if isinstance(saved.max_iter, int):
            arguments.integer("max_iter", saved.max_iter, 1, _core.MAX_ITER)
        try:
            coloring = None if saved.coloring is None else Coloring(**msgspec.structs.asdict(saved.coloring))
        except (TypeError, ImportError) as error:
            raise ValueError(f"coloring: {error}") from None
        return cls(fractal, view, saved.max_iter, coloring)

    @classmethod
    def of(
        cls, fractal: Fractal, region: Region, max_iter: MaxIter, coloring: Coloring | None
    ) -> Self | None:
        """Return what a picture of a region shows; None if no view reaches so far or is so wide.

        Parameters
        ----------
        fractal : Fractal
        region : View or (xmin, xmax, ymin, ymax)
        max_iter : int or "auto"
        coloring : Coloring or None

        Returns
        -------
        SavedView or None
        """
        try:
            return cls(fractal, _view_of(region), max_iter if max_iter == "auto" else int(max_iter), coloring)
        except ValueError:
            return None

    def annotate(self, picture: bytes) -> bytes:
        """Return a PNG file that holds it."""
        return png.annotate(picture, KEYWORD, self.to_json())

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Read it from JSON.

        Parameters
        ----------
        text : str or bytes
            What `to_json` wrote.

        Raises
        ------
        ValueError
            If it is no JSON, too long, or no view.
        """
        if len(text) > MAX_TEXT:
            raise ValueError(f"a saved view has at most {MAX_TEXT} characters, got {len(text)}")
        try:
            content = msgspec.json.decode(text)
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            raise ValueError(f"a saved view must be JSON, got {arguments.shown(text)}") from None
        return cls.of_message(convert(content, Saved, "a saved view"))

    @classmethod
    def from_python(cls, text: str) -> Self:
        """Read it from the expression that shows it; nothing of that is run.

        Parameters
        ----------
        text : str
            What `to_python` wrote; one without ``explore`` says nothing of iterations.

        Raises
        ------
        ValueError
            If it is not of that form, or an argument is none that the family, the place or the colors take.
        """
        made, options = _parsed(text)
        if unknown := options.keys() - {*_PLACE, *_COLORS, *_OTHERS}:
            raise ValueError(f"explore has no option {arguments.shown(min(unknown))}")
        try:
            fractal = made()
            home = fractal.home
            view = View(options.get("center", home.center), options.get("log2_width", home.log2_width))
            colors = {name: options[name] for name in _COLORS if name in options}
            coloring = Coloring(**colors) if colors else None
            max_iter = options.get("max_iter", "auto")
            if max_iter is not None and max_iter != "auto":
                max_iter = arguments.integer("max_iter", max_iter, 1, _core.MAX_ITER)
        except (TypeError, ImportError) as error:
            raise ValueError(str(error)) from None
        return cls(fractal, view, max_iter, coloring)

    @classmethod
    def from_png(cls, picture: bytes | str | PathLike[str]) -> Self:
        """Read it from a picture of `to_png`, of `iterscope render` or of a page.

        Parameters
        ----------
        picture : bytes or path
            The file.

        Raises
        ------
        TypeError
            If `picture` is neither.
        ValueError
            If it is no PNG, holds no parameters, or some that are no view.
        OSError
            If the file cannot be read.
        """
        if isinstance(picture, str | PathLike):
            with Path(picture).open("rb") as file:
                text = png.read_text(file, KEYWORD, MAX_TEXT)
        elif isinstance(picture, bytes | bytearray | memoryview):
            text = png.read_text(io.BytesIO(picture), KEYWORD, MAX_TEXT)
        else:
            raise TypeError(f"picture must be a path or the bytes of a PNG, got {arguments.shown(picture)}")
        if text is None:
            raise ValueError(
                "the picture holds no parameters: it was saved by something else, changed since, "
                "or shows more than a view does"
            )
        try:
            return cls.from_json(text)
        except ValueError as error:
            raise ValueError(f"the picture's parameters are no view: {error}") from None


def _view_of(region: Region) -> View:
    """Return the middle of a region and its width; raises ValueError if no view has them."""
    if isinstance(region, View):
        return region
    left, right, bottom, top = map(float, region)
    return View(complex((left + right) / 2, (bottom + top) / 2), width=right - left)


def _parsed(text: str) -> tuple[Callable[[], Fractal], dict[str, Any]]:
    """Return what makes the fractal of an expression, and the options of its `explore`; raises ValueError."""
    if len(text) > MAX_TEXT:
        raise ValueError(f"an expression has at most {MAX_TEXT} characters, got {len(text)}")
    refused = ValueError(f"it must be {_PYTHON}, got {arguments.shown(text)}")
    try:
        call = ast.parse(text.strip(), mode="eval").body
        options: dict[str, Any] = {"max_iter": None}
        if (
            isinstance(call, ast.Call)
            and isinstance(call.func, ast.Attribute)
            and call.func.attr == "explore"
        ):
            if call.args:
                raise refused
            options, call = _keywords(call), call.func.value
        if not isinstance(call, ast.Call):
            raise refused
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        family = next((family for family in families().values() if family.__name__ == name), None)
        if family is None:
            raise refused
        return partial(family, *map(ast.literal_eval, call.args), **_keywords(call)), options
    except (SyntaxError, ValueError, TypeError, MemoryError, RecursionError):  # nested too deep, and the like
        raise refused from None


def _keywords(call: ast.Call) -> dict[str, Any]:
    return {str(keyword.arg): ast.literal_eval(keyword.value) for keyword in call.keywords}
