"""A place in the plane, exact at any depth."""

from collections.abc import Sequence
from decimal import Context, Decimal
from os import PathLike
from typing import Any, SupportsFloat, SupportsIndex

from iterscope import _core
from iterscope.door import Door
from iterscope.validation import arguments, decimals
from iterscope.widget.card import card

MIN_LOG2_WIDTH = -5000.0
"""Logarithm of the narrowest view's width: 1e-1505."""
MAX_LOG2_WIDTH = 6.0
"""Logarithm of the widest view's width."""
FLOAT64_LOG2_WIDTH = -40.0
"""That of the narrowest view which float64 computes."""
MAX_Z = 5120
"""Deepest level of tiles: those of the narrowest view, antialiased."""
REACH = 64
"""Views lie within this distance of 0."""

Bounds = tuple[float, float, float, float]
"""Left, right, bottom, top."""
Area = Bounds | tuple[tuple[str, str], float]
"""What the core samples: bounds in float64, or the center of a view and log2 of its width."""
Shape = tuple[int, int]
"""Height and width."""

_DIGITS = Context(prec=30)
_SHOWN = 60
"""Characters of a number that a notebook shows."""


class View:
    """A rectangle of the plane by its center and its width, as small as one likes.

    It is taken wherever a region is; its height follows from the picture's shape.

    Parameters
    ----------
    center : complex or pair of numbers or decimal strings
        The point in the middle, within 64 of 0 on both axes. Decimal strings are taken exactly.
    log2_width : float, optional
        Logarithm of the width to the base 2, from -5000 to 6: each unit less is a zoom by two.
    width : float, Decimal or decimal string, optional
        The width itself, instead of its logarithm.

    Raises
    ------
    TypeError
        If an argument is of the wrong type, or not just one of `log2_width` and `width` is given.
    ValueError
        If one is not finite or out of range.

    Examples
    --------
    >>> View(("-0.743643887037151", "0.131825904205330"), width="1e-20")
    View(('-0.743643887037151', '0.131825904205330'), log2_width=-66.43856189774725)
    """

    __slots__ = ("_center", "_log2_width")

    def __init__(
        self,
        center: complex | Sequence[Any],
        log2_width: SupportsFloat | None = None,
        *,
        width: SupportsFloat | str | None = None,
    ) -> None:
        self._center = decimals.within("center", decimals.pair("center", center), REACH)
        self._log2_width = width_of(log2_width, width)

    @classmethod
    def of(cls, address: str) -> "View":
        """Return the place in the plane of the Mandelbrot set that an address names.

        Parameters
        ----------
        address : str
            As for `iterscope.fractal.places.find`: an angle such as ``"1/7"``, an internal address, a point,
            ``"period 7"``, a saved view.

        Raises
        ------
        TypeError, ValueError
            If it is no string, or means nothing.

        Examples
        --------
        >>> View.of("1/6").center[1][:6]
        '1.0000'
        """
        return find(address)

    @classmethod
    def from_png(cls, picture: bytes | str | PathLike[str]) -> "View":
        """Return the place that a picture shows.

        Parameters
        ----------
        picture : bytes or path
            A PNG of `to_png`, of ``iterscope render`` or saved from the live view;
            `FractalWidget.from_png` restores all of it.

        Raises
        ------
        TypeError, ValueError, OSError
            If it is no such picture, or cannot be read.
        """
        return seen(picture)

    @property
    def center(self) -> tuple[str, str]:
        """Real and imaginary part of the center as decimal strings."""
        return self._center

    @property
    def log2_width(self) -> float:
        """Logarithm of the width to the base 2."""
        return self._log2_width

    @property
    def width(self) -> Decimal:
        """The width, to 17 digits."""
        return Context(prec=17).power(2, Decimal(self._log2_width))

    @property
    def area(self) -> Area:
        """The view as the core takes it."""
        return self._center, self._log2_width

    def region(self, shape: Sequence[SupportsIndex]) -> Bounds:
        """Return the rectangle of a picture in float64.

        Parameters
        ----------
        shape : (height, width)
            Pixels.

        Returns
        -------
        (xmin, xmax, ymin, ymax)
            Each the nearest float64.

        Raises
        ------
        TypeError, ValueError
            If `shape` is not of that form, or float64 cannot tell the bounds apart.
        """
        return bounds(self.area, size(shape))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, View):
            return NotImplemented
        return self._values == other._values

    def __hash__(self) -> int:
        return hash(self._values)

    def __repr__(self) -> str:
        return f"View({self._center!r}, log2_width={self._log2_width!r})"

    def _repr_html_(self) -> str:
        """Return what a notebook shows of it."""
        x, y = (
            part if len(part) <= _SHOWN else f"{part[:_SHOWN]}... ({len(part)} characters)"
            for part in self.center
        )
        width = f"{self.width:.3g} = 2^{self.log2_width:.6g}"
        return card("View", [("real part", x), ("imaginary part", y), ("width", width)])

    def __reduce__(self) -> tuple[type["View"], tuple[tuple[str, str], float]]:
        return View, (self._center, self._log2_width)

    @property
    def _values(self) -> tuple[Decimal, Decimal, float]:
        x, y = map(Decimal, self._center)
        return x, y, self._log2_width


find: Door[[str], View] = Door()
"""Return the place that an address names: a door to `places`."""
seen: Door[[bytes | str | PathLike[str]], View] = Door()
"""Return the place that a picture shows: another one."""


def bounds(area: Area, shape: Shape) -> Bounds:
    """Return the bounds of samples in float64; raises ValueError if it cannot tell them apart."""
    return _core.view_region(*area, shape) if len(area) == 2 else area


def size(shape: Sequence[SupportsIndex]) -> Shape:
    """Return the height and width of a picture; raises TypeError or ValueError, naming ``shape``."""
    height, width = (
        arguments.integer("shape", side, 1, _core.MAX_PIXELS)
        for side in arguments.items("shape", shape, 2, "(height, width)")
    )
    return height, width


def width_of(log2_width: SupportsFloat | None, width: SupportsFloat | str | None) -> float:
    """Return the logarithm of a width, given as itself or as its logarithm.

    Raises
    ------
    TypeError
        If not just one of them is given, or that one is no number.
    ValueError
        If it is out of range.
    """
    if width is None and log2_width is not None:
        logarithm = arguments.real("log2_width", log2_width)
        if not MIN_LOG2_WIDTH <= logarithm <= MAX_LOG2_WIDTH:
            allowed = f"from {MIN_LOG2_WIDTH:g} to {MAX_LOG2_WIDTH:g}"
            raise ValueError(f"log2_width must be {allowed}, got {arguments.shown(log2_width)}")
        return logarithm
    if width is not None and log2_width is None:
        return _logarithm(width)
    given = "neither" if width is None else "both"
    raise TypeError(f"a view needs its width in the plane, as width=0.1 or as log2_width=-3.3, got {given}")


def _logarithm(width: SupportsFloat | str) -> float:
    number = Decimal(decimals.decimal("width", width))
    # Not of any power of ten: that would take long.
    if number > 0 and abs(number.adjusted()) < -MIN_LOG2_WIDTH:
        found = float(_DIGITS.divide(_DIGITS.ln(number), _DIGITS.ln(2)))
        if MIN_LOG2_WIDTH <= found <= MAX_LOG2_WIDTH:
            return found
    allowed = f"from 2**{MIN_LOG2_WIDTH:g} to 2**{MAX_LOG2_WIDTH:g}"
    raise ValueError(f"width must be {allowed}, got {arguments.shown(width)}")
