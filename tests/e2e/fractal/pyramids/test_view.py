"""The live view of a pyramid: what the file holds, and no more."""

from pathlib import Path

import numpy as np
import pytest

from iterscope import Coloring, Mandelbrot
from iterscope import View as Place

from ...support.notebook import Notebook
from ...support.view import View

HOME = Place(("-0.5", "0"), 2)
FLAT = Coloring("grey", color_by="count")
SIZE = "width=512, height=320, antialias=1"


def shown(level: int) -> np.ndarray:
    """Return the middle of a level of the picture, as a view of 512 x 320 pixels shows it."""
    side = 256 << level
    whole = Mandelbrot().render(HOME, (side, side), coloring=FLAT, max_iter=300)
    rows, columns = slice(side // 2 - 160, side // 2 + 160), slice(side // 2 - 256, side // 2 + 256)
    return whole[rows, columns]


@pytest.fixture
def painted(notebook: Notebook, tmp_path: Path) -> View:
    path = tmp_path / "set.pmtiles"
    Mandelbrot().to_pmtiles(
        path, HOME, (2048, 2048), coloring=FLAT, max_iter=300, tile_size=256, progress=False
    )
    return notebook.show(f"iterscope.open_pyramid({str(path)!r}).explore({SIZE})")


def test_it_shows_the_pixels_of_the_file(notebook: Notebook, painted: View) -> None:
    assert np.array_equal(painted.pixels(), shown(1))
    assert "set.pmtiles" in painted.status
    assert "300 iterations" in painted.status
    painted.focus()
    for level in (2, 3):
        painted.press("+")
        painted.settle()
        assert np.array_equal(painted.pixels(), shown(level))
    assert notebook.traits()["log2_width"] == pytest.approx(0)


def test_below_its_end_it_is_enlarged(notebook: Notebook, painted: View) -> None:
    painted.focus()
    painted.press("+", "+")
    painted.settle()
    finest = painted.pixels().astype(int)
    painted.press("+", "+")
    painted.settle()
    middle = finest[120:200, 192:320].repeat(4, axis=0).repeat(4, axis=1)
    assert np.median(np.abs(painted.pixels() - middle)) < 4
    painted.press("+", "+", "+")
    painted.root.locator(".its-notice", has_text="Here the file ends.").wait_for()
    painted.settle()
    assert notebook.traits()["log2_width"] > -4
    painted.press("0")
    painted.settle()
    assert np.array_equal(painted.pixels(), shown(1))


def test_what_the_file_says_cannot_be_changed(notebook: Notebook, painted: View) -> None:
    for action in ("engine", "colors", "large"):
        assert painted.root.locator(f"button[data-action={action}]").count() == 0
    painted.focus()
    painted.press("c", "y", "x")  # neither colors nor their play; axes are drawn above any picture
    painted.settle()
    assert painted.root.locator(".its-popup").count() == 0
    assert notebook.value("[widget.cycling, *widget.overlays]") == [0, "axes"]
    vid = "a" * 8
    notebook.tell({"method": "update", "state": {"max_iter": 5, "log2_width": 1.0}, "vid": vid})
    notebook.wait_until(lambda: notebook.traits()["log2_width"] == 1, "the place is the page's")
    assert notebook.traits()["max_iter"] == 300


def test_fields_take_other_colors(notebook: Notebook, tmp_path: Path) -> None:
    path = tmp_path / "set.zarr"
    Mandelbrot().to_zarr(path, HOME, (1024, 1024), ["count"], max_iter=300, progress=False)
    options = f"{SIZE}, colormap='grey'"
    view = notebook.show(f"iterscope.open_pyramid({str(path)!r}).explore({options})")
    assert np.array_equal(view.pixels(), shown(1))
    assert view.root.locator("button[data-action=colors]").count() == 1
    before = view.pixels()
    notebook.execute("widget.colormap = 'viridis'")
    view.settle()
    notebook.wait_until(lambda: not np.array_equal(view.pixels(), before), "the colors are others")
    assert len(np.unique(view.pixels().reshape(-1, 3), axis=0)) > 20
