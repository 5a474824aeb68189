"""The views of the fixtures, from 1e-3 to 1e-1000; ``views.json`` holds them."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import gmpy2
from gmpy2 import mpc
from tests.oracle import places

FOLDER = Path(__file__).parent / "fixtures"
SIDE = 64
"""Pixels along both sides of a view."""

Point = tuple[str, str]
"""Real and imaginary part, decimal numbers that are exact as they stand."""

DENDRITE = ("0", "1")
RABBIT = ("-0.122561166876653619975245551821", "0.744861766619744236593170428604")


@dataclass(frozen=True)
class View:
    """A square view whose width is a power of two."""

    name: str
    kind: str
    center: Point
    log2_width: int
    degree: int = 2
    c: Point | None = None
    """None for a Mandelbrot set."""
    max_iter: int = 50_000
    exact: bool = True
    """Whether every count must be right: else the view is ill-conditioned."""


def read() -> list[View]:
    """Return the views that the fixtures show."""
    rows: list[dict[str, Any]] = json.loads((FOLDER / "views.json").read_text())
    pair = lambda point: point and tuple(point)  # noqa: E731
    return [View(**{**row, "center": pair(row["center"]), "c": pair(row["c"])}) for row in rows]


def write() -> None:
    """Find the places and write the views."""
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "views.json").write_text(json.dumps([asdict(view) for view in _views()], indent=1) + "\n")


def _views() -> list[View]:
    return [*_julia_views(), *_mandelbrot_views()]


def _julia_views() -> Iterator[View]:
    """Yield views around repelling fixed points, which are on every Julia set."""
    for name, c, degree, widths, exact in (
        ("dendrite", DENDRITE, 2, (-10, -66, -166, -332, -997, -3322), True),
        ("rabbit", RABBIT, 2, (-10, -66, -166, -332, -997, -3322), True),
        ("cubic", ("0.4", "0.6"), 3, (-66, -332), True),
        ("quintic", ("0.55", "0.35"), 5, (-66, -332), True),
        ("dust", ("-0.8", "0.156"), 2, (-66, -332), False),
    ):
        for width in widths:
            places.set_precision(200 - width)
            center = _written(_fixed_point(degree, _complex(c)), 20 - int(0.302 * width))
            yield View(f"{name}{width}", "julia", center, width, degree, c, max_iter=10_000, exact=exact)


def _mandelbrot_views() -> Iterator[View]:
    """Yield views of the tip i, of copies of the set and of what surrounds these, and the Julia sets beside one."""
    for width in (-66, -332, -1661):
        yield View(f"tip{width}", "mandelbrot", DENDRITE, width)
    for log2_size in (-66, -166, -522, -997):
        copy = places.copy(log2_size)
        size = round(copy.log2_size)
        digits = 20 - int(0.302 * size)
        yield View(f"copy{size}", "mandelbrot", _written(copy.c - copy.size / 2, digits), size + 2)
        yield View(f"around{size}", "mandelbrot", _written(copy.c, digits), round(0.8 * size))
        if log2_size == -522:
            yield from _flakes(copy)


def _flakes(copy: places.Nucleus) -> Iterator[View]:
    """Yield Julia sets beside a copy: their critical orbit comes back to 0 as near as the root of the distance."""
    c = _written(copy.c + copy.size * mpc(20, 13), 175)
    root = gmpy2.sqrt(-_complex(c))
    width = round(copy.log2_size / 2) + 6
    for name, center in (
        ("flake", mpc(0)),
        ("preimage", root),
        ("preimage_of_preimage", gmpy2.sqrt(root - _complex(c))),
    ):
        yield View(f"{name}{width}", "julia", _written(center, 20 - int(0.302 * width)), width, c=c)


def _fixed_point(degree: int, c: mpc) -> mpc:
    """Return a repelling fixed point of z -> z**degree + c, by Newton's method."""
    z = mpc(1 + 0.1j) + abs(c)
    for _ in range(200):
        z -= (z**degree + c - z) / (degree * z ** (degree - 1) - 1)
    return z


def _complex(point: Point) -> mpc:
    return mpc(*map(gmpy2.mpfr, point))


def _written(z: mpc, digits: int) -> Point:
    return _decimal(z.real, digits), _decimal(z.imag, digits)


def _decimal(x: Any, digits: int) -> str:
    scaled = int(gmpy2.rint(x * gmpy2.mpz(10) ** digits))
    whole, fraction = divmod(abs(scaled), 10**digits)
    return f"{'-' * (scaled < 0)}{whole}.{fraction:0{digits}}"
