"""What people call a place: a point, an angle, an internal address, a period, a saved view."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Any

from iterscope import dynamics
from iterscope.fractal.base import Fractal, of_kind
from iterscope.fractal.family import DEGREE
from iterscope.fractal.messages.places import MAX_TEXT
from iterscope.fractal.overlays.ray import ray
from iterscope.fractal.places.detail import ROUGH, detail, roughness
from iterscope.fractal.places.point import is_like_point, read
from iterscope.fractal.places.saved import SavedView
from iterscope.fractal.view import MIN_LOG2_WIDTH, View, width_of
from iterscope.validation import arguments
from iterscope.validation.decimals import MAX_DIGITS

LOG2_TIP = -6.0
"""Logarithm of the width of a view about a Misiurewicz point, which has no size."""
LOG2_END = -2.0
"""That of one about a point of a Julia set."""
DIGITS = 30
"""Decimal places of points that have no end."""
LONGEST_LINE = 300
"""Characters of a line that tells what was found."""
STARTS = 5
"""Starts of Newton's method along a side of the view in which a nucleus is looked for."""
MAX_PERIOD = 4096
"""Longest period that is looked for."""
LONGEST_NUMBER = 40
"""Digits of a number that a refusal repeats."""

_FORMS = (
    "a point such as -0.75 + 0.1i, 1e-20, an angle such as 1/7, an internal address such as 1_1/3 3_1/2 4, "
    "'period 7', 'detail' or a saved view"
)
_POINTS = (
    "a point such as -0.75 + 0.1i or -0.75, 0.1, perhaps with a width after a comma, each number with a "
    "decimal point and no decimal comma"
)
_POWER = re.compile(r"(?<=\d)E(?=[+-]?\d)")
"""What `Decimal` writes before a power of ten."""
_DENOMINATOR = re.compile(r"internal angle at (\d+), before \d+, has denominator (\d+)")
"""How the core refuses an address."""


@dataclass(frozen=True)
class Found:
    """What an address means.

    Attributes
    ----------
    words : str
        A sentence.
    lines : tuple of (str, str)
        Names and texts, as `iterscope goto` prints them.
    saved : SavedView
        What shows it.
    """

    words: str
    lines: tuple[tuple[str, str], ...]
    saved: SavedView

    @property
    def view(self) -> View:
        """The place."""
        return self.saved.view

    @property
    def fractal(self) -> Fractal:
        """The formula in whose plane it is."""
        return self.saved.fractal

    def __str__(self) -> str:
        return "\n".join([self.words, *(f"{name:<10}  {text}" for name, text in self.lines)])


def find(text: str, fractal: Fractal | None = None, near: View | None = None) -> Found:
    """Find the place that a text means.

    Internal addresses are about the Mandelbrot set, angles and periods about that of the fractal's degree;
    seen from a Julia set an angle is that of one of its own rays, and a period is looked for near c. Other
    families have none of them.

    Parameters
    ----------
    text : str
        A point and perhaps a width, ``"-0.75 + 0.1i, 1e-20"``, ``"-0.75, 0.1"`` or ``"-i"``; an angle,
        ``"1/7"``; an internal address, ``"1_1/3 3_1/2 4"``, also with spaces; ``"period 7"``, the nearest
        nucleus of this period; ``"detail"``, the nearest detail; or a saved view, as JSON or as Python.
    fractal : Fractal, default=Mandelbrot()
        What is seen.
    near : View, optional
        The present view, by default the home of the fractal.

    Returns
    -------
    Found

    Raises
    ------
    TypeError
        If `text` is no string.
    ValueError
        If it means nothing, or is too long.

    Examples
    --------
    >>> found = find("1/7")
    >>> print(found.words)
    1/7 and 2/7 land at the root of the component of period 3, 1_1/3 3
    >>> round(float(found.view.width), 3)
    0.756
    """
    return meant("text", text, fractal, near)


def meant(name: str, text: str, fractal: Fractal | None = None, near: View | None = None) -> Found:
    """Find the place that an argument of this name means, as `find`."""
    if not isinstance(text, str):
        raise TypeError(f"{name} must be a string such as '1/7', got {arguments.shown(text)}")
    if len(text) > MAX_TEXT:
        raise ValueError(f"{name} must have at most {MAX_TEXT} characters, got {len(text)}")
    fractal = of_kind("mandelbrot") if fractal is None else fractal
    near = fractal.home if near is None else near
    plain = " ".join(text.replace("\u2212", "-").split())
    if plain.startswith("{"):
        return _of_saved(SavedView.from_json(text))
    if re.match(r"(iterscope\.)?(?!View|Complex)[A-Z]\w*\s*\(", plain):
        return _of_saved(SavedView.from_python(text))
    for pattern, meaning in _MEANINGS:
        if found := re.fullmatch(pattern, plain, re.IGNORECASE):
            if meaning is not _detail and not fractal.powers:
                raise ValueError(
                    f"{name} must be a point, 'detail' or a saved view for {fractal}, as angles, internal "
                    f"addresses and periods are of Mandelbrot and Julia sets, got {arguments.shown(text)}"
                )
            return meaning(found, fractal, near)
    if (point := _point(plain, fractal, near)) is not None:
        return point
    forms = _POINTS if is_like_point(plain) else _FORMS
    raise ValueError(f"{name} must be {forms}, got {arguments.shown(text)}")


def _of_saved(saved: SavedView) -> Found:
    re_part, im_part = saved.view.center
    lines = [("formula", repr(saved.fractal)), ("center", f"{re_part}, {im_part}")]
    return _found(f"A saved view of {saved.fractal!r}", lines, saved)


def _angle(found: re.Match[str], fractal: Fractal, _near: View) -> Found:
    angle = dynamics.Angle(f"{found[1]}/{found[2]}")
    degree = fractal.formula.degree
    if fractal.c is not None:
        return _dynamic_angle(angle, fractal)
    if degree != DEGREE:
        return _landing(angle, f"{angle} lands at", "", [("angle", str(angle))], degree)
    together = angle.conjugates()
    last = f"{dynamics.InternalAddress.of(angle)}"
    lines = [
        ("angle", f"{angle}, preperiod {angle.preperiod}, period {angle.period}"),
        ("conjugate", ", ".join(map(str, together)) or "none"),
        ("kneading", angle.kneading_sequence),
        ("address", f"{last}{' ...' if angle.preperiod else ''}"),
    ]
    names = " and ".join(map(str, sorted((angle, *together)))) if len(together) < 2 else f"{angle}"
    verb = "land" if len(together) == 1 else "lands"
    return _landing(angle, f"{names} {verb} at", last, lines)


def _dynamic_angle(angle: dynamics.Angle, fractal: Fractal) -> Found:
    end = ray(fractal, angle, f"1e-{DIGITS}")
    if end.landing is None:
        reason = "c is outside the Mandelbrot set, or the point parabolic"
        raise ValueError(f"angle must be that of a ray whose end can be told, got {angle}: {reason}")
    lines = [("angle", str(angle)), ("point", ", ".join(end.landing)), ("kind", end.name)]
    saved = _place(fractal, end.landing, LOG2_END)
    return _found(f"The ray {angle} of this Julia set lands here", lines, saved)


def _address(found: re.Match[str], _fractal: Fractal, _near: View) -> Found:
    text = re.sub(r"\s*(?:→|->)\s*", " ", found[0])
    text = re.sub(r"\s+(?=\d+/)", "_", text)
    try:
        address = dynamics.InternalAddress(text)
    except ValueError as error:
        mended = _mended(text, error)
        told = str(error).replace(text, found[0])  # as it was typed
        raise ValueError(f"{told}{f'; {mended} is one' if mended else ''}") from None
    lower, upper = address.angles
    lines = [
        ("address", f"{address}, period {address.period}"),
        ("angles", f"{lower}, {upper}"),
        ("kneading", lower.kneading_sequence),
    ]
    return _landing(lower, f"{address} is", str(address), lines)


def _mended(text: str, error: ValueError) -> str:
    """Return an address with the denominators that its refusals ask for; empty if there is none."""
    for _ in text.split():
        wrong = _DENOMINATOR.search(str(error))
        if not wrong:
            return ""
        text = re.sub(rf"(?<![\d/_]){wrong[1]}(_\S+)?(?= )", f"{wrong[1]}_1/{wrong[2]}", text, count=1)
        try:
            return str(dynamics.InternalAddress(text))
        except ValueError as another:
            error = another
    return ""


def _landing(
    angle: dynamics.Angle, start: str, address: str, lines: list[tuple[str, str]], degree: int = DEGREE
) -> Found:
    landing = dynamics.landing_point(angle, digits=DIGITS, degree=degree)
    if landing.misiurewicz is not None:
        point = landing.misiurewicz
        lines += [
            ("point", ", ".join(point.c)),
            ("kind", f"Misiurewicz point, preperiod {point.preperiod}, period {point.period}"),
            ("multiplier", f"{point.multiplier:.6g}"),
        ]
        kind = f"a Misiurewicz point of preperiod {point.preperiod} and period {point.period}"
        return _found(
            f"{start} {kind}", lines, _place(of_kind("mandelbrot", degree=degree), point.c, LOG2_TIP)
        )
    lines.append(("root" if degree == DEGREE else "point", ", ".join(landing.c)))
    if landing.nucleus is None:
        raise ValueError(f"the component of {angle} was not found")
    # Of a higher degree the ray may land alone, at a cusp that is no root.
    part = "the root of " if degree == DEGREE else "the border of "
    what = f"{'' if start.endswith('is') else part}the component"
    name = "" if start.startswith(address) else f", {address}"
    return _nucleus(f"{start} {what} of period {landing.nucleus.period}{name}", lines, landing.nucleus)


def _nucleus(words: str, lines: list[tuple[str, str]], nucleus: dynamics.Nucleus) -> Found:
    lines += [
        ("period", str(nucleus.period)),
        ("nucleus", ", ".join(nucleus.c)),
        ("size", f"2^{nucleus.log2_size:.2f}"),
    ]
    fractal = of_kind("mandelbrot", degree=nucleus.degree)
    return _found(words, lines, _place(fractal, nucleus.c, nucleus.log2_width))


def _period(found: re.Match[str], fractal: Fractal, near: View) -> Found:
    if len(found[1]) > len(str(MAX_PERIOD)):
        raise ValueError(f"period must be from 1 to {MAX_PERIOD}, got {found[1][:LONGEST_NUMBER]}")
    period = arguments.integer("period", int(found[1]), 1, MAX_PERIOD)
    degree = fractal.formula.degree
    if fractal.c is not None:
        c: Any = fractal.parameters["c"]
        near = View(c, LOG2_TIP)
    nuclei = []
    with suppress(ValueError):  # a view too wide to be decided
        nuclei.append(dynamics.nucleus(near, degree=degree, max_period=period))
    if not any(each is not None and each.period == period for each in nuclei):
        nuclei = [_from(start, period, degree) for start in _starts(near)]
    known = [each for each in nuclei if each is not None and each.period == period and _can_be_seen(each)]
    if not known:
        raise ValueError(f"period {period} was not found near here")
    nearest = min(known, key=lambda each: _distance(near.center, each.c))
    return _nucleus(f"The nearest nucleus of period {period} that was found", [], nearest)


def _from(start: tuple[str, str], period: int, degree: int) -> dynamics.Nucleus | None:
    try:
        return dynamics.nucleus(start, period=period, degree=degree)
    except ValueError:  # nuclei that no number of digits tells apart there
        return None


def _can_be_seen(nucleus: dynamics.Nucleus) -> bool:
    return nucleus.log2_width >= MIN_LOG2_WIDTH and max(map(len, nucleus.c)) <= MAX_DIGITS


def _detail(_: re.Match[str], fractal: Fractal, near: View) -> Found:
    is_of_constants = fractal.powers and fractal.c is None
    if is_of_constants and (roughness(fractal, near) >= ROUGH).any():
        nucleus = dynamics.nucleus(near, degree=fractal.formula.degree, max_period=MAX_PERIOD)
        if nucleus is not None and nucleus.log2_width + 1 < near.log2_width:
            return _nucleus(f"The nucleus of the lowest period here, {nucleus.period}", [], nucleus)
    view = detail(fractal, near)
    return _found(
        "The nearest detail",
        [("center", ", ".join(view.center))],
        _place(fractal, view.center, view.log2_width),
    )


def _point(text: str, fractal: Fractal, near: View) -> Found | None:
    """Read a point, a width or both; None if it is neither."""
    said = read(text)
    if said is None:
        return None
    center, log2_width = said.center or near.center, near.log2_width
    if said.log2_width:
        log2_width = width_of(float(said.log2_width), None)
    elif said.width:
        log2_width = width_of(None, said.width)
    return _found("The point", [("point", ", ".join(center))], _place(fractal, center, log2_width))


def _starts(view: View) -> Iterator[tuple[str, str]]:
    """Yield points all over a square view, its middle first."""
    digits = Context(prec=40 + max(0, int(-0.302 * view.log2_width)))
    step = digits.divide(digits.power(2, Decimal(view.log2_width)), STARTS)
    x, y = map(Decimal, view.center)
    half = STARTS // 2
    places = [(row, column) for row in range(-half, half + 1) for column in range(-half, half + 1)]
    for row, column in sorted(places, key=lambda place: place[0] ** 2 + place[1] ** 2):
        yield (
            str(digits.add(x, digits.multiply(step, column))),
            str(digits.add(y, digits.multiply(step, row))),
        )


def _distance(a: tuple[str, str], b: tuple[str, str]) -> Decimal:
    """Return the square of the distance of two points."""
    context = Context(prec=2 * max(map(len, (*a, *b))) + 30)
    parts = [context.subtract(Decimal(one), Decimal(other)) for one, other in zip(a, b, strict=True)]
    return context.add(*(context.multiply(part, part) for part in parts))


def _found(words: str, lines: list[tuple[str, str]], saved: SavedView) -> Found:
    return Found(_short(words), tuple((name, _short(_POWER.sub("e", line))) for name, line in lines), saved)


def _place(fractal: Fractal, center: tuple[str, str], log2_width: float) -> SavedView:
    """Return a place as a saved view, which says nothing of iterations and colors."""
    return SavedView(fractal, View(center, log2_width), None)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_LINE else f"{text[: LONGEST_LINE - 1]}…"


_Meaning = Callable[[re.Match[str], Fractal, View], Found]
_MEANINGS: tuple[tuple[str, _Meaning], ...] = (
    (r"(\d+) ?/ ?(\d+)", _angle),
    (r"1(?:(?: ?(?:→|->) ?|[ _])\d{1,6}(?:/\d{1,6})?)+", _address),
    (r"period (\d+)(?: near(?: here)?)?", _period),
    (r"(?:nearest )?detail", _detail),
)
"""How a text is written, and what it means then."""
