"""Views as JSON, as Python, in pictures: what is written is read, and nothing else."""

import io
import json
import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, PngImagePlugin

import iterscope
from iterscope import BurningShip, Coloring, FractalWidget, Julia, Mandelbrot, Newton, View
from iterscope.fractal.base import Fractal
from iterscope.fractal.places import SavedView
from iterscope.fractal.sampling import MaxIter, Region

VIEWS = [
    SavedView(Mandelbrot(), View(("0", "1"), width="1e-300")),
    SavedView(Julia(-0.8 + 0.156j), View(0.25j, 1), "auto", Coloring("magma", light=0.25)),
    SavedView(Julia(("-0.12", "0." + "7" * 100), degree=3), View(0, 2), 777, Coloring(color_by="histogram")),
    SavedView(BurningShip(), View(-1.755 - 0.03j, width=0.12)),
    SavedView(BurningShip(0.1 - 0.2j), View(0, 0), coloring=Coloring()),
    SavedView(Newton(coefficients=[1, 0, 0, -1]), View(0, 1), coloring=Coloring(color_by="root")),
    SavedView(Newton([1, 1j, -1 - 0.5j]), View(0, 1)),
]


@pytest.mark.parametrize("saved", VIEWS, ids=str)
def test_what_is_written_is_read_again(saved: SavedView) -> None:
    assert SavedView.from_json(saved.to_json()) == saved
    json.loads(saved.to_json().encode("ascii"))
    usual = saved.coloring == Coloring()
    again = SavedView.from_python(saved.to_python())
    assert again == (SavedView(saved.fractal, saved.view, saved.max_iter) if usual else saved)


@pytest.mark.parametrize("saved", VIEWS, ids=str)
def test_the_expression_makes_the_view(saved: SavedView) -> None:
    widget = eval(saved.to_python(), vars(iterscope))  # noqa: S307 - that is what it is for
    assert (widget.formula, widget.view, widget.max_iter) == (saved.fractal, saved.view, saved.max_iter)
    if saved.coloring is not None:
        assert widget.saved.coloring == saved.coloring
    assert str(widget.saved).startswith(f"{saved.fractal!r}.explore(center=")
    widget.close()


@pytest.mark.parametrize(
    ("text", "fractal"),
    [
        ('Julia(c=("-0.8", "0.156")).explore(center=("0", "0"), log2_width=2)', Julia(-0.8 + 0.156j)),
        ("iterscope.Newton(roots=[1.0+0.0j, -1.0-0.5j]).explore()", Newton([1, -1 - 0.5j])),
        ("  Mandelbrot(degree=3)  ", Mandelbrot(degree=3)),
        ("Mandelbrot().explore(width=600, height=400, antialias=4, engine='rust')", Mandelbrot()),
    ],
)
def test_expressions_of_pages_and_people_are_read(text: str, fractal: Fractal) -> None:
    assert SavedView.from_python(text).fractal == fractal


def test_a_picture_holds_its_view(tmp_path: Path) -> None:
    widget = Julia(1j).explore(
        center=("0", "1"), log2_width=-200, width=96, height=64, colormap="magma", light=0.5
    )
    png = widget.to_png()
    kept = Image.open(io.BytesIO(png))
    assert json.loads(kept.info["Parameters"])["center"] == ["0", "1"]
    assert np.asarray(kept.convert("RGB")).std() > 1
    path = tmp_path / "tip.png"
    path.write_bytes(png)
    for picture in (png, bytearray(png), path, str(path)):
        assert View.from_png(picture) == widget.view  # type: ignore[arg-type]
    again = FractalWidget.from_png(path, width=96, height=64)
    assert again.saved == widget.saved
    assert again.to_png() == png
    assert FractalWidget.from_png(png, colormap="grey").colormap == "grey"


@pytest.mark.parametrize("coloring", [None, Coloring("magma", color_by="count")])
@pytest.mark.parametrize("max_iter", ["auto", 150])
@pytest.mark.parametrize(
    ("region", "view"),
    [
        ((-2, 1, -1, 1), View(-0.5, width=3)),
        (View(("0", "1"), width="1e-60"), View(("0", "1"), width="1e-60")),
    ],
)
def test_the_library_reads_its_own_pictures(
    region: Region, view: View, max_iter: MaxIter, coloring: Coloring | None
) -> None:
    png = Mandelbrot().to_png(region, (20, 30), max_iter=max_iter, coloring=coloring)
    assert SavedView.from_png(png) == SavedView(Mandelbrot(), view, max_iter, coloring)
    pixels = np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))
    assert (pixels == Mandelbrot().render(region, (20, 30), max_iter=max_iter, coloring=coloring)).all()
    assert View.from_png(png) == view


def test_an_explorer_saves_c_and_its_dynamical_plane() -> None:
    explorer = iterscope.explore(c=1j)
    explorer.dynamical_plane.goto(0.5j, -3)
    assert SavedView.from_png(explorer.to_png(64)) == explorer.dynamical_plane.saved
    explorer.close()


@pytest.mark.parametrize("region", [(-65, -64.5, 0, 0.5), (-65, 0, -30, 30)])
def test_what_no_view_shows_is_a_picture_without_parameters(region: Region) -> None:
    png = Mandelbrot().to_png(region, (8, 8))
    assert Image.open(io.BytesIO(png)).size == (8, 8)
    with pytest.raises(ValueError, match=r"holds no parameters: .* or shows more than a view does"):
        View.from_png(png)


def test_a_picture_of_the_command_line_is_read() -> None:
    """Its parameters have a size and a bailout radius, too; `tests/rust/cli` holds how they are written."""
    parameters = {
        "formula": {"kind": "julia", "parameters": {"c": ["-0.8", "0.156"]}},
        "center": ["0", "0"], "log2_width": 2.25, "size": [64, 48], "max_iter": 300, "bailout": 2.0,
        "coloring": {"colormap": "magma", "color_by": "smooth", "density": 1.0, "offset": 0.0, "light": 0.0, "interior": "flat"},
        "antialias": 2,
    }  # fmt: skip
    saved = SavedView.from_png(annotated("Parameters", json.dumps(parameters)))
    assert saved == SavedView(Julia(-0.8 + 0.156j), View(0, 2.25), 300, Coloring("magma"))


def annotated(keyword: str, text: str, **options: Any) -> bytes:
    """Write a picture with a text by another library."""
    info, file = PngImagePlugin.PngInfo(), io.BytesIO()
    info.add_text(keyword, text, **options)
    Image.new("L", (3, 2)).save(file, "PNG", pnginfo=info)
    return file.getvalue()


def chunk(kind: bytes, body: bytes, length: int | None = None) -> bytes:
    size = struct.pack(">I", len(body) if length is None else length)
    return size + kind + body + struct.pack(">I", zlib.crc32(kind + body))


PLAIN = annotated("Comment", "Parameters")
GOOD = '{"formula": {"kind": "mandelbrot", "parameters": {}}, "center": ["0", "0"], "log2_width": 1}'
FORGED = {
    "empty": b"",
    "text": b"Parameters\0{}",
    "jpeg": b"\xff\xd8\xff\xe0" + bytes(100),
    "signature": PLAIN[:8],
    "cut": annotated("Parameters", GOOD)[:60],
    "none": PLAIN,
    "compressed": annotated("Parameters", GOOD, zip=True),
    "another keyword": annotated("parameters", GOOD),
    "no JSON": annotated("Parameters", "center"),
    "no view": annotated("Parameters", "{}"),
    "another family": annotated("Parameters", GOOD.replace("mandelbrot", "nova")),
    "far": annotated("Parameters", GOOD.replace('"0"]', '"1e300"]')),
    "numbers": annotated("Parameters", GOOD.replace('["0", "0"]', "[0, 0]")),
    "infinite": annotated("Parameters", GOOD.replace('h": 1', 'h": 1e999')),
    "nested": annotated("Parameters", "[" * 60_000),
    "code": annotated("Parameters", "__import__('os').system('true')"),
    "long": annotated("Parameters", GOOD + " " * 100_000),
    "damaged": annotated("Parameters", GOOD).replace(b'"log2_width": 1', b'"log2_width": 2'),
    "huge": PLAIN[:33] + chunk(b"tEXt", b"Parameters\0" + GOOD.encode(), 2**32 - 1),
    "many": PLAIN[:33] + chunk(b"tEXt", b"") * 100_000,
}


@pytest.mark.parametrize("name", FORGED)
def test_other_pictures_get_a_clear_word(name: str) -> None:
    for read in (View.from_png, FractalWidget.from_png):
        with pytest.raises(ValueError, match=r"^the picture('s parameters)? (must|holds|are)") as caught:
            read(FORGED[name])
        assert len(str(caught.value)) < 300


def test_what_is_no_picture_at_all() -> None:
    for wrong in (None, 1, 1j, [b""]):
        with pytest.raises(TypeError, match="picture must be a path or the bytes of a PNG"):
            View.from_png(wrong)  # type: ignore[arg-type]
    with pytest.raises(FileNotFoundError):
        View.from_png("no/such.png")


def test_an_address_is_a_view() -> None:
    assert abs(complex(*map(float, View.of("1/6").center)) - 1j) < 1e-15
    with pytest.raises(ValueError, match="address must be a point"):
        View.of("nowhere")
    with pytest.raises(TypeError, match="address must be a string"):
        View.of(7)  # type: ignore[arg-type]
