"""Where a live view goes: places, addresses, bookmarks, pictures."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from os import PathLike
from typing import Any, ClassVar, Self, SupportsFloat, cast, overload

from iterscope.fractal.coloring import Coloring
from iterscope.fractal.messages.places import MAX_THUMBNAIL, Fly
from iterscope.fractal.picture import Picture
from iterscope.fractal.places.address import Found, meant
from iterscope.fractal.places.bookmark import Bookmark, BookmarksTrait
from iterscope.fractal.places.saved import SavedView
from iterscope.fractal.tiles import narrowest
from iterscope.fractal.traits import LOOK, FractalTraits
from iterscope.fractal.view import View
from iterscope.validation import arguments

THUMBNAIL_WIDTH = 112
"""Pixels across the picture of a bookmark."""
MAX_SECONDS = 3600.0
"""Longest flight."""


class Visits(FractalTraits):
    """A view that goes to places and remembers some."""

    _page_sets: ClassVar[frozenset[str]] = FractalTraits._page_sets | {"bookmarks"}  # noqa: SLF001

    bookmarks = BookmarksTrait().tag(
        sync=True, echo_update=False, to_json=BookmarksTrait.to_json, from_json=BookmarksTrait.from_json
    )

    @classmethod
    def from_png(cls, picture: bytes | str | PathLike[str], **options: Any) -> Self:
        """Show the view that a picture was saved from.

        Parameters
        ----------
        picture : bytes or path
            A PNG of `to_png`, of ``iterscope render`` or saved from the live view.
        **options
            Other traits.

        Raises
        ------
        TypeError, ValueError, OSError
            If it is no such picture, or cannot be read.
        """
        saved = SavedView.from_png(picture)
        return cls(**{"formula": saved.fractal, **_traits_of(saved), **options})

    @property
    def view(self) -> View:
        """The place that is shown; see `goto`."""
        return View(self.center, self.log2_width)

    @property
    def saved(self) -> SavedView:
        """All that is shown, to be written down: ``print(view.saved)`` gives the expression that shows it."""
        return SavedView(self.formula, self.view, self.max_iter, self._coloring)

    @overload
    def goto(self, center: str) -> Found: ...

    @overload
    def goto(
        self,
        center: View | SavedView | Found | Bookmark | complex | Sequence[Any],
        log2_width: SupportsFloat | None = None,
        *,
        width: SupportsFloat | str | None = None,
    ) -> None: ...

    def goto(
        self,
        center: str | View | SavedView | Found | Bookmark | complex | Sequence[Any],
        log2_width: SupportsFloat | None = None,
        *,
        width: SupportsFloat | str | None = None,
    ) -> Found | None:
        """Show another place.

        Parameters
        ----------
        center : str, View, SavedView, Bookmark, complex or pair of decimal strings
            An address such as ``"1/7"``, as for `iterscope.fractal.places.find`; a place, perhaps of another
            formula; or the middle of one. Iterations and colors stay unless it says some.
        log2_width : float, optional
            Logarithm of its width to the base 2.
        width : float, Decimal or decimal string, optional
            The width itself instead, such as ``"1e-300"``.

        Returns
        -------
        Found or None
            What an address means.

        Raises
        ------
        TypeError, ValueError
            As `View`; also if the family is not computed so deep, or the address means nothing.

        Examples
        --------
        >>> from iterscope import Julia, Mandelbrot
        >>> view = Julia(1j).explore()
        >>> view.goto(("0", "1"), width="1e-20")
        >>> print(Mandelbrot().explore().goto("1_1/3 3_1/2 4").words)
        1_1/3 3_1/2 4 is the component of period 4
        """
        sized = log2_width is not None or width is not None
        if sized and isinstance(center, str | View | SavedView | Found | Bookmark):
            raise TypeError(f"goto takes {_kind_of(center)} or a width, not both")
        if isinstance(center, str):
            found = meant("center", center, self.formula, self.view)
            self._show(found.saved)
            return found
        if isinstance(center, Found | Bookmark):
            center = center.saved
        if not isinstance(center, SavedView):
            place = center if isinstance(center, View) else View(center, log2_width, width=width)
            center = SavedView(self.formula, place, None)
        self._show(center)
        return None

    @overload
    def fly(self, to: str, seconds: SupportsFloat | None = None) -> Found: ...

    @overload
    def fly(self, to: View | SavedView | Found | Bookmark, seconds: SupportsFloat | None = None) -> None: ...

    def fly(
        self, to: str | View | SavedView | Found | Bookmark, seconds: SupportsFloat | None = None
    ) -> Found | None:
        """Let the page fly to a place, at an even pace; the traits have it at once.

        The way is that of `iterscope.Flight`. Where less motion is wanted the page goes there at once; who
        moves the view ends the flight.

        Parameters
        ----------
        to : str, View, SavedView or Bookmark
            The place, or an address as for `goto`; one of another formula is gone to at once.
        seconds : float, optional
            How long it takes, at most an hour; the page knows a pace.

        Returns
        -------
        Found or None
            What an address means.

        Raises
        ------
        TypeError, ValueError
            As `goto`; also if `seconds` is not a number from 0 to 3600.
        """
        if not isinstance(to, str | View | SavedView | Found | Bookmark):
            raise TypeError(f"to must be a place, got {arguments.shown(to)}")
        if seconds is not None:
            seconds = arguments.real("seconds", seconds)
            if not 0.0 <= seconds <= MAX_SECONDS:
                raise ValueError(f"seconds must be from 0 to {MAX_SECONDS:g}, got {seconds:g}")
        found = meant("to", to, self.formula, self.view) if isinstance(to, str) else None
        place = found or to
        if isinstance(place, Found | Bookmark):
            place = place.saved
        saved = place if isinstance(place, SavedView) else SavedView(self.formula, cast("View", place), None)
        self._check_place(saved)
        if saved.fractal == self.formula:
            message: Fly = {
                "kind": "fly",
                "vid": None,
                "center": saved.view.center,
                "log2_width": saved.view.log2_width,
                "seconds": seconds,
            }
            self.send(message)
        self._show(saved)
        return found

    def bookmark(self, name: str) -> Bookmark:
        """Keep the present view under a name, in place of one that has it.

        Parameters
        ----------
        name : str
            1 to 80 characters.

        Returns
        -------
        Bookmark
            Also the last of `bookmarks`; `goto` takes it.

        Raises
        ------
        TypeError, ValueError
            If the name is none, or there are 64 others.
        """
        width = max(1, min(THUMBNAIL_WIDTH, THUMBNAIL_WIDTH * self.width // self.height))
        small = self._picture(width, max(1, width * self.height // self.width))
        thumbnail = b""
        with suppress(ValueError):  # nothing that float64 can tell apart
            thumbnail = small.png()
        made = Bookmark(name, self.saved, thumbnail if len(thumbnail) <= MAX_THUMBNAIL else b"")
        self.bookmarks = (*(each for each in self.bookmarks if each.name != name), made)
        return made

    def _picture(self, width: int, height: int) -> Picture:
        return Picture(self.formula, self.view, width, height, self.max_iter, self._coloring)

    @property
    def _coloring(self) -> Coloring:
        return Coloring(**{name: getattr(self, name) for name in LOOK})

    def _show(self, saved: SavedView) -> None:
        """Show a saved view: the page gets one message and goes there at once."""
        self._check_place(saved)
        with self.hold_sync():
            self.formula = saved.fractal
            for name, value in _traits_of(saved).items():
                setattr(self, name, value)

    def _check_place(self, saved: SavedView) -> None:
        """Raise ValueError if this view cannot show a saved one."""
        place, formula = saved.view, saved.fractal
        least = narrowest(formula, self.engine)
        if place.log2_width < least:
            raise ValueError(
                f"log2_width must be at least {least:g} for {formula} by {self.engine!r}, "
                f"which float64 computes, got {place.log2_width:g}"
            )


def _traits_of(saved: SavedView) -> dict[str, Any]:
    """Return the traits that a saved view sets besides the formula."""
    colors = {} if saved.coloring is None else asdict(saved.coloring)
    place = {"center": saved.view.center, "log2_width": saved.view.log2_width}
    iterations = {} if saved.max_iter is None else {"max_iter": saved.max_iter}
    return {**place, **iterations, **colors}


def _kind_of(place: object) -> str:
    return "a view" if isinstance(place, View) else "an address or a saved view"
