"""Views beyond float64: arrays against exact arithmetic, tiles, previews, posters, files, and where it ends."""

import base64
import io
import json
import math
import re
import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from gmpy2 import mpz
from numpy.typing import NDArray
from PIL import Image

from iterscope import BurningShip, FractalWidget, Julia, Mandelbrot, View, _core
from iterscope.fractal import tiles
from iterscope.fractal.base import Fractal
from iterscope.fractal.messages.tiles import Tile, ViewRequest
from iterscope.fractal.messages.values import Formula
from iterscope.fractal.preview import BLOCK
from iterscope.fractal.requests import TileJob
from iterscope.widget.worker import Worker

BITS = 1400
DIGITS = "-0.1225611668766536199640012"
RABBIT = (DIGITS + "3" * 125, "0.74486176661974423659317042860439236724016308490681")
"""A constant of 150 digits near that of the rabbit."""
EDGES = (
    "0.7970139461922266136617119842612431831001302731316850155439967399269426",
    "1.086743449284992918079267952401506436939830298685081507700598074312785",
    "0.6022340739152842924256983325067661532963352053544293749169629006762153",
    "1.141247877840734783641052218078600251344601201398048121540452601376881",
)
"""Imaginary parts where a straight line leaves a set, to 70 digits."""
VIEWS = [
    (Julia(1j), View(("0", "1"), -160)),
    (Julia(RABBIT), View(("0", EDGES[0]), -150)),
    (Julia(0.3 + 0.3j, degree=3), View(("0.3", EDGES[1]), -200)),
    (Mandelbrot(), View(("0", "1"), -1000)),
    (Mandelbrot(), View(("-0.5", EDGES[2][:30]), -90)),
    (Mandelbrot(degree=3), View(("0.2", EDGES[3][:30]), -90)),
]
"""Pictures of eight pixels across have pixels of powers of two."""


def counted(fractal: Fractal, view: View, shape: tuple[int, int], max_iter: int) -> NDArray[np.uint32]:
    """Count in whole numbers of 2^-BITS, one point after the other."""
    scale = 1 << BITS
    height, width = shape
    side = Fraction(2) ** round(view.log2_width - math.log2(width))
    x, y = map(Fraction, view.center)
    degree = fractal.degree  # type: ignore[attr-defined]
    constant = [mpz(round(Fraction(part) * scale)) for part in _decimals(fractal)]
    counts = np.empty(shape, dtype=np.uint32)
    for row in range(height):
        for column in range(width):
            point = [
                mpz(round((x + (column - Fraction(width - 1, 2)) * side) * scale)),
                mpz(round((y + (Fraction(height - 1, 2) - row) * side) * scale)),
            ]
            z, c = (point, constant) if isinstance(fractal, Julia) else ([0, 0], point)
            counts[row, column] = _steps(z, c, degree, max_iter)
    return counts


def _decimals(fractal: Fractal) -> tuple[Any, Any]:
    c = fractal.parameters.get("c", 0j)
    return (repr(c.real), repr(c.imag)) if isinstance(c, complex) else c  # type: ignore[return-value]


def _steps(z: list[int], c: list[int], degree: int, max_iter: int) -> int:
    for n in range(max_iter):
        x, y = z
        for _ in range(degree - 1):
            x, y = (x * z[0] - y * z[1]) >> BITS, (x * z[1] + y * z[0]) >> BITS
        z = [x + c[0], y + c[1]]
        if z[0] ** 2 + z[1] ** 2 > 4 << 2 * BITS:
            return n
    return max_iter


@pytest.mark.parametrize(("fractal", "view"), VIEWS, ids=str)
def test_counts_are_those_of_exact_arithmetic(fractal: Fractal, view: View) -> None:
    shape = (7, 8)
    counts = fractal.escape_counts(view, shape, max_iter=1700)
    assert (counts < 1700).mean() > 0.3
    np.testing.assert_array_equal(counts, counted(fractal, view, shape, 1700))


@pytest.mark.parametrize("log2_width", [-50, -300, -1100, -4900])
def test_a_dendrite_is_like_itself(log2_width: float) -> None:
    # i -> i - 1 -> -i -> i - 1: two steps turn and enlarge by 4 (i - 1) (-i) = 4 (1 + i), sixteen by 2^20.
    names = ["smooth", "distance", "angle"]
    wide, narrow = (
        Julia(1j).fields(View(1j, width), (24, 32), names, unit="pixel")
        for width in (log2_width, log2_width - 20)
    )
    assert np.isfinite(wide["smooth"]).all()
    np.testing.assert_allclose(narrow["smooth"], wide["smooth"] + 16, rtol=1e-9)
    np.testing.assert_allclose(narrow["distance"], wide["distance"], rtol=1e-7)
    turn = np.abs(narrow["angle"] - wide["angle"])
    assert np.minimum(turn, 1 - turn).max() < 1e-7


@pytest.mark.parametrize("log2_width", [-60, -1100])
def test_beside_the_cusp_orbits_take_their_time(log2_width: float) -> None:
    # pi / sqrt(e) steps (Dave Boll, 1991), in which they are attracted for long.
    counts = Mandelbrot().escape_counts(View(("0.2500001", "0"), log2_width), (4, 4), max_iter=20_000)
    assert (np.abs(counts.astype(float) - np.pi / np.sqrt(1e-7)) < 4).all()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("fractal", "center"), [(Mandelbrot(), "0.1"), (Julia(-0.1 + 0.1j), "0.01"), (Julia(-1), "0.01")], ids=str
)
@pytest.mark.parametrize("log2_width", [-300, -5000])
def test_a_deep_interior_ends_soon(fractal: Fractal, center: str, log2_width: float) -> None:
    begun = time.process_time()
    counts = fractal.escape_counts(View((center, "0"), log2_width), (4, 4), max_iter=10**7)
    assert (counts == 10**7).all()
    # A few milliseconds, instead of minutes.
    assert time.process_time() - begun < 5


def ask(fractal: Fractal, tile: tuple[int, int, int], **changes: Any) -> list[Any]:
    """Return the replies to a request for one tile."""
    sent: list[Any] = []
    worker = Worker(sent.append)
    z, x, y = tile
    formula = (
        Formula("julia", {"c": ("0.0", "1.0")}) if isinstance(fractal, Julia) else Formula(fractal.kind, {})
    )
    settings = {"max_iter": "auto", "fields": ("smooth", "distance"), "engine": "rust", **changes}
    request = ViewRequest("v", 1, formula, z=z, x=f"{x:x}", y=f"{y:x}", tiles=((0, 0),), **settings)
    worker.request(TileJob(request))
    assert worker.join(120)
    return sent


def levels(tile: Tile, field: str) -> NDArray[np.uint32]:
    image = Image.open(io.BytesIO(base64.b64decode(tile["fields"][field])))  # type: ignore[index]
    planes = np.asarray(image).reshape(-1, 256, 256).astype(np.uint32)
    return sum((plane << 8 * byte for byte, plane in enumerate(planes)), np.zeros((256, 256), np.uint32))


@pytest.mark.parametrize("z", [44, 340, 5000])
def test_a_deep_tile_comes_coarse_and_then_whole(z: int) -> None:
    column, row = 2 << z - 2, 3 << z - 2  # i is its lower left corner
    coarse, whole = (tile for reply in ask(Julia(1j), (z, column, row)) for tile in reply["tiles"])
    assert [tile["preliminary"] for tile in (coarse, whole)] == [True, False]
    assert coarse["max_iter"] == whole["max_iter"] >= 512 + 64 * z
    blocks = levels(coarse, "smooth")
    np.testing.assert_array_equal(blocks, blocks[::BLOCK, ::BLOCK].repeat(BLOCK, 0).repeat(BLOCK, 1))
    # The middle of the tile is i and half a side more, whose digits are as many as its level.
    side = Fraction(1, 2 ** (z - 2))
    center = [_text(Fraction(0) + side / 2), _text(1 + side / 2)]
    view = View(center, 2 - z)
    smooth = Julia(1j).smooth(view, (256, 256), max_iter=whole["max_iter"])
    expected = np.where(np.isnan(smooth), 0, np.maximum(1, np.rint((smooth + 16) * 256)))
    assert (np.abs(levels(whole, "smooth") - expected) > 1).mean() < 1e-3
    assert (np.abs(blocks - expected) < 256 * 8).mean() > 0.9


@pytest.mark.parametrize(
    ("fractal", "tile", "changes", "code"),
    [
        (Julia(1j), (5119, 1 << 5300, 0), {}, "refused"),
        (Julia(1j), (100, -(1 << 120), 0), {}, "refused"),
        (BurningShip(), (100, 3 << 98, 1 << 98), {}, "refused"),
        (Julia(1j), (44, 1 << 43, 1 << 43), {"engine": "numpy"}, "refused"),
        (Julia(1j), (100, 1 << 99, 1 << 99), {"max_iter": 10**9}, "refused"),
        (Julia(1j), (100, 1 << 99, 1 << 99), {"fields": ("root",)}, "refused"),
    ],
)
def test_what_no_tile_is_gets_an_answer(
    fractal: Fractal, tile: tuple[int, int, int], changes: dict[str, Any], code: str
) -> None:
    (failure,) = ask(fractal, tile, **changes)
    assert (failure["kind"], failure["code"]) == ("error", code)
    assert len(failure["message"]) <= 300


@pytest.fixture
def widget() -> Iterator[FractalWidget]:
    widget = Julia(1j).explore(width=96, height=64)
    yield widget
    widget.close()


def test_a_deep_view_has_a_poster_and_arrays(widget: FractalWidget) -> None:
    widget.goto(("0", "1"), width="1e-300")
    widget._repr_mimebundle_()
    assert widget.poster is not None
    assert widget.poster["log2_width"] == widget.log2_width
    picture = np.asarray(Image.open(io.BytesIO(widget.to_png(antialias=1))).convert("RGB"))
    assert picture.shape == (64, 96, 3)
    assert len(np.unique(picture.reshape(-1, 3), axis=0)) > 20
    assert np.isfinite(widget.smooth()).mean() > 0.99
    assert (widget.escape_counts() > 700).all()


@pytest.mark.slow
def test_a_deep_view_is_a_file(widget: FractalWidget, tmp_path: Path) -> None:
    widget.goto(("0", "1"), width="1e-100")
    widget.to_html(tmp_path / "deep.html")
    (text,) = re.findall(
        r'id="iterscope-recording">(.*?)</script>', (tmp_path / "deep.html").read_text(), re.DOTALL
    )
    recording = json.loads(text)
    found = sorted({int(address.partition("/")[0]) for address in recording["tiles"]})
    z = tiles.level(widget.log2_width, widget.width)
    assert found == [_core.MIN_Z, z - 2, z - 1, z, z + 1]
    assert recording["traits"]["log2_width"] == widget.log2_width


def test_a_close_ends_a_deep_tile_soon(widget: FractalWidget) -> None:
    x = y = 1 << 999
    request = {
        "kind": "view", "vid": "v", "seq": 1, "formula": {"kind": "mandelbrot", "parameters": {}}, "max_iter": 10**7,
        "engine": "rust", "fields": ["smooth"], "z": 1000, "x": f"{x:x}", "y": f"{y:x}", "tiles": [[0, 0], [1, 0]],
    }  # fmt: skip
    widget._handle_custom_msg(request, [])  # noqa: SLF001
    widget.close()
    assert widget._worker.join(20)  # noqa: SLF001


def _text(number: Fraction) -> str:
    """Write a number whose denominator is a power of two, exactly."""
    power = number.denominator.bit_length() - 1
    whole = number.numerator * 5**power
    digits = f"{whole:0{power + 1}d}" if power < 4000 else _long(whole).zfill(power + 1)
    return f"{digits[:-power]}.{digits[-power:]}"


def _long(whole: int) -> str:
    """Write a whole number of more digits than Python likes to."""
    high, low = divmod(whole, 10**3000)
    return f"{_long(high) if high >= 10**3000 else high}{low:03000d}"
