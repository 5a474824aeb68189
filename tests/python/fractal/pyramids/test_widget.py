"""The live view of a pyramid, without a browser: its traits, and what it answers a page."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import traitlets

from iterscope import Julia, Mandelbrot, View, _core, open_pyramid
from iterscope.fractal.pyramids import Pyramid
from iterscope.fractal.pyramids.live.widget import PyramidWidget

from ..widget.bench import answers, ask, levels_of, receive
from .small import FLAT, QUIET

Show = Callable[..., PyramidWidget]


@pytest.fixture
def painted(tmp_path: Path) -> Pyramid:
    view = View(("-0.5", "0"), 2)
    Mandelbrot().to_pmtiles(tmp_path / "a.pmtiles", view, (1024, 1024), coloring=FLAT, max_iter=300, **QUIET)
    return open_pyramid(tmp_path / "a.pmtiles")


@pytest.fixture
def fields(tmp_path: Path) -> Pyramid:
    Mandelbrot().to_zarr(
        tmp_path / "a.zarr", View(("-0.5", "0"), 2), (512, 512), ["smooth", "count"], **QUIET
    )
    return open_pyramid(tmp_path / "a.zarr")


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Iterator[Show]:
    """Show pyramids in views whose messages are kept, and close these."""
    views: list[PyramidWidget] = []

    def show(pyramid: Pyramid, **options: Any) -> PyramidWidget:
        view, view_sent = pyramid.explore(**{"width": 256, "height": 256} | options), []
        monkeypatch.setattr(view, "_send", lambda message, buffers=None: view_sent.append((message, buffers)))
        view.sent = view_sent
        views.append(view)
        return view

    yield show
    for view in views:
        view.close()


def tiles_of(view: PyramidWidget, fields: list[str], z: int, x: int, y: int) -> list[Any]:
    """Ask for two tiles; return those that are sent, or the error."""
    place = {"fields": fields, "z": z, "x": f"{x:x}", "y": f"{y:x}", "tiles": [[0, 0], [1, 0]]}
    receive(view, ask(formula={"kind": "mandelbrot", "parameters": {}}, max_iter=300, **place))
    replies = [reply for reply in answers(view) if reply["kind"] in {"tiles", "error"}]
    return [tile for reply in replies for tile in reply.get("tiles", [reply])]


def test_it_shows_what_the_file_does(painted: Pyramid, fields: Pyramid, shown: Show) -> None:
    view = shown(painted)
    assert (view.formula, view.max_iter, view.view) == (Mandelbrot(), 300, painted.view)
    assert (view.colormap, view.color_by) == ("grey", "count")
    assert (view.file, view.field_names, view.engines) == ("a.pmtiles", ("color",), ())
    assert view.zoom_range == (-1, 4)
    assert view.pyramid is painted
    assert view.home["log2_width"] == 2
    view = shown(fields, color_by="smooth", colormap="magma", log2_width=0)
    assert (view.file, view.field_names, view.zoom_range) == ("a.zarr", ("smooth", "count"), (-1, 3))
    assert view.log2_width == 0
    assert view.formula == Mandelbrot()


def test_tiles_come_from_the_file(painted: Pyramid, shown: Show) -> None:
    for tile in tiles_of(shown(painted), ["color"], 2, 1, 2):
        place = 2, int(tile["x"], 16), int(tile["y"], 16)
        region = [float(bound) for bound in _core.tile_region(place)]
        expected = Mandelbrot().render(region, (256, 256), coloring=FLAT, max_iter=300).astype(int)
        red, green, blue = np.moveaxis(expected, -1, 0)
        np.testing.assert_array_equal(levels_of(tile["fields"]["color"]), red | green << 8 | blue << 16)
        assert (tile["max_iter"], tile["preliminary"]) == (300, False)


def test_fields_come_from_the_file(fields: Pyramid, shown: Show) -> None:
    tile, _ = tiles_of(shown(fields), ["smooth", "distance"], 1, 0, 1)
    assert list(tile["fields"]) == ["smooth"]  # the file has no other
    place, names = (1, int(tile["x"], 16), int(tile["y"], 16)), ["smooth"]
    expected = _core.tile_levels(
        Mandelbrot().formula, place, (256, 256), fields=names, max_iter=fields.max_iter, bailout=2.0
    )
    np.testing.assert_array_equal(levels_of(tile["fields"]["smooth"]), expected["smooth"])


def test_what_the_file_says_stays(painted: Pyramid, fields: Pyramid, shown: Show) -> None:
    for options in (
        {"formula": Julia(1j)},
        {"max_iter": 5},
        {"engine": "rust"},
        {"colormap": "magma"},
        {"c": 1j},
    ):
        with pytest.raises(TypeError, match="explore takes what the file says for"):
            painted.explore(**options)
    with pytest.raises(TypeError, match=r"pyramid must be one that open_pyramid has opened, got 'a\.zarr'"):
        PyramidWidget("a.zarr")  # type: ignore[arg-type]
    view = shown(painted)
    others: list[tuple[str, Any]] = [
        ("formula", Mandelbrot(3)),
        ("max_iter", 5),
        ("density", 2.0),
        ("colormap", "magma"),
        ("interior", "period"),
    ]
    for name, value in others:
        with pytest.raises(traitlets.TraitError, match=f"{name} must be that of the file"):
            setattr(view, name, value)
    view.set_state({"max_iter": 5, "formula": {"kind": "julia", "parameters": {"c": ["0", "1"]}}})
    assert (view.max_iter, view.formula) == (300, Mandelbrot())
    view.center = "0", "1"
    view.log2_width = -3
    view = shown(fields)
    view.colormap = "viridis"
    view.set_state({"density": 2.0})
    assert view.density == 2.0
    with pytest.raises(traitlets.TraitError, match="max_iter must be that of the file"):
        view.max_iter = 5


def test_a_file_that_is_gone_is_an_error_of_the_view(tmp_path: Path, shown: Show) -> None:
    Mandelbrot().to_dzi(tmp_path / "a.dzi", View(0, 2), (256, 256), coloring=FLAT, **QUIET)
    view = shown(open_pyramid(tmp_path / "a.dzi"))
    for path in (tmp_path / "a_files").rglob("*.png"):
        path.unlink()
    (error,) = tiles_of(view, ["color"], 0, 0, 0)
    assert error["kind"] == "error"
    assert "No such file" in error["message"]


def test_what_is_no_tile_is_computed(fields: Pyramid, shown: Show) -> None:
    view = shown(fields, width=64, height=64, center=("0", "0"), log2_width=-1)
    expected = Mandelbrot().escape_counts(View(0, -1), (64, 64), max_iter=fields.max_iter)
    np.testing.assert_array_equal(view.escape_counts(), expected)
    assert view.to_png().startswith(b"\x89PNG")
    traits = view.record()["traits"]
    assert set(traits["field_names"]) <= {"smooth", "distance", "fraction"}
    assert traits["file"] is None
